#!/usr/bin/env python3
"""What the server costs beyond the engine, and what it stands; see README.md."""

import base64
import json
import pathlib
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "server/ops/tests"))
import support  # noqa: E402  (the tests' own way to start a server)

support.BINARY = ROOT / "target/release/ocr-facture"
DOCUMENTS = ROOT / "tests/vectors/documents"
# As many workers as cores; the limit of one address is lifted by `support`: it would be what is measured.
FREE = {"TELEMETRY__LEVEL": "warn", "WORKERS__COUNT": 0}
WRK = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
local file = io.open("%s", "rb")
wrk.body = file:read("*all")
file:close()
"""


def quantile(values, q):
    values = sorted(values)
    return values[min(len(values) - 1, int(q * len(values)))]


def family(server):
    """Kilobytes held by the server, and by it and its workers: each one's own share (PSS)."""
    def pss(pid):
        try:
            text = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
            return int(next(line.split()[1] for line in text.splitlines() if line.startswith("Pss:")))
        except OSError:
            return 0

    pid = server.process.pid
    children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        children += (task / "children").read_text().split()
    own = pss(pid)
    return own, own + sum(pss(child) for child in set(children))


def timed(server, path, body, headers, times, warm=.1):
    """Milliseconds of calls one after the other, on one connection; without the first of them."""
    import http.client

    connection, took = http.client.HTTPConnection(server.host), []
    for _ in range(times):
        began = time.perf_counter()
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        answer.read()
        took.append((time.perf_counter() - began) * 1000)
        assert answer.status == 200, answer.status
    return took[int(len(took) * warm):]


def stage(text, name):
    found = {}
    for line in text.splitlines():
        for what in ("sum", "count"):
            if line.startswith(f'ocrf_work_duration_seconds_{what}{{stage="{name}"}} '):
                found[what] = float(line.split()[1])
    return found


def start():
    readies = []
    for _ in range(11):
        with support.Server(**FREE) as server:
            readies.append(server.ready_seconds * 1000)
    print(f"| start to ready, median of 11 (slowest) | {statistics.median(readies):.0f} ms ({max(readies):.0f}) |")


NO_WORK = ("/v1/compliance/validate-vat", '{"vat_number": "FR44732829320"}')
AS_JSON = {"Content-Type": "application/json"}
# A plan nobody comes to the end of.
ENDLESS = {f"PLANS__MEGA__{what}": 1_000_000_000 for what in ("DAY", "MONTH")} | {
    f"PLANS__MEGA__{what}": 1_000_000 for what in ("PER_SECOND", "BURST")}


def key(server):
    """The header of a new key in the store of this server."""
    done = support.run(support.BINARY, "keys", "create", "--tenant", "bench", "--plan", "MEGA", "--json",
                       cwd=server.folder, check=True)
    return {"X-API-Key": json.loads(done.stdout)["key"]}


def overhead():
    with support.Server(CACHE__MODE="off", **FREE) as server:
        took = timed(server, *NO_WORK, AS_JSON, 3000)
        print(f"| a verb of no work through everything, without a key, P50 / P99 | {quantile(took, .5):.2f} / {quantile(took, .99):.2f} ms |")
        before = stage(server.metrics(), "work")
        body, headers = support.form([("file", "f.pdf", (DOCUMENTS / "facture.pdf").read_bytes())])
        took = timed(server, "/v1/ocr/upload", body, headers, 500)
        after = stage(server.metrics(), "work")
        work = (after["sum"] - before["sum"]) / (after["count"] - before["count"]) * 1000
        print(f"| a page of text: P50 / P99, and mean time in the worker | {quantile(took, .5):.2f} / {quantile(took, .99):.2f}, {work:.2f} ms |")
        print(f"| … of it, outside the worker, mean | {statistics.mean(took) - work:.2f} ms ({(statistics.mean(took) / work - 1) * 100:.1f} %) |")
    with support.Server(debug=False, CACHE__MODE="off", **ENDLESS, **FREE) as server:
        headers = AS_JSON | key(server)
        took = timed(server, *NO_WORK, headers, 3000)
        print(f"| … with a key: its bursts, and its quota debited in SQLite, P50 / P99 | {quantile(took, .5):.2f} / {quantile(took, .99):.2f} ms |")
        took = timed(server, *NO_WORK, headers | {"Idempotency-Key": "bench"}, 3000)
        print(f"| … answered again for its Idempotency-Key, P50 / P99 | {quantile(took, .5):.2f} / {quantile(took, .99):.2f} ms |")


def without_redis(folder):
    """How long the first requests take that find Redis silent, and dead."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    redis = subprocess.Popen(["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder],
                             stdout=subprocess.DEVNULL)
    try:
        for how in (signal.SIGSTOP, signal.SIGKILL):
            with support.Server(debug=False, CACHE__MODE="off", REDIS__URL=f"redis://127.0.0.1:{port}/", **ENDLESS, **FREE) as server:
                headers = AS_JSON | key(server)
                before = timed(server, *NO_WORK, headers, 1000)
                redis.send_signal(how)
                after = timed(server, *NO_WORK, headers, 1000, warm=0)
                redis.send_signal(signal.SIGCONT)
                print(f"| with Redis: P99; slowest of 1 000 once it got {how.name} | {quantile(before, .99):.2f}; {max(after):.1f} ms |")
    finally:
        redis.kill()
        redis.wait()


def cached(folder):
    request = folder / "request.json"
    request.write_text(json.dumps({"document": base64.b64encode((DOCUMENTS / "courte.pdf").read_bytes()).decode()}))
    script = folder / "post.lua"
    script.write_text(WRK % request)
    with support.Server(CACHE__MODE="memory", **FREE) as server:
        server.call("POST", "/v1/ocr/base64", request.read_text(), {"Content-Type": "application/json"})
        done = support.run("wrk", "-t1", "-c32", "-d8s", "--latency", "-s", script, f"http://{server.host}/v1/ocr/base64")
        rate = next(line.split()[1] for line in done.stdout.splitlines() if line.startswith("Requests/sec"))
        bad = [line.strip() for line in done.stdout.splitlines() if "Non-2xx" in line]
        p99 = next(line.split()[1] for line in done.stdout.splitlines() if line.strip().startswith("99%"))
        hits = [line for line in server.metrics().splitlines() if line.startswith("ocrf_cache_requests_total")]
        print(f"| cached answers a second (wrk, 32 connections, P99) | {rate} ({p99}) {' '.join(bad)} |")
        print(f"| … seen by the cache | {' '.join(line.split('{')[1] for line in hits)} |")
        done = support.run("wrk", "-t1", "-c32", "-d4s", f"http://{server.host}/health/live")
        bare = next(line.split()[1] for line in done.stdout.splitlines() if line.startswith("Requests/sec"))
        print(f"| … beside /health/live, which does nothing | {bare} |")


def scans():
    with support.Server(CACHE__MODE="off", WORKERS__QUEUE=128, WORKERS__QUEUE_SECONDS=300, **FREE) as server:
        idle = family(server)
        body, headers = support.form([("file", "s.png", (DOCUMENTS / "scan.png").read_bytes())])
        statuses, lock = [], threading.Lock()

        def one():
            import http.client
            host, port = server.host.split(":")
            connection = http.client.HTTPConnection(host, int(port), timeout=600)
            connection.request("POST", "/v1/ocr/upload", body, headers)
            status = connection.getresponse().status
            with lock:
                statuses.append(status)

        threads = [threading.Thread(target=one) for _ in range(100)]
        began, healths, peak = time.perf_counter(), [], (0, 0)
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            asked = time.perf_counter()
            assert server.call("GET", "/health")[0] == 200
            healths.append((time.perf_counter() - asked) * 1000)
            peak = tuple(max(pair) for pair in zip(peak, family(server)))
            time.sleep(0.05)
        took = time.perf_counter() - began
        time.sleep(1)
        after = family(server)
        told = {status: statuses.count(status) for status in set(statuses)}
        print(f"| 100 scans at once: time, answers by status | {took:.1f} s, {told} |")
        print(f"| … /health meanwhile, P50 / P99 / slowest of {len(healths)} | {quantile(healths, .5):.1f} / {quantile(healths, .99):.1f} / {max(healths):.1f} ms |")
        for what, (own, all_) in (("idle", idle), ("peak", peak), ("after", after)):
            print(f"| … memory {what}: server, with workers (PSS) | {own / 1024:.0f}, {all_ / 1024:.0f} MiB |")


def main():
    print("| What | Result |\n|---|---|")
    start()
    overhead()
    with tempfile.TemporaryDirectory() as folder:
        cached(pathlib.Path(folder))
        if shutil.which("redis-server"):
            without_redis(folder)
        else:
            print("| without Redis | not run: redis-server is not here |")
    scans()
    print(f"\nLoad of the machine at the end: {pathlib.Path('/proc/loadavg').read_text().split()[0]}", file=sys.stderr)


if __name__ == "__main__":
    main()
