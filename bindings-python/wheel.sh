#!/bin/sh
# The wheel to hand out, in target/wheels, tried where there is nothing else. `make wheels` runs it.
set -eu
cd "$(dirname "$0")/.."
rm -rf target/wheels
target/python/bin/maturin build --release --quiet --manifest-path bindings-python/Cargo.toml --out target/wheels
wheel=$(ls target/wheels/*.whl)
size=$(wc -c < "$wheel")
echo "$wheel : $((size / 1024)) Kio"
[ "$size" -lt $((15 * 1024 * 1024)) ] || { echo "La roue dépasse 15 Mio." >&2; exit 1; }
# What the benchmarks measure.
sh bindings-python/fresh.sh "$wheel" target/python-fresh
