"""What the guides and examples say works: their code is run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

# Pages without Python have nothing to run here; those of the server are run by its own tests.
PAGES = sorted(page for language in ("fr", "en") for page in (ROOT / "docs" / language).glob("*.md"))
PLAYED = [str(page.relative_to(ROOT)) for page in PAGES if "```python\n" in page.read_text(encoding="utf-8")]
GUIDES = ["README.md", "bindings-python/README.md", *PLAYED]
EXAMPLES = sorted((ROOT / "examples" / "python").glob("*.py"))
# Services and clusters, run in their own way by test_recipes.py.
RECIPES = {"recipe_fastapi", "recipe_million"}


@pytest.fixture
def here(tmp_path: Path, pdf: bytes, facturx: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files the guides name."""
    (tmp_path / "facture.pdf").write_bytes(pdf)
    (tmp_path / "facturx.pdf").write_bytes(facturx)
    (tmp_path / "facture.json").write_bytes((ROOT / "examples" / "facture.json").read_bytes())
    (tmp_path / "factures").mkdir()
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / "factures" / name).write_bytes(pdf)
    (tmp_path / "factures" / "abimee.pdf").write_bytes(b"%PDF-1.7")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("guide", GUIDES)
def test_guides(guide: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Blocks are run in their order, in one module; comments that start with `→` are what is printed."""
    blocks = re.findall(r"^```python\n(.*?)^```", (ROOT / guide).read_text(encoding="utf-8"), re.S | re.M)
    assert blocks
    names: dict[str, object] = {"__name__": "guide"}
    for block in blocks:
        exec(compile(block, guide, "exec"), names)
        told = capsys.readouterr().out.splitlines()
        expected = re.findall(r"# → (.*)$", block, re.M)
        assert not expected or told == expected, block


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.stem not in RECIPES], ids=lambda path: path.stem)
def test_examples(example: Path, here: Path) -> None:
    told = subprocess.run([sys.executable, str(example)], capture_output=True, text=True, timeout=60, check=False)
    assert told.returncode == 0, told.stderr
    assert told.stdout


def test_there_is_an_example_a_verb() -> None:
    names = {path.stem for path in EXAMPLES}
    verbs = ["extract", "batch", "check", "validate", "generate", "ubl", "convert", "parse", "export"]
    assert {*verbs, *RECIPES, "asynchronous", "recipe_folder"} <= names
