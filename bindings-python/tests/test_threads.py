"""The interpreter runs on while the engine works, work is given up when asked, and nothing is kept that should go."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from ocr_facture_api import Cancel, OCRFactureAPI, OCRFactureCancelledError


def test_the_interpreter_runs_on(api: OCRFactureAPI, facturx: bytes) -> None:
    ticks = 0
    stop = threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not stop.is_set():
            ticks += 1
            time.sleep(0.0005)

    ticking = threading.Thread(target=tick)
    ticking.start()
    try:
        busy = 0.0
        before_ticks = ticks
        while busy < 0.3:
            before = time.perf_counter()
            api.validate(facturx, all=True)
            busy += time.perf_counter() - before
        during = ticks - before_ticks
    finally:
        stop.set()
        ticking.join()
    assert during > 30, f"{during} ticks in {busy:.1f} s"


def test_a_client_is_shared_between_threads(api: OCRFactureAPI, pdf: bytes) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(lambda _: api.extract_from_bytes(pdf).to_json(), range(100)))
    assert len(answers) == 1


def test_work_is_given_up(api: OCRFactureAPI, pdf: bytes) -> None:
    cancel = Cancel()
    assert not cancel.is_cancelled()
    assert api.extract_from_bytes(pdf, cancel=cancel).invoice.number
    cancel.cancel()
    assert cancel.is_cancelled()
    with pytest.raises(OCRFactureCancelledError):
        api.extract_from_bytes(pdf, cancel=cancel)
    assert api.extract_from_bytes(pdf).invoice.number


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_ctrl_c_ends_a_batch(tmp_path: Path, pdf: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf)
    script = (
        "import itertools, sys\n"
        "from ocr_facture_api import OCRFactureAPI\n"
        "for item in OCRFactureAPI().batch_extract(itertools.repeat(sys.argv[1])):\n"
        "    if item.index == 3: print('on', flush=True)\n"
    )
    command = [sys.executable, "-c", script, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"on\n"
        child.send_signal(signal.SIGINT)
        _, errors = child.communicate(timeout=10)
    assert b"KeyboardInterrupt" in errors


def resident() -> int:
    """Bytes of memory this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read in /proc")
def test_memory_stays_flat(api: OCRFactureAPI, facturx: bytes) -> None:
    def work(times: int) -> None:
        for _ in range(times):
            result = api.parse_facturx(facturx)
            assert result.invoice.lines[0].net_amount is not None
            with pytest.raises(OCRFactureCancelledError):
                cancel = Cancel()
                cancel.cancel()
                api.extract_from_bytes(facturx, cancel=cancel)
        for _ in api.batch_extract([facturx] * (times // 10)):
            pass
        gc.collect()

    work(500)
    before = resident()
    work(2000)
    grown = resident() - before
    assert grown < 4 << 20, f"{grown / 1e6:.1f} MB more after 2 000 calls"
