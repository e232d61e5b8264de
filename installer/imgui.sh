#!/bin/sh
# Prints the folder with Dear ImGui's source: Debian's newer source package, fetched by apt into a
# state of its own (the machine's sources stay untouched), pinned by checksum, kept in the user's
# cache. Needs the network once; needs no root.
set -eu
version=1.90.1+ds-1
sum=ecce377df0f90b292f15dcbd83d438bddc162b2388c881132bde18c787572a1c
cache=${XDG_CACHE_HOME:-$HOME/.cache}/soxa
tarball=$cache/imgui_${version%-*}.orig.tar.xz
out=$cache/imgui-$version

good() { [ -f "$1" ] && echo "$sum  $1" | sha256sum -c --status; }
unreachable() {
  echo "imgui: its source is not in $cache yet, and apt could not fetch it." >&2
  echo "imgui: run this once with a network: sh installer/imgui.sh" >&2
  exit 1
}

mkdir -p "$cache"
if ! good "$tarball"; then
  state=$(mktemp -d "$cache/apt.XXXXXX")
  trap 'rm -rf "$state"' EXIT
  . /etc/os-release
  mirror=$(apt-get --print-uris update | sed -n "s|^'\(.*\)/dists/$VERSION_CODENAME/InRelease'.*|\1|p" | head -n 1)
  [ -n "$mirror" ] || unreachable
  mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
  : >"$state/status"
  echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" >"$state/sources.list"
  cat >"$state/apt.conf" <<C
Dir::Etc::sourcelist "$state/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::State::lists "$state/lists";
Dir::State::status "$state/status";
Dir::Cache "$state/cache";
APT::Sandbox::User "root";
APT::Get::Only-Source "true";
C
  # apt returns 0 from an update that fetched nothing, and then misleads: its words go to a log.
  if ! (
    cd "$state"
    export APT_CONFIG="$state/apt.conf"
    apt-get -qq update && apt-get -qq source --tar-only "imgui=$version"
  ) >"$state/log" 2>&1; then
    cat "$state/log" >&2
    unreachable
  fi
  good "$state/${tarball##*/}" || {
    echo "imgui: what came is not the source this project was built with; nothing was kept" >&2
    exit 1
  }
  mv "$state/${tarball##*/}" "$tarball"
fi
if [ ! -f "$out/imgui.h" ]; then
  rm -rf "$out.part"
  mkdir "$out.part"
  tar -xJf "$tarball" --strip-components=1 -C "$out.part"
  rm -rf "$out"
  mv "$out.part" "$out"
fi
echo "$out"
