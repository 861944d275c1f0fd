/** A C++ library with CMake and Google Benchmark, as docs/quick-start-cmake.md takes one to be. */
export const MATRIX = {
  name: 'matrix',
  tag: 'v1.4.0',
  files: {
    'CMakeLists.txt': `cmake_minimum_required(VERSION 3.25)
project(matrix VERSION 1.4.0 LANGUAGES CXX)
add_library(matrix INTERFACE)
target_include_directories(matrix INTERFACE include)
option(MATRIX_BENCH "build the benchmark" OFF)
if(MATRIX_BENCH)
  find_package(benchmark REQUIRED)
  add_executable(matrix_bench bench/matrix_bench.cpp)
  target_link_libraries(matrix_bench PRIVATE matrix benchmark::benchmark_main)
  set_target_properties(matrix_bench PROPERTIES RUNTIME_OUTPUT_DIRECTORY bench)
endif()
`,
    'CMakePresets.json': `{
  "version": 6,
  "configurePresets": [
    {
      "name": "bench",
      "binaryDir": "build",
      "cacheVariables": {"CMAKE_BUILD_TYPE": "Release", "MATRIX_BENCH": "ON"}
    }
  ],
  "buildPresets": [{"name": "bench", "configurePreset": "bench"}],
  "workflowPresets": [
    {"name": "bench", "steps": [{"type": "configure", "name": "bench"}, {"type": "build", "name": "bench"}]}
  ]
}
`,
    'include/matrix/version.h': `#pragma once
#define MATRIX_VERSION_MAJOR 1
#define MATRIX_VERSION_MINOR 4
#define MATRIX_VERSION_PATCH 0
`,
    'include/matrix/matrix.h': `#pragma once
#include <array>
#include <cstddef>

template <std::size_t N> using matrix = std::array<std::array<double, N>, N>;

template <std::size_t N> void multiply(const matrix<N>& a, const matrix<N>& b, matrix<N>& out) {
  for (std::size_t i = 0; i < N; ++i)
    for (std::size_t j = 0; j < N; ++j) {
      out[i][j] = 0;
      for (std::size_t k = 0; k < N; ++k) out[i][j] += a[i][k] * b[k][j];
    }
}

template <std::size_t N> void transpose(const matrix<N>& a, matrix<N>& out) {
  for (std::size_t i = 0; i < N; ++i)
    for (std::size_t j = 0; j < N; ++j) out[j][i] = a[i][j];
}
`,
    'bench/matrix_bench.cpp': `#include <benchmark/benchmark.h>
#include <matrix/matrix.h>

static matrix<64> a, b, out;

static void multiply_64(benchmark::State& state) {
  for (auto _ : state) { multiply(a, b, out); benchmark::DoNotOptimize(out); }
}
BENCHMARK(multiply_64)->Name("multiply/64")->MinTime(0.1);

static void transpose_64(benchmark::State& state) {
  for (auto _ : state) { transpose(a, out); benchmark::DoNotOptimize(out); }
}
BENCHMARK(transpose_64)->Name("transpose/64")->MinTime(0.1);
`,
    'CHANGELOG.md': `# Changelog

## [Unreleased]

### Added

- Sparse matrices.

## [1.4.0] - 2026-03-01

### Added

- Dense matrices.
`,
    '.gitignore': 'build/\n',
    '.github/workflows/publish.yml': `name: publish
on: {push: {tags: ['v*']}}
permissions: {contents: write}
jobs:
  publish:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: tar -czf matrix.tar.gz include
      - run: gh release create "$GITHUB_REF_NAME" matrix.tar.gz
        env: {GH_TOKEN: '\${{ github.token }}'}
`,
  },
} as const;
