#!/bin/sh
# The wheel, and the proof that it needs nothing: installed in a new environment where no compiler is to be found, offline,
# it runs the quick start. `make wheels` runs it.
set -eu
cd "$(dirname "$0")/.."
rm -rf target/wheels target/python-fresh
target/python/bin/maturin build --release --quiet --manifest-path bindings-python/Cargo.toml --out target/wheels
wheel=$(ls target/wheels/*.whl)
size=$(wc -c < "$wheel")
echo "$wheel : $((size / 1024)) Kio"
[ "$size" -lt $((15 * 1024 * 1024)) ] || { echo "La roue dépasse 15 Mio." >&2; exit 1; }

python3 -m venv target/python-fresh
fresh=$PWD/target/python-fresh/bin
"$fresh/python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps "$wheel"
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cp examples/facture.json bindings-python/tests/quick_start.py "$here"
cd "$here"
# Nothing of the machine but Python: no cargo, no compiler, no variable.
env -i PATH="$fresh" python quick_start.py
env -i PATH="$fresh" python -m ocr_facture_api extract facture.pdf
