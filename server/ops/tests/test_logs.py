"""Logs and traces: one object a line, the same ids everywhere, and nothing of a document, a key or a person."""

import base64
import http.server
import json
import os
import re
import tempfile
import threading
import time
import unittest

from support import BINARY, EXAMPLE, Server, form, run

KEYS = {"ts": str, "level": str, "msg": str, "request_id": (str, type(None)), "trace_id": (str, type(None)),
        "span_id": (str, type(None)), "tenant": (str, type(None))}
PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
CANARIES = {
    "IBAN": "FR7630006000011234567890189",
    "IBAN as printed": "FR76 3000 6000 0112 3456 7890 189",
    "SIRET": "73282932000074",
    "VAT number": "FR44732829320",
    "name": "Canarimini",
    "e-mail": "serin.jaune@example.org",
    "invoice number": "CANARI-2026-0001",
    "API key that is none": "ocrf_live_c4n4ry0c4n4ry0c4n4ry0c4n4ry",
    "client": "canari.tenant",
    "idempotency key": "idem-canari-77",
    "file name": "facture-canari-secrete",
    "bytes of a file": "MAGIC-CANARY-BYTES-5577",
    "text of a query": "canari-query-99",
    "user agent": "CanaryBrowser/9.9",
    "part of a path": "canari-path-42",
    "proxy secret": "proxy-canary-secret",
    "forwarded address": "203.0.113.77",
}


def pdf(*lines):
    """One page with these lines, uncompressed: the canaries stand in the bytes and in the words."""
    text = "BT /F1 11 Tf 50 800 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
               "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
               f"<</Length {len(text)}>>stream\n{text}\nendstream", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{p:010} 00000 n \n" for p in places)
    return (out + f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").encode("latin-1")


INVOICE = pdf(f"{CANARIES['name']} SARL  SIRET {CANARIES['SIRET']}  TVA {CANARIES['VAT number']}",
              f"Facture n {CANARIES['invoice number']}  Date 12/03/2026", CANARIES["e-mail"],
              "Total HT 100,00 EUR", "TVA 20 % 20,00 EUR", "Total TTC 120,00 EUR",
              f"IBAN {CANARIES['IBAN as printed']}", CANARIES["bytes of a file"])


class Collector:
    """A fake collector on the loopback: keeps what it is sent."""

    def __init__(self):
        kept = self.bodies = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                kept.append((self.path, self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_):
                pass

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.http.server_port}"

    def spans(self):
        return [span for path, body in self.bodies if path == "/v1/traces"
                for resource in json.loads(body)["resourceSpans"]
                for scope in resource["scopeSpans"] for span in scope["spans"]]


def everything(server, key):
    """Requests of every kind, well and badly made, each full of canaries, from one who has this key."""
    headers = {"Authorization": f"Bearer {key}", "User-Agent": CANARIES["user agent"], "X-RapidAPI-Proxy-Secret": CANARIES["proxy secret"],
               "X-Forwarded-For": CANARIES["forwarded address"], "Cookie": f"session={key}"}
    invoice = {"number": CANARIES["invoice number"], "seller": {"name": CANARIES["name"], "siret": CANARIES["SIRET"]},
               "payment": {"iban": CANARIES["IBAN"]}, CANARIES["name"]: CANARIES["e-mail"]}
    name = f"{CANARIES['file name']}.pdf"
    encoded = base64.b64encode(INVOICE).decode()
    electronic = (EXAMPLE / "facture.cii.xml").read_text()
    electronic = electronic.replace("Atelier Lefèvre", CANARIES["name"]).replace("FA-2026-0042", CANARIES["invoice number"])
    assert all(CANARIES[what] in electronic for what in ("name", "invoice number", "IBAN", "VAT number"))
    electronic = electronic.encode()
    broken = INVOICE[:400] + CANARIES["bytes of a file"].encode()
    statuses = []

    def call(method, path, body=None, more=None):
        path += f"?q={CANARIES['text of a query']}"
        statuses.append((path, server.call(method, path, body, {**headers, **(more or {})})[0]))

    def send(path, parts):
        body, more = form(parts)
        call("POST", path, body, {**more, "Idempotency-Key": f"{CANARIES['idempotency key']}-{len(statuses)}"})

    for path in ("/v1/ocr/upload", "/v1/facturx/parse", "/v1/facturx/validate", "/v1/compliance/check"):
        for content in (INVOICE, electronic, broken, CANARIES["bytes of a file"].encode(), b""):
            send(path, [("file", name, content)])
            send(path, [("file", name, content), ("options", None, json.dumps({"language": CANARIES["name"]}).encode())])
    send("/v1/ocr/batch", [("files", name, INVOICE), ("files", name, broken)])
    send("/v1/facturx/convert", [("file", name, INVOICE), ("invoice", None, json.dumps(invoice).encode())])
    for path in ("/v1/facturx/generate", "/v1/facturx/xml", "/v1/export", "/v1/compliance/check"):
        for body in ({"invoice": invoice}, {"invoice": invoice, "format": CANARIES["name"], "syntax": CANARIES["name"]},
                     {"documents": [invoice], "format": "csv"}):
            call("POST", path, json.dumps(body), {"Content-Type": "application/json"})
    for path in ("/v1/ocr/base64", "/v1/facturx/parse", "/v1/compliance/validate-vat"):
        for body in ({"document": encoded}, {"document": CANARIES["IBAN"]}, {"vat_number": CANARIES["VAT number"]},
                     {"vat_number": CANARIES["IBAN"]}):
            call("POST", path, json.dumps(body), {"Content-Type": "application/json"})
        call("POST", path, f'{{"document": {CANARIES["name"]}', {"Content-Type": "application/json"})
        call("POST", path, CANARIES["IBAN"], {"Content-Type": CANARIES["name"]})
    for path in ("/v1/languages", "/v1/quota", "/health", f"/v1/{CANARIES['part of a path']}", f"/{CANARIES['IBAN']}"):
        call("GET", path)
        call("DELETE", path)
    return statuses


class Logs(unittest.TestCase):
    def test_every_line_is_an_object_with_the_ids_of_its_request(self):
        with Server() as server:
            server.call("GET", "/v1/languages", headers={"X-Request-ID": "r.1_a-Z", "traceparent": PARENT})
            status, headers, body = server.call("GET", "/nowhere", headers={"X-Request-ID": "not an id!"})
            server.stop()
            lines = server.lines()
        for line in lines:
            for key, kind in KEYS.items():
                self.assertIsInstance(line.get(key, 0), kind, (key, line))
            self.assertRegex(line["ts"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
            self.assertIn(line["level"], ("error", "warn", "info", "debug", "trace"))
        first = next(line for line in lines if line.get("route") == "/v1/languages")
        self.assertEqual((first["request_id"], first["trace_id"]), ("r.1_a-Z", PARENT.split("-")[1]))
        self.assertRegex(first["tenant"], "^[0-9a-f]{12}$")
        second = next(line for line in lines if line.get("route") == "_OTHER")
        problem = json.loads(body)
        self.assertEqual(status, 404)
        self.assertEqual({problem["request_id"], headers["X-Request-ID"]}, {second["request_id"]})
        self.assertNotEqual(second["request_id"], "not an id!")
        self.assertEqual(headers["traceresponse"].split("-")[1], second["trace_id"])
        self.assertEqual([line["msg"] for line in lines if line["request_id"] is None], ["ready", "stopping", "stopped"])

    def test_a_level_is_asked_for_by_name(self):
        with Server(TELEMETRY__LEVEL="error") as server:
            server.call("GET", "/v1/languages")
            server.stop()
            self.assertEqual(server.raw_log(), "")
        with Server(TELEMETRY__LEVEL="debug") as server:
            server.call("GET", "/health/live")
            server.stop()
            self.assertIn("/health/live", server.raw_log())

    def test_canaries_are_nowhere(self):
        for level in ("info", "trace"):
            collector = Collector()
            dsn = collector.url.replace("http://", "http://publickey@") + "/7"
            store = f"sqlite:{tempfile.mkdtemp()}/canaries.db"
            settings = {"STORE__URL": store, "TELEMETRY__METRICS_TOKEN": "canary-metrics-token"}
            made = run(BINARY, "keys", "create", "--tenant", CANARIES["client"], "--plan", "MEGA", "--json",
                       env={**os.environ, "OCR_FACTURE__STORE__URL": store})
            key = re.search(r"ocrf_live_\w+", made.stdout).group()
            canaries = {**CANARIES, "API key": key, "token of the metrics": settings["TELEMETRY__METRICS_TOKEN"]}
            with Server(debug=False, TELEMETRY__LEVEL=level, TELEMETRY__OTLP=collector.url, TELEMETRY__SENTRY_DSN=dsn,
                        **settings) as server:
                statuses = everything(server, key) + everything(server, CANARIES["API key that is none"])
                token = {"Authorization": f"Bearer {canaries['token of the metrics']}"}
                metrics = server.call("GET", "/metrics", headers=token)[2].decode()
                server.stop()
                told = {"log": server.raw_log(), "metrics": metrics,
                        "collector": "\n".join(body.decode() for _, body in collector.bodies)}
            answered = [status for _, status in statuses]
            self.assertIn("ocrf_ready 1", metrics)
            self.assertLessEqual({200, 400, 401, 404, 405, 422}, set(answered))
            for path in ("/v1/ocr/upload", "/v1/ocr/base64", "/v1/facturx/parse", "/v1/compliance/check"):
                self.assertIn(200, [status for asked, status in statuses if asked.startswith(path)], path)
            # A probe is told at debug alone.
            self.assertGreaterEqual(told["log"].count('"msg":"answered"'), len(statuses) - 4)
            self.assertGreaterEqual(len(collector.spans()), len(statuses))
            for place, text in told.items():
                for what, canary in canaries.items():
                    forms = {canary, base64.b64encode(canary.encode()).decode().rstrip("="), canary.encode().hex(),
                             canary.replace(" ", ""), canary.replace("@", "%40")}
                    for form_ in forms:
                        self.assertNotIn(form_.lower(), text.lower(), f"{what} in the {place} at level {level}")
            print(f"\n{len(statuses)} requests at {level}: statuses {sorted(set(answered))}, no canary in "
                  f"{sum(map(len, told.values())) // 1000} kB of log, metrics, spans and reports")

    def test_spans_continue_the_callers_trace(self):
        collector = Collector()
        with Server(TELEMETRY__OTLP=collector.url) as server:
            server.call("GET", "/v1/languages", headers={"traceparent": PARENT, "X-Request-ID": "span-1"})
            server.call("GET", "/v1/languages", headers={"traceparent": PARENT[:-1] + "0", "X-Request-ID": "span-2"})
            server.stop()
        spans = [s for s in collector.spans() if s["traceId"] == PARENT.split("-")[1]]
        self.assertEqual(len(spans), 1, "a trace the caller does not record is not told")
        self.assertEqual((spans[0]["parentSpanId"], spans[0]["name"], spans[0]["kind"]),
                         (PARENT.split("-")[2], "GET /v1/languages", 2))
        self.assertGreaterEqual(int(spans[0]["endTimeUnixNano"]), int(spans[0]["startTimeUnixNano"]))

    def test_a_collector_that_is_away_costs_spans_and_no_time(self):
        with Server(TELEMETRY__OTLP="http://127.0.0.1:9") as server:
            began = time.monotonic()
            for _ in range(200):
                self.assertEqual(server.call("GET", "/v1/languages")[0], 200)
            took = time.monotonic() - began
            time.sleep(1.5)
            dropped = re.search(r'ocrf_telemetry_dropped_total\{sink="otlp"\} (\d+)', server.metrics())
            self.assertGreaterEqual(int(dropped.group(1)), 200)
        self.assertLess(took, 10)


if __name__ == "__main__":
    unittest.main()
