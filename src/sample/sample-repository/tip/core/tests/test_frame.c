#include "zlink.h"

#include <string.h>

int main (void)
{
    unsigned char frame[16];
    if (zlink_frame ("echo", 4, frame, sizeof frame) != 8)
        return 1;
    if (memcmp (frame, "\0\0\0\4echo", 8) != 0)
        return 2;
    return zlink_frame ("echo", 4, frame, 7) == 0 ? 0 : 3;
}
