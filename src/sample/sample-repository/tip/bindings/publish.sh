#!/bin/sh
set -eu
case "$1" in
  node|python|java|dotnet|cpp) echo "would publish bindings/$1" ;;
  *) echo "no binding named $1" >&2; exit 1 ;;
esac
