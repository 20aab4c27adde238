#!/bin/sh
# The operations files and a running server, before their judges. `make server` builds the command first.
set -eu
cd "$(dirname "$0")/../.."
sh server/ops/install.sh
OCR_FACTURE_BIN=${OCR_FACTURE_BIN:-$PWD/target/debug/ocr-facture}
export OCR_FACTURE_BIN
exec python3 -m unittest discover --start-directory server/ops/tests --top-level-directory server/ops/tests
