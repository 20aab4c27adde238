"""Loading the package costs little."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import resource, sys
def spent():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
before = spent()
import ocr_facture_api
print((spent() - before) * 1000)
print(",".join(sorted(sys.modules)))
"""


def test_import_is_quick() -> None:
    runs = [
        subprocess.run([sys.executable, "-c", CODE], check=True, capture_output=True, text=True).stdout.splitlines()
        for _ in range(5)
    ]
    assert min(float(run[0]) for run in runs) < 80, "milliseconds of processor"
    loaded = set(runs[0][1].split(","))
    assert loaded.isdisjoint(
        {"asyncio", "dataclasses", "inspect", "argparse", "concurrent.futures", "ocr_facture_api.aio"}
    )
