#!/bin/sh
# packages.sh FOLDER: installs what FOLDER/package-lock.json names and prints where it is. Kept
# under the digest of the lock, outside the tree: another build or clone finds it there, offline.
set -eu
lock=$1/package-lock.json
digest=$(sha256sum "$lock" | cut -c 1-16)
kept=${XDG_CACHE_HOME:-${HOME:?packages.sh: neither HOME nor XDG_CACHE_HOME is set}/.cache}/soxa/judge-$(basename "$1")-$digest
if [ ! -d "$kept" ]; then
  mkdir -p "$(dirname "$kept")"
  part=$(mktemp -d "$kept.XXXXXX")
  trap 'rm -rf "$part"' EXIT
  cp "$1/package.json" "$lock" "$1/.npmrc" "$part/"
  (cd "$part" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >&2
  # Another build may have been quicker: then its folder stays, and ours goes.
  mv -T "$part" "$kept" 2>/dev/null || [ -d "$kept" ]
fi
echo "$kept"
