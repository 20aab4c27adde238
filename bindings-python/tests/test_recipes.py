"""The recipes that need more than the package: a service, a cluster."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from conftest import ROOT

EXAMPLES = ROOT / "examples" / "python"


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_fastapi(pdf: bytes) -> None:
    pytest.importorskip("fastapi", reason="not run: fastapi is not installed")
    from fastapi.testclient import TestClient

    with TestClient(load("recipe_fastapi").app) as client:
        read = client.post("/factures", files={"file": ("facture.pdf", pdf)})
        assert read.status_code == 200, read.text
        assert read.json()["invoice"]["number"] == "FA-2026-0042"
        refused = client.post("/factures", files={"file": ("texte.txt", b"rien")})
        assert (refused.status_code, refused.json()["code"]) == (422, "invalid_input")
        assert client.post("/factures", files={"file": ("gros.pdf", b"%PDF-" + bytes(10_000_001))}).status_code == 413


def rows(out: Path) -> dict[str, dict[str, object]]:
    lines = (line for file in out.glob("*.ndjson") for line in file.read_text(encoding="utf-8").splitlines())
    return {row["path"]: row for row in map(json.loads, lines)}


def test_million(tmp_path: Path, pdf: bytes) -> None:
    """Four hundred and fifty files, of which some are damaged; then again, where nothing is left to do."""
    pytest.importorskip("distributed", reason="not run: dask is not installed")
    folder, out = tmp_path / "factures", tmp_path / "lues"
    for index in range(450):
        place = folder / f"{index % 7}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{index}.pdf").write_bytes(b"%PDF-1.7" if index % 50 == 0 else pdf)

    def run() -> str:
        command = [sys.executable, str(EXAMPLES / "recipe_million.py"), str(folder), str(out)]
        told = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
        assert told.returncode == 0, told.stderr
        return told.stdout

    assert run().startswith("450 documents lus, 9 en échec"), run()
    told = rows(out)
    assert len(told) == 450
    errors = [row["error"] for row in told.values() if "error" in row]
    assert [error["code"] for error in errors if isinstance(error, dict)] == ["unreadable"] * 9
    assert not [left for left in out.iterdir() if left.suffix != ".ndjson"]
    # What was lost is done again, and nothing else.
    next(out.glob("*.ndjson")).unlink()
    assert run().split()[0] in {"200", "50"}
    assert rows(out) == told
    assert run().startswith("0 documents lus, 0 en échec")
