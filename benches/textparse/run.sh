#!/bin/sh
# Writes the corpora of the parse bench into a temporary folder and lets Prometheus' own parsers read them.
# Needs Go (its version is in go.mod) and Cargo.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
corpora=$(mktemp -d)
trap 'rm -rf "$corpora"' EXIT
(cd "$here/../.." && cargo bench --quiet -p meterstick-benches --bench parse -- --write "$corpora")
(cd "$here" && go build -o "$corpora/textparse" .)
cd "$corpora"
./textparse ./*.prom ./*.txt
