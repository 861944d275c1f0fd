vcpkg_cmake_configure(SOURCE_PATH "${CURRENT_PORT_DIR}/../../../core")
vcpkg_cmake_install()
