"""What /metrics tells: well formed, bounded whatever is asked, and to nobody else."""

import random
import re
import unittest

from support import Server, form, run, tool


def series(text):
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def value(text, name):
    found = re.search(rf"(?m)^{re.escape(name)} (\S+)$", text)
    return float(found.group(1)) if found else None


class Metrics(unittest.TestCase):
    def test_promtool_has_nothing_to_say(self):
        promtool = tool("promtool")
        with Server() as server:
            server.call("GET", "/v1/languages")
            text = server.metrics()
        done = run(promtool, "check", "metrics", input=text)
        self.assertEqual((done.returncode, done.stdout.strip(), done.stderr.strip()), (0, "", ""))
        for name in re.findall(r"(?m)^# TYPE (\S+)", text):
            self.assertRegex(text, rf"(?m)^# HELP {name} \S.+\.$")

    def test_series_are_bounded_whatever_is_asked(self):
        chance = random.Random(7)
        known = ["/v1/ocr/upload", "/v1/ocr/base64", "/v1/ocr/batch", "/v1/export", "/v1/languages", "/v1/quota",
                 "/v1/facturx/parse", "/v1/facturx/validate", "/v1/facturx/generate", "/v1/facturx/xml",
                 "/v1/facturx/convert", "/v1/compliance/check", "/v1/compliance/validate-vat", "/health", "/metrics"]
        methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "BREW", "PROPFIND"]
        with Server() as server:
            for _ in range(2500):
                path = chance.choice(known) if chance.random() < 0.5 else "/" + "/".join(
                    str(chance.randrange(10**6)) for _ in range(chance.randrange(1, 4)))
                if chance.random() < 0.2:
                    path += f"?q={chance.random()}"
                headers = {"X-Request-ID": str(chance.random()), "User-Agent": str(chance.random())}
                body, more = form([("file", "f.pdf", b"%PDF-" + chance.randbytes(20))])
                if chance.random() < 0.3:
                    server.call("POST", path, body, {**headers, **more})
                else:
                    server.call(chance.choice(methods), path, headers=headers)
            text = server.metrics()
        self.assertLessEqual(len(series(text)), 2000)
        for path in re.findall(r'route="([^"]*)"', text):
            self.assertTrue(path == "_OTHER" or path.startswith(("/v1/", "/health", "/metrics", "/docs", "/openapi")), path)
        print(f"\n{len(series(text))} series after 2 500 requests of any kind")

    def test_requests_errors_and_durations_are_counted(self):
        with Server() as server:
            for _ in range(3):
                server.call("GET", "/v1/languages")
            server.call("GET", "/nowhere")
            server.call("DELETE", "/v1/languages")
            text = server.metrics()
        counted = 'ocrf_http_server_requests_total{method="%s",route="%s",status="%s"}'
        self.assertEqual(value(text, counted % ("GET", "/v1/languages", 200)), 3)
        self.assertEqual(value(text, counted % ("GET", "_OTHER", 404)), 1)
        self.assertEqual(value(text, counted % ("_OTHER", "/v1/languages", 405)), 1)
        self.assertEqual(value(text, 'ocrf_errors_total{code="not_found"}'), 1)
        self.assertEqual(value(text, 'ocrf_errors_total{code="internal"}'), 0)
        took = 'ocrf_http_server_request_duration_seconds_%s{method="GET",route="/v1/languages",class="2xx"%s}'
        self.assertEqual(value(text, took % ("count", "")), 3)
        for bound in ("10", "15", "120", "+Inf"):
            self.assertEqual(value(text, took % ("bucket", f',le="{bound}"')), 3)
        self.assertEqual(value(text, "ocrf_http_server_active_requests"), 1)  # the scrape itself
        self.assertEqual(value(text, "ocrf_ready"), 1)

    def test_they_are_told_to_nobody_by_default(self):
        with Server(debug=False) as server:
            self.assertEqual(server.call("GET", "/metrics")[0], 404)

    def test_a_token_opens_them(self):
        with Server(debug=False, TELEMETRY__METRICS_TOKEN="s3cret-token") as server:
            for given, status in ((None, 401), ("Bearer wrong", 401), ("s3cret-token", 401), ("Bearer s3cret-token", 200)):
                headers = {"Authorization": given} if given else {}
                self.assertEqual(server.call("GET", "/metrics", headers=headers)[0], status, given)
            self.assertNotIn("s3cret-token", server.raw_log())

    def test_an_address_of_their_own_tells_them_and_nothing_else(self):
        import socket

        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{probe.getsockname()[1]}"
        with Server(debug=False, TELEMETRY__METRICS_ADDRESS=address) as server:
            self.assertEqual(server.call("GET", "/metrics", host=address)[0], 200)
            self.assertEqual(server.call("GET", "/v1/languages", host=address)[0], 404)
            self.assertEqual(server.call("GET", "/metrics")[0], 404)


if __name__ == "__main__":
    unittest.main()
