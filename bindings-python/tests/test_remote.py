"""The remote mode, before a server that does what a script says."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from ocr_facture_api import (
    AsyncOCRFactureAPI,
    Cancel,
    OCRFactureAPI,
    OCRFactureAuthError,
    OCRFactureCancelledError,
    OCRFactureEncryptedError,
    OCRFactureError,
    OCRFactureNetworkError,
    OCRFactureQuotaError,
    OCRFactureServerError,
    OCRFactureTimeoutError,
    OCRFactureUnavailableError,
    OCRFactureValidationError,
)

KEY = "ocrf_live_dont_tell_anyone"
Step = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Does the next step of the script; the last one again and again."""

    server: Script

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with self.server.lock:
            self.server.asked.append((self.path, self.headers, body))
            step = self.server.steps[min(len(self.server.asked), len(self.server.steps)) - 1]
        self.close_connection = True
        step(self)

    def tell(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


class Script(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.steps: list[Step] = []
        self.asked: list[tuple[str, Message, bytes]] = []
        self.lock = threading.Lock()
        self.ended = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


@pytest.fixture
def script() -> Iterator[Script]:
    server = Script()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.ended.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def remote(script: Script) -> Iterator[OCRFactureAPI]:
    with OCRFactureAPI(base_url=script.url, api_key=KEY) as api:
        yield api


def good(answer: str) -> Step:
    return lambda handler: handler.tell(200, answer.encode())


def problem(status: int, code: str, **headers: str) -> Step:
    told = {"title": "t", "status": status, "detail": "Dit.", "code": code, "request_id": "r-1", "context": {}}
    headers = {"Content-Type": "application/problem+json", **headers}
    return lambda handler: handler.tell(status, json.dumps(told).encode(), **headers)


def reset(handler: Handler) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def stall(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"{")
    handler.server.ended.wait(30)


def test_the_same_answers_and_classes(
    api: OCRFactureAPI, remote: OCRFactureAPI, script: Script, pdf: bytes, invoice: dict[str, Any]
) -> None:
    local = api.extract_from_bytes(pdf)
    script.steps = [good(local.to_json())]
    read = remote.extract_from_bytes(pdf, text=False)
    assert read == local
    assert read.to_json() == local.to_json()
    path, headers, body = script.asked[0]
    assert path == "/v1/ocr/upload"
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert pdf in body
    report = api.check_compliance(invoice)
    script.steps = [good(report.to_json())]
    assert remote.check_compliance(invoice).to_json() == report.to_json()
    assert script.asked[1][0] == "/v1/compliance/check"


def test_small_verbs(api: OCRFactureAPI, remote: OCRFactureAPI, script: Script) -> None:
    report = api.validate_vat("FR 44 732 829 320")
    assert (report.verdict, report.country, report.siren) == ("passed", "FR", "732829320")
    assert [check.status for check in report.checks] == ["passed", "passed", "passed", "not_run"]
    assert api.validate_vat("FR45732829320").verdict == "failed"
    assert "fra" in [language.code for language in api.languages().languages]
    assert (api.quota().plan, api.quota().limits) == (None, ())
    limit = {"unit": "pages", "window": "month", "limit": 100, "remaining": 60, "reset": 1}
    script.steps = [good(json.dumps({"plan": "pro", "limits": [limit]}))]
    left = remote.quota()
    assert (left.plan, left.limits[0].remaining, left.limits[0].unit) == ("pro", 60, "pages")
    assert script.asked[0][0] == "/v1/quota"


def test_what_passes_is_tried_again(api: OCRFactureAPI, remote: OCRFactureAPI, script: Script) -> None:
    answer = api.validate_vat("FR44732829320").to_json()
    wait = problem(429, "rate_limited", Retry_After="1")
    script.steps = [wait, reset, problem(500, "internal"), good(answer)]
    before = time.monotonic()
    assert remote.validate_vat("FR44732829320").to_json() == answer
    assert time.monotonic() - before >= 1
    keys = {headers["Idempotency-Key"] for _, headers, _ in script.asked}
    assert (len(script.asked), len(keys)) == (4, 1)


def test_what_lasts_is_told(remote: OCRFactureAPI, script: Script) -> None:
    for status, code, kind in [
        (401, "unauthorized", OCRFactureAuthError),
        (422, "encrypted", OCRFactureEncryptedError),
        (418, "tired", OCRFactureServerError),
    ]:
        script.steps = [problem(status, code)]
        with pytest.raises(kind) as refused:
            remote.extract_from_bytes(b"%PDF")
        assert (refused.value.status, refused.value.request_id, refused.value.message) == (status, "r-1", "Dit.")
        assert KEY not in f"{refused.value} {refused.value!r} {refused.value.to_dict()}"
    script.steps = [problem(429, "quota_exceeded", Retry_After="86400")]
    with pytest.raises(OCRFactureQuotaError) as refused:
        remote.quota()
    assert refused.value.retry_after == 86400
    script.steps = [lambda handler: handler.tell(200, b"<html>", Content_Type="text/html")]
    with pytest.raises(OCRFactureServerError):
        remote.quota()


def test_tries_end(script: Script) -> None:
    script.steps = [problem(503, "unavailable")]
    api = OCRFactureAPI(base_url=script.url, max_retries=1)
    with pytest.raises(OCRFactureUnavailableError):
        api.languages()
    assert len(script.asked) == 2
    nobody = OCRFactureAPI(base_url="http://127.0.0.1:1", max_retries=0)
    with pytest.raises(OCRFactureNetworkError) as refused:
        nobody.quota()
    assert (refused.value.status, refused.value.request_id) == (None, None)


def test_each_call_as_it_is_asked(api: OCRFactureAPI, remote: OCRFactureAPI, script: Script) -> None:
    script.steps = [good(api.validate_vat("FR1").to_json())]
    remote.calling(idempotency_key="mine", request_id="order-7").validate_vat("FR1")
    headers = script.asked[0][1]
    assert (headers["Idempotency-Key"].lower(), headers["X-Request-Id"]) == ("mine", "order-7")
    script.steps = [stall]
    before = time.monotonic()
    with pytest.raises(OCRFactureTimeoutError):
        remote.calling(timeout_ms=300).quota()
    assert 0.3 <= time.monotonic() - before < 2
    with pytest.raises(TypeError, match="idempotency"):
        remote.calling(idempotency_key="mine").batch_extract([b"x"])


def test_a_raised_flag_ends_the_call(remote: OCRFactureAPI, script: Script) -> None:
    script.steps = [stall]
    flag = Cancel()
    raised: list[float] = []

    def give_up() -> None:
        while not script.asked:
            time.sleep(0.005)
        raised.append(time.monotonic())
        flag.cancel()

    thread = threading.Thread(target=give_up)
    thread.start()
    with pytest.raises(OCRFactureCancelledError):
        remote.quota(cancel=flag)
    assert time.monotonic() - raised[0] < 0.5
    thread.join()


def test_batch(remote: OCRFactureAPI, script: Script) -> None:
    script.steps = [problem(422, "encrypted"), problem(422, "unreadable")]
    items = list(remote.batch_extract([(str(n), b"x") for n in range(10)]))
    assert [item.name for item in items] == [str(n) for n in range(10)]
    assert sorted(item.error.code for item in items if item.error)[0] == "encrypted"
    assert len({headers["Idempotency-Key"] for _, headers, _ in script.asked}) == 10


def test_asyncio(api: OCRFactureAPI, script: Script) -> None:
    answer = api.validate_vat("FR44732829320").to_json()

    async def work() -> None:
        script.steps = [problem(429, "rate_limited", Retry_After="0"), good(answer)]
        async with AsyncOCRFactureAPI(base_url=script.url, api_key=KEY) as client:
            assert (await client.validate_vat("FR44732829320")).to_json() == answer
            script.steps = [stall]
            asked = len(script.asked)
            task = asyncio.create_task(client.calling(request_id="r").quota())
            while len(script.asked) == asked:
                await asyncio.sleep(0.005)
            before = time.monotonic()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        # Closing waits for the thread, whose work was really given up.
        assert time.monotonic() - before < 0.5

    asyncio.run(asyncio.wait_for(work(), 30))


def test_how_a_server_is_named(monkeypatch: pytest.MonkeyPatch, script: Script) -> None:
    monkeypatch.delenv("OCR_FACTURE_URL", raising=False)
    for kind in (OCRFactureAPI, AsyncOCRFactureAPI):
        with pytest.raises(OCRFactureValidationError, match="OCR_FACTURE_URL"):
            kind.from_env()
        with pytest.raises(TypeError, match="base_url"):
            kind(api_key=KEY)
        with pytest.raises(TypeError, match="cache"):
            kind(base_url=script.url, cache="x")
    with pytest.raises(OCRFactureError) as refused:
        OCRFactureAPI(base_url="https://me:secret@a", api_key=KEY)
    assert refused.value.code == "invalid_input"
    assert "secret" not in str(refused.value)
    monkeypatch.setenv("OCR_FACTURE_URL", script.url)
    monkeypatch.setenv("OCR_FACTURE_API_KEY", KEY)
    script.steps = [good('{"plan":null,"limits":[]}')]
    OCRFactureAPI.from_env().quota()
    assert script.asked[0][1]["Authorization"] == f"Bearer {KEY}"
