"""Sizes of what is handed out, in bytes: what `make wheels`, `make npm`, `make php-ext` and a release build left."""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MOST = 15 << 20
MADE = [
    ("Python wheel", "wheels/*.whl", "make wheels"),
    ("npm, a platform", "npm/ocr-facture-node-*.tgz", "make npm"),
    ("npm, the package", "npm/ocr-facture-api-*.tgz", "make npm"),
    ("PHP extension", "php/php_ocr_facture-*.zip", "make php-ext"),
    ("command and server", "release/ocr-facture", "cargo build --release"),
]


def unpacked(path: Path) -> int | None:
    if path.suffix not in (".whl", ".zip"):
        return None
    with zipfile.ZipFile(path) as wheel:
        return sum(entry.file_size for entry in wheel.infolist())


rows, too_big = [], []
for name, pattern, how in MADE:
    found = sorted((ROOT / "target").glob(pattern))
    if not found:
        print(f"{name:20} not built ({how})")
    for path in found:
        size, whole = path.stat().st_size, unpacked(path)
        told = f", {whole / (1 << 20):.1f} MiB unpacked" if whole else ""
        print(f"{name:20} {size / (1 << 20):6.2f} MiB{told}  {path.name}")
        rows.append({"artefact": name, "file": path.name, "bytes": size})
        # The command holds the server and all its databases; nobody's package manager waits for it.
        if size > MOST and name != "command and server":
            too_big.append(path.name)
print(json.dumps(rows))
if too_big:
    sys.exit(f"over {MOST >> 20} MiB: {', '.join(too_big)}")
