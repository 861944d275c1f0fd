#ifndef ZLINK_H_INCLUDED
#define ZLINK_H_INCLUDED

#include <stddef.h>

/*  Version of the library these headers belong to.  */
#define ZLINK_VERSION_MAJOR 1
#define ZLINK_VERSION_MINOR 0
#define ZLINK_VERSION_PATCH 0

#define ZLINK_MAKE_VERSION(major, minor, patch) ((major) * 10000 + (minor) * 100 + (patch))
#define ZLINK_VERSION ZLINK_MAKE_VERSION (ZLINK_VERSION_MAJOR, ZLINK_VERSION_MINOR, ZLINK_VERSION_PATCH)

#ifdef __cplusplus
extern "C" {
#endif

/*  Writes the version of the library that is loaded, which may differ from the macros above.  */
void zlink_version (int *major, int *minor, int *patch);

/*  Puts a frame of size bytes into to: four bytes of length, big-endian, and the content.
    Returns the bytes written, or 0 when they would not fit.  */
size_t zlink_frame (const void *content, size_t size, void *to, size_t room);

#ifdef __cplusplus
}
#endif

#endif
