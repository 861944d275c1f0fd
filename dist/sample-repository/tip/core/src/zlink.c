#include "zlink.h"

#include <string.h>

void zlink_version (int *major, int *minor, int *patch)
{
    *major = ZLINK_VERSION_MAJOR;
    *minor = ZLINK_VERSION_MINOR;
    *patch = ZLINK_VERSION_PATCH;
}

size_t zlink_frame (const void *content, size_t size, void *to, size_t room)
{
    unsigned char *out = to;
    if (size > 0xffffffffu || room < 4 || room - 4 < size)
        return 0;
    out[0] = (unsigned char) (size >> 24);
    out[1] = (unsigned char) (size >> 16);
    out[2] = (unsigned char) (size >> 8);
    out[3] = (unsigned char) size;
    memcpy (out + 4, content, size);
    return size + 4;
}
