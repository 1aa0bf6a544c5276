#!/usr/bin/env bash
# What a dev-dependency costs to build from nothing: processor seconds and crates, meterstick beside mock-collector, in turns.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
rounds=${1:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

new() { # name, dependency
    mkdir -p "$work/$1/src"
    printf '[package]\nname = "user"\nversion = "0.0.0"\nedition = "2024"\n[dependencies]\n%s\n[workspace]\n' "$2" >"$work/$1/Cargo.toml"
    : >"$work/$1/src/lib.rs"
    cargo fetch --quiet --manifest-path "$work/$1/Cargo.toml"
}
new meterstick "meterstick = { path = \"$root\" }"
new meterstick-without-features "meterstick = { path = \"$root\", default-features = false }"
new mock-collector 'mock-collector = "=0.2.15"'

TIMEFORMAT='%U %S %R'
for round in $(seq "$rounds"); do
    for name in meterstick meterstick-without-features mock-collector; do
        figures=$({ time CARGO_TARGET_DIR="$work/target-$name" cargo build --quiet --offline --manifest-path "$work/$name/Cargo.toml"; } 2>&1)
        rm -rf "$work/target-$name"
        crates=$(cargo tree --offline --manifest-path "$work/$name/Cargo.toml" -e normal,build --prefix none --no-dedupe | sort -u | grep -vc '^user ')
        printf '%s %s %s %s\n' "$round" "$name" "$crates" "$figures"
    done
done | tee "$work/figures" >&2
python3 - "$work/figures" <<'PYTHON'
import statistics, sys
cost = {}
for line in open(sys.argv[1]):
    round_, name, crates, user, system, wall = line.split()
    cost.setdefault(name, []).append((float(user) + float(system), float(wall), int(crates)))
peer = statistics.median(cpu for cpu, _, _ in cost["mock-collector"])
print("| dependency | crates | CPU s | wall s | CPU × mock-collector |\n|---|---:|---:|---:|---:|")
for name, rows in cost.items():
    cpu, wall = (statistics.median(row[at] for row in rows) for at in (0, 1))
    print(f"| {name} | {rows[0][2]} | {cpu:.1f} | {wall:.1f} | {cpu / peer:.2f} |")
PYTHON
