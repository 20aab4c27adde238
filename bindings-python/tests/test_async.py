"""The same verbs in asyncio: nothing holds the loop up, and a cancelled task stops its work."""

from __future__ import annotations

import asyncio
import inspect
import threading
import time
from collections.abc import AsyncIterator, Coroutine
from pathlib import Path
from typing import Any, TypeVar

import pytest
from ocr_facture_api import (
    AsyncOCRFactureAPI,
    OCRFactureAPI,
    OCRFactureError,
    OCRFactureNotFoundError,
    Progress,
    _verbs,
)

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(asyncio.wait_for(work, 60))


def test_the_same_verbs_with_the_same_arguments() -> None:
    def verbs(kind: type) -> dict[str, list[str]]:
        public = {name: getattr(kind, name) for name in vars(kind) if not name.startswith("_")}
        return {
            name: [p for p in inspect.signature(member).parameters if p != "cancel"] for name, member in public.items()
        }

    assert verbs(OCRFactureAPI) == verbs(AsyncOCRFactureAPI)


def test_every_verb_answers_the_same(api: OCRFactureAPI, facturx: bytes, pdf: bytes, invoice: dict[str, Any]) -> None:
    async def work() -> None:
        async with AsyncOCRFactureAPI(concurrency=2) as client:
            read = await client.extract_from_bytes(pdf)
            assert read.to_json() == api.extract_from_bytes(pdf).to_json()
            assert (await client.parse_facturx(facturx)) == api.parse_facturx(facturx)
            assert (await client.validate(facturx)).passed
            assert (await client.check_compliance(invoice)).to_json() == api.check_compliance(invoice).to_json()
            made = await client.generate_facturx(invoice)
            assert made.xml == api.generate_facturx(invoice).xml
            assert (await client.convert_to_facturx(facturx)).page in ("as_is", "mended")
            assert (await client.generate_xml(invoice)) == api.generate_xml(invoice)
            assert (await client.export([read], "csv")) == api.export([read], "csv")
            with pytest.raises(OCRFactureNotFoundError):
                await client.extract_from_file("/nulle/part.pdf")

    run(work())


def test_many_at_once_without_holding_the_loop(pdf: bytes) -> None:
    async def work() -> float:
        late = 0.0

        async def tick() -> None:
            nonlocal late
            while True:
                before = time.perf_counter()
                await asyncio.sleep(0.005)
                late = max(late, time.perf_counter() - before - 0.005)

        async with AsyncOCRFactureAPI(concurrency=2) as client:
            ticking = asyncio.create_task(tick())
            results = await asyncio.gather(*(client.extract_from_bytes(pdf) for _ in range(60)))
            ticking.cancel()
            assert len({result.to_json() for result in results}) == 1
        return late

    assert run(work()) < 0.5


def test_batch(folder: Path) -> None:
    async def documents() -> AsyncIterator[Path]:
        for path in sorted(folder.iterdir()):
            await asyncio.sleep(0)
            yield path

    async def work() -> None:
        told: list[Progress] = []

        async def progress(at: Progress) -> None:
            await asyncio.sleep(0)
            told.append(at)

        async with AsyncOCRFactureAPI() as client:
            items = [item async for item in client.batch_extract(documents(), progress=progress)]
            assert [item.index for item in items] == list(range(20))
            assert [item.index for item in items if not item.ok] == [7]
            assert told[-1] == Progress(done=20, failed=1, total=None)
            names = [item.name async for item in client.batch_extract(sorted(folder.iterdir()), jobs=1)]
            assert names == [item.name for item in items]
            async with client.batch_extract([folder / "00.pdf"] * 100) as batch:
                async for _item in batch:
                    break
            assert [item async for item in batch] == []

    run(work())


def test_cancelling_the_task_stops_the_work(
    monkeypatch: pytest.MonkeyPatch, api: OCRFactureAPI, invoice: dict[str, Any]
) -> None:
    long = api.generate_xml({**invoice, "lines": invoice["lines"] * 5000})
    begun = threading.Event()
    ends: list[str] = []
    do = _verbs.Call.do

    def told(call: _verbs.Call[Any], engine: Any, cancel: Any, how: Any) -> Any:
        begun.set()
        try:
            answer = do(call, engine, cancel, how)
        except OCRFactureError as error:
            ends.append(error.code)
            raise
        ends.append("answered")
        return answer

    monkeypatch.setattr(_verbs.Call, "do", told)

    async def work() -> None:
        async with AsyncOCRFactureAPI(concurrency=1) as client:
            tasks = [asyncio.create_task(client.validate(long, all=True)) for _ in range(20)]
            while not begun.is_set():
                await asyncio.sleep(0.001)
            for task in tasks:
                task.cancel()
            results = await asyncio.gather(*tasks, return_exceptions=True)
            assert all(isinstance(result, asyncio.CancelledError) for result in results)
            # What ran was stopped, and what waited for the one thread was never begun.
            assert (await client.check_compliance(invoice)).rulesets
        assert ends == ["cancelled", "answered"]

    run(work())


def test_leaving_a_batch_stops_the_work(api: OCRFactureAPI, invoice: dict[str, Any]) -> None:
    long = api.generate_xml({**invoice, "lines": invoice["lines"] * 5000})

    async def work() -> float:
        async with AsyncOCRFactureAPI() as client:
            batch = client.batch_extract([long] * 1000, jobs=1)
            reading = asyncio.create_task(batch.__anext__())
            await asyncio.sleep(0.05)
            before = time.perf_counter()
            reading.cancel()
            with pytest.raises(asyncio.CancelledError):
                await reading
            spent = time.perf_counter() - before
            assert [item async for item in batch] == []
        return spent

    assert run(work()) < 0.5
