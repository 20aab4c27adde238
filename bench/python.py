#!/usr/bin/env python3
"""What the Python package costs beside the engine; see README.md. Run it by target/python-fresh/bin/python."""

import contextlib
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
COMMAND = ROOT / "target/release/ocr-facture"
CALLS, ROUNDS, DOCUMENTS = 100, 9, 1000
IMPORT = """
import resource
def spent():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
before = spent()
import ocr_facture_api
print((spent() - before) * 1000)
"""


def spent(who: int = resource.RUSAGE_SELF) -> float:
    """Seconds of processor."""
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def best(call: Callable[[], Any]) -> float:
    """Milliseconds of processor a call, in the best of some rounds."""
    rounds: list[float] = []
    for _ in range(ROUNDS):
        before = spent()
        for _ in range(CALLS):
            call()
        rounds.append((spent() - before) * 1000 / CALLS)
    return min(rounds)


def line(name: str, value: str) -> None:
    print(f"{name:<62} {value:>12}")


def main() -> None:
    from ocr_facture_api import Extraction, OCRFactureAPI, _native

    print("Python package (processor time)")
    runs = [
        subprocess.run([sys.executable, "-c", IMPORT], check=True, capture_output=True, text=True) for _ in range(7)
    ]
    line("import ocr_facture_api", f"{min(float(run.stdout) for run in runs):.1f} ms")

    api, engine = OCRFactureAPI(), _native.Engine()
    made = api.generate_facturx(json.loads((ROOT / "examples/facture.json").read_text(encoding="utf-8"))).pdf
    # The same page, whose XML nobody finds.
    page = made.replace(b"/EmbeddedFiles", b"/NothingAtAll1").replace(b"/AF ", b"/No ")
    request = '{"verb":"extract_from_bytes"}'

    def read_all(result: Extraction) -> None:
        repr(result.invoice)
        _ = [(evidence.confidence, evidence.box) for evidence in result.fields.values()]

    bare = best(lambda: engine.call(request, page))
    line("a page of text: the engine's JSON", f"{bare:.2f} ms")
    for told, call in (
        ("  its result, no field read", lambda: api.extract_from_bytes(page)),
        ("  a total read", lambda: api.extract_from_bytes(page).invoice.totals.gross),
        ("  every field read, with its evidence", lambda: read_all(api.extract_from_bytes(page))),
    ):
        line(told, f"+ {best(call) - bare:.2f} ms")
    line("a call with nothing to do: border, thread, error", f"{best(lambda: engine.call(request)):.3f} ms")

    def documents() -> Iterator[bytes]:
        for _ in range(DOCUMENTS):
            yield page

    before, started = spent(), time.perf_counter()
    assert all(item.ok for item in api.batch_extract(documents()))
    line(f"batch_extract of {DOCUMENTS} pages", f"{spent() - before:.2f} s")
    line("  a second, on this machine now", f"{DOCUMENTS / (time.perf_counter() - started):.0f}")
    with contextlib.suppress(FileNotFoundError):
        command(page)
    wheels = sorted((ROOT / "target/wheels").glob("*.whl"))
    if wheels:
        line(wheels[-1].name, f"{wheels[-1].stat().st_size / 1e6:.1f} MB")


def command(page: bytes) -> None:
    """The same documents through the Rust command."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        for index in range(DOCUMENTS):
            (Path(folder) / f"{index:04}.pdf").write_bytes(page)
        before, started = spent(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run([COMMAND, "extract", "--ndjson", "--quiet", folder], check=True, stdout=subprocess.DEVNULL)
        line("  the same by the Rust command", f"{spent(resource.RUSAGE_CHILDREN) - before:.2f} s")
        line("  a second", f"{DOCUMENTS / (time.perf_counter() - started):.0f}")


if __name__ == "__main__":
    main()
