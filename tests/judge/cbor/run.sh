#!/bin/sh
# run.sh CBOR_SAMPLES WORK_FOLDER: our codec and a foreign one must agree on every item.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
samples=$1
work=$2
count=12000
seed=20261122

mkdir -p "$work"
ln -sfn "$(sh "$here/../packages.sh" "$here")/node_modules" "$work/node_modules"
cp "$here/judge.mjs" "$here/package.json" "$work/"
cd "$work"

lines() { wc -l <"$1" | tr -d ' '; }
expect() {
  [ "$1" = "$2" ] || {
    echo "judge.cbor: $3: $1 instead of $2" >&2
    exit 1
  }
}
must_agree() {
  expect "$(lines "$1")" "$count" "items in $1"
  node judge.mjs reencode <"$1" >"$1.judged"
  cmp "$1" "$1.judged" || {
    echo "judge.cbor: the first item of $1 that is judged otherwise, ours above:" >&2
    diff "$1" "$1.judged" | head -n 4 >&2 || :
    exit 1
  }
}

"$samples" write $count $seed >written.hex
must_agree written.hex
"$samples" spoil $count $seed >spoilt.hex
must_agree spoilt.hex

# A judge who never says no is none: each of these breaks one rule of RFC 8949 §4.2 or of UTF-8.
node judge.mjs reencode <"$here/refused.txt" >refused.judged
expect "$(grep -c '^refused$' refused.judged)" "$(lines refused.judged)" "refusals"
expect "$(lines refused.judged)" 17 "answers about what must be refused"

node judge.mjs make $count >theirs.hex
expect "$(lines theirs.hex)" "$count" "items of theirs"
"$samples" accept <theirs.hex

distinct=$(sort -u written.hex spoilt.hex theirs.hex | wc -l | tr -d ' ')
[ "$distinct" -gt "$count" ] || expect "$distinct" "more than $count" "distinct items"
echo "judge.cbor: $count written, $count spoilt, $count theirs ($distinct distinct): all agree"
