#include <cstdio>
#include <zlink.h>

int main ()
{
    int major, minor, patch;
    zlink_version (&major, &minor, &patch);
    std::printf ("%d.%d.%d\n", major, minor, patch);
}
