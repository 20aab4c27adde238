#!/bin/sh
# `fresh.sh WHEEL ENVIRONMENT`: the proof that the wheel needs nothing. Installed in a new environment where no compiler is to
# be found, offline, it runs the quick start.
set -eu
cd "$(dirname "$0")/.."
rm -rf "$2"
python3 -m venv "$2"
fresh=$PWD/$2/bin
"$fresh/python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps "$1"
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cp examples/facture.json bindings-python/tests/quick_start.py "$here"
cd "$here"
# Nothing of the machine but Python: no cargo, no compiler, no variable.
env -i PATH="$fresh" python quick_start.py
env -i PATH="$fresh" python -m ocr_facture_api extract facture.pdf
