#!/bin/sh
# The main job before your eyes: a province, two communes with two laptops each, a month of work
# without a link, one exchange, one real conflict, approvals that openssl checks.
#
#   sh installer/demo.sh [--headless] [--keep DIR]
#
# Sets the machine up, builds the programs and runs the story on real parts: nothing in it is
# simulated but the people. Leaves nothing behind unless --keep says where.
set -eu
cd "$(dirname "$0")/.."
sh installer/setup.sh
echo "demo: building" >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
{ cmake --preset release && cmake --build --preset release --parallel "$(nproc)"; } >"$log" 2>&1 || {
  cat "$log" >&2
  exit 1
}
python3 -B installer/demo/story.py build/release/bin "$@"
