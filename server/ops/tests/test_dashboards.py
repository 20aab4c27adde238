"""Dashboards: as they are drawn, and every expression, like every rule, about metrics the server really tells."""

import json
import re
import subprocess
import sys
import tempfile
import unittest

from support import OPS, Server, run, tool

FOLDER = OPS / "grafana"
# What Prometheus itself makes, and what is told only once Redis or a limit is configured and used.
ELSEWHERE = {"up", "ALERTS"}
CONDITIONAL = {"ocrf_dependency_up", "ocrf_ratelimit_rejections_total"}
# A recorded rule, `job:ocrf_…`, is no metric of the server.
NAMES = re.compile(r"(?<![:\w])(?:ocrf|process)_\w+")


def dashboards():
    return [json.loads(path.read_text()) for path in sorted(FOLDER.glob("*.json"))]


def expressions(board):
    return [target["expr"] for panel in board["panels"] for target in panel.get("targets", [])]


class Dashboards(unittest.TestCase):
    def test_they_are_as_they_are_drawn(self):
        subprocess.run([sys.executable, FOLDER / "dashboards.py", "--check"], check=True)

    def test_panels_have_ids_places_and_sources_of_their_own(self):
        self.assertEqual(len({board["uid"] for board in dashboards()}), len(dashboards()))
        for board in dashboards():
            ids = [panel["id"] for panel in board["panels"]]
            self.assertEqual(len(ids), len(set(ids)))
            taken = set()
            for panel in board["panels"]:
                at = panel["gridPos"]
                cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
                self.assertFalse(cells & taken, panel["title"])
                self.assertLessEqual(at["x"] + at["w"], 24)
                taken |= cells
                if panel["type"] != "row":
                    self.assertTrue(panel["targets"], panel["title"])

    def test_expressions_are_promql(self):
        promtool = tool("promtool")
        rules = ["groups:", "  - name: dashboards", "    rules:"]
        for number, expr in enumerate(e for board in dashboards() for e in expressions(board)):
            expr = expr.replace("$__rate_interval", "5m").replace("$job", ".*")
            rules += [f"      - record: panel:{number}", f"        expr: {json.dumps(expr)}"]
        with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
            file.write("\n".join(rules))
            file.flush()
            done = run(promtool, "check", "rules", file.name)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_every_metric_is_told_by_a_running_server_with_its_labels(self):
        with Server() as server:
            for path in ("/health", "/v1/languages", "/nowhere"):
                server.call("GET", path)
            text = server.metrics()
        told = {line.split("{")[0].split(" ")[0] for line in text.splitlines() if not line.startswith("#")}
        labels = {}
        for name, inside in re.findall(r"(?m)^(\w+)\{(.*)\} ", text):
            labels.setdefault(name, set()).update(re.findall(r'(\w+)="', inside))
        rules = re.sub(r"(?m)#.*$", "", (OPS / "prometheus/rules.yml").read_text())
        rules = "\n".join(part.split("annotations:")[0].split("\n        labels:")[0] for part in rules.split("- alert:"))
        asked = [expr for board in dashboards() for expr in expressions(board)] + [rules]
        for expr in asked:
            for name in set(NAMES.findall(expr)):
                self.assertIn(name, told | CONDITIONAL, expr)
            for name, inside in re.findall(r"((?:ocrf|process)_\w+)\{([^}]*)\}", expr):
                wanted = set(re.findall(r"(\w+)=", inside.replace("=~", "=").replace("!~", "=").replace("!=", "=")))
                missing = wanted - labels.get(name, set()) - {"job", "instance"}
                if name not in CONDITIONAL:
                    self.assertFalse(missing, f"{name} has no {missing}: {expr}")


if __name__ == "__main__":
    unittest.main()
