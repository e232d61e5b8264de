#!/bin/sh
# Everything that must hold before a change goes in:  sh tests/run.sh [--long]
#
# Installs what is missing, builds the debug, sanitized and Windows trees and runs the tests of the
# first two; the server runs once more under the thread sanitizer, and the decoders are fuzzed.
# Stops at the first phase that fails. Sanitized, histories are a tenth as many, and tests labelled
# "slow" do not run, nor lints, which look at the text and not at a build. --long takes five times
# as many histories, twenty times as much fuzzing and the tests labelled "long".
set -eu
cd "$(dirname "$0")/.."

not_debug="long"
percent=100
fuzz_seconds=15
case ${1:-} in
  --long)
    not_debug="none"
    percent=500
    fuzz_seconds=300
    ;;
  "") ;;
  *)
    echo "usage: sh tests/run.sh [--long]" >&2
    exit 2
    ;;
esac
not_sanitized="$not_debug|slow|lint"
cores=$(nproc)

phase() {
  name=$1
  shift
  started=$(date +%s)
  echo "run: $name" >&2
  "$@" || {
    echo "run: $name FAILED after $(($(date +%s) - started)) s" >&2
    exit 1
  }
  echo "run: $name took $(($(date +%s) - started)) s" >&2
}

judges() {
  for lock in tests/judge/*/package-lock.json; do
    sh tests/judge/packages.sh "$(dirname "$lock")" >/dev/null || return 1
  done
}
build() {
  preset=$1
  shift
  cmake --preset "$preset" "$@" >/dev/null && cmake --build --preset "$preset" --parallel "$cores"
}

phase "set-up" sh installer/setup.sh tests
phase "packages of the judges" judges
phase "build debug" build debug
phase "build asan" build asan
phase "build tsan" build tsan
phase "build fuzz" build fuzz "-DSOXA_FUZZ_SECONDS=$fuzz_seconds"
phase "build windows" build windows
phase "test asan" env SOXA_HISTORY_PERCENT=$((percent / 10)) \
  ctest --preset asan --no-tests=error --parallel "$cores" --label-exclude "^($not_sanitized)\$"
phase "test threads" env TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1 \
  ctest --preset tsan --no-tests=error -R "^integration.server_tls\$"
phase "fuzz" ctest --preset fuzz --no-tests=error --parallel "$cores"
# Last, so that the fullest summary closes the output; ctest itself says how long it took.
echo "run: test debug" >&2
exec env SOXA_HISTORY_PERCENT=$percent \
  ctest --preset debug --no-tests=error --parallel "$cores" --label-exclude "^($not_debug)\$"
