#!/bin/sh
# Makes a Debian 12 machine ready to build Sổ Xã: `setup.sh` for the programs, `setup.sh tests` for
# what the tests use besides. Says nothing and asks nobody when all is there already, so that both
# README commands begin with it and work without a network afterwards.
set -eu

build="build-essential cmake ninja-build pkg-config ccache mold git ca-certificates python3
  libssl-dev openssl libcurl4-openssl-dev libsodium-dev libzstd-dev libutf8proc-dev
  nlohmann-json3-dev libcli11-dev libexpected-dev libstb-dev libqpdf-dev
  libglfw3-dev libx11-dev libxrandr-dev libgl-dev libdbus-1-dev fonts-noto-core xz-utils"
build_backports="libsqlcipher-dev libsqlcipher1 libboost1.83-dev"
tests="g++-mingw-w64-x86-64-posix curl clang-19 libclang-rt-19-dev xvfb libxtst6 dbus spin"
tests_backports="libcatch2-dev"

want=$build
want_backports=$build_backports
if [ "${1:-}" = tests ]; then
  want="$want $tests"
  want_backports="$want_backports $tests_backports"
  command -v npm >/dev/null || want="$want nodejs npm"
fi

installed() { dpkg-query -W -f '${Status} ${Version}\n' "$1" 2>/dev/null | grep -q "^install ok installed $2"; }

missing=
for package in $want; do
  installed "$package" '' || missing="$missing $package"
done
. /etc/os-release
suite=$VERSION_CODENAME-backports
for package in $want_backports; do
  # Debian 12 itself has SQLCipher 3.4 and Catch2 2.13, which a plain install would take silently.
  installed "$package" '.*bpo12' || missing="$missing $package/$suite"
done
# Dear ImGui's source goes to the cache of whoever calls, so that cmake needs no network.
if [ -z "$missing" ]; then
  sh "$(dirname "$0")/imgui.sh" >/dev/null
  exit 0
fi

if [ "$(id -u)" != 0 ]; then
  echo "setup: these packages are missing; run once as root: sh installer/setup.sh ${1:-}" >&2
  echo "setup:$missing" >&2
  exit 1
fi

# The address that this machine's own apt configuration gives for a suite; works before any update.
mirror_of() { apt-get --print-uris update | sed -n "s|^'\(.*\)/dists/$1/InRelease'.*|\1|p" | head -n 1; }
if [ -z "$(mirror_of "$suite")" ]; then
  mirror=$(mirror_of "$VERSION_CODENAME")
  if [ -z "$mirror" ]; then
    echo "setup: apt has no source for $VERSION_CODENAME; this set-up is for Debian 12" >&2
    exit 1
  fi
  list=/etc/apt/sources.list.d/$suite.sources
  printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n' \
    "$mirror" "$suite" >"$list.part"
  mv "$list.part" "$list"
fi

export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "setup: installing$missing" >&2
apt-get -q -o DPkg::Lock::Timeout=300 update >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
# Each backport is named with its suite: -t would pull unrelated upgrades along.
# shellcheck disable=SC2086
apt-get -q -o DPkg::Lock::Timeout=300 install -y --no-install-recommends $missing >"$log" 2>&1 || {
  cat "$log" >&2
  echo "setup: apt could not install the packages above; nothing of the project was changed" >&2
  exit 1
}
sh "$(dirname "$0")/imgui.sh" >/dev/null
