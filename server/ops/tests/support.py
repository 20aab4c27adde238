"""A real server, and what tests of it need: nothing but Python itself."""

import http.client
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
OPS = ROOT / "server/ops"
BINARY = pathlib.Path(os.environ.get("OCR_FACTURE_BIN", ROOT / "target/debug/ocr-facture"))
EXAMPLE = ROOT / "tests/vectors/documents"


def tool(name):
    """A program of the system, or the test is said not to have run."""
    found = shutil.which(name) or shutil.which(name, path=str(ROOT / "target/ops/bin"))
    if not found:
        raise unittest.SkipTest(f"not run: {name} is not here")
    return found


def run(*command, **options):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)


class Server:
    """`ocr-facture serve` on a free port; its log is kept."""

    def __init__(self, debug=True, **settings):
        if not BINARY.is_file():
            raise unittest.SkipTest(f"not run: {BINARY} is not built")
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="ocrf-eyes-"))
        environment = {key: value for key, value in os.environ.items() if not key.startswith("OCR_FACTURE__")}
        # One address calls, as fast as it can; one worker starts quickly.
        settings = {"LIMITS__IP_PER_SECOND": 1_000_000, "LIMITS__IP_BURST": 1_000_000, "WORKERS__COUNT": 1, **settings}
        environment.update({f"OCR_FACTURE__{key}": str(value) for key, value in settings.items()})
        command = [str(BINARY), "serve", "--listen", "127.0.0.1:0", "--ready-file", str(self.folder / "ready")]
        self.log_path = self.folder / "log"
        began = time.monotonic()
        with open(self.log_path, "wb") as log:
            self.process = subprocess.Popen(
                command + (["--debug"] if debug else []), env=environment, stderr=log, stdout=log, cwd=self.folder)
        while not (self.folder / "ready").exists():
            if self.process.poll() is not None or time.monotonic() - began > 20:
                raise AssertionError(f"no server: {self.log_path.read_text()}")
            time.sleep(0.002)
        self.ready_seconds = time.monotonic() - began
        self.host = (self.folder / "ready").read_text().strip().removeprefix("http://")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(40)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        return self.process.returncode

    def call(self, method, path, body=None, headers=None, host=None):
        """Status, headers and body of an answer."""
        connection = http.client.HTTPConnection(host or self.host, timeout=60)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def metrics(self):
        status, _, body = self.call("GET", "/metrics")
        assert status == 200, (status, body)
        return body.decode()

    def raw_log(self):
        return self.log_path.read_text()

    def lines(self):
        return [json.loads(line) for line in self.raw_log().splitlines()]


def form(parts):
    """A multipart body: (name, file name or None, bytes) each."""
    boundary = "ocrf-boundary-7MA4YWxk"
    out = b""
    for name, filename, content in parts:
        extra = f'; filename="{filename}"' if filename else ""
        out += f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"{extra}\r\n\r\n'.encode() + content + b"\r\n"
    return out + f"--{boundary}--\r\n".encode(), {"Content-Type": f"multipart/form-data; boundary={boundary}"}
