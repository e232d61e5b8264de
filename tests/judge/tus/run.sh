#!/bin/sh
# run.sh BINARIES: tus 1.0, ours and others', both ways.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
modules=$(sh "$here/../packages.sh" "$here")/node_modules
exec python3 -B "$here/judge_test.py" "$1" "$modules"
