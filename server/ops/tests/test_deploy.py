"""What it is deployed with: read by those who know each format, and checked for what they do not look at."""

import json
import os
import pathlib
import re
import stat
import tempfile
import unittest

from support import BINARY, OPS, ROOT, run, tool

PYTHON = ROOT / "target/ops/bin/python"
DEFAULT = ROOT / "server/config.default.toml"


def judged(code, path):
    """What a program of target/ops prints, as JSON."""
    if not PYTHON.is_file():
        raise unittest.SkipTest("not run: target/ops is not here (server/ops/install.sh)")
    done = run(PYTHON, "-c", code, path)
    if done.returncode:
        raise AssertionError(done.stderr)
    return json.loads(done.stdout)


def documents():
    return judged("import sys, json, yaml\nprint(json.dumps(list(yaml.safe_load_all(open(sys.argv[1])))))",
                  OPS / "kubernetes/ocr-facture.yaml")


def keys():
    """Names of environment variables the configuration knows."""
    section, names = "", set()
    for line in DEFAULT.read_text().splitlines():
        if found := re.match(r"\[([\w.]+)\]", line):
            section = found.group(1)
        elif found := re.match(r"(\w+) = ", line):
            names.add(f"OCR_FACTURE__{section}__{found.group(1)}".replace(".", "__").upper())
    return names


class Systemd(unittest.TestCase):
    UNIT = OPS / "systemd/ocr-facture.service"

    def test_the_unit_is_valid_and_hardened(self):
        analyze = tool("systemd-analyze")
        with tempfile.TemporaryDirectory() as folder:
            program = pathlib.Path(folder, "ocr-facture")
            program.write_text("#!/bin/sh\n")
            program.chmod(program.stat().st_mode | stat.S_IXUSR)
            unit = pathlib.Path(folder, "ocr-facture.service")
            unit.write_text(self.UNIT.read_text().replace("/usr/local/bin/ocr-facture", str(program)))
            done = run(analyze, "verify", unit)
            self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""))
            done = run(analyze, "security", "--offline=true", "--threshold=25", unit)
            self.assertEqual(done.returncode, 0, done.stdout[-300:])
        print("\n" + done.stdout.strip().splitlines()[-1])

    def test_it_waits_longer_than_the_server_drains(self):
        drain = int(re.search(r"(?m)^drain_seconds = (\d+)", DEFAULT.read_text()).group(1))
        self.assertGreater(int(re.search(r"TimeoutStopSec=(\d+)s", self.UNIT.read_text()).group(1)), drain)


class Kubernetes(unittest.TestCase):
    def test_manifests_are_valid_for_old_and_new_clusters(self):
        found = judged(
            "import sys, json, yaml, kubernetes_validate as k\nbad = []\n"
            "for v in ('1.27', '1.31', '1.37'):\n"
            "  for d in yaml.safe_load_all(open(sys.argv[1])):\n"
            "    try: k.validate(d, v, strict=True)\n"
            "    except k.VersionNotSupportedError: bad.append('version ' + v)\n"
            "    except k.ValidationError as e: bad.append(f'{v} {d[\"kind\"]}: {e.message}')\n"
            "print(json.dumps(bad))", OPS / "kubernetes/ocr-facture.yaml")
        self.assertEqual([bad for bad in found if not bad.startswith("version ")], [])
        self.assertLess(len(found), 3, "no version was judged")

    def test_pods_meet_the_restricted_standard(self):
        pod = next(d for d in documents() if d["kind"] == "Deployment")["spec"]["template"]["spec"]
        self.assertTrue(pod["securityContext"]["runAsNonRoot"])
        self.assertEqual(pod["securityContext"]["seccompProfile"]["type"], "RuntimeDefault")
        self.assertFalse(pod["automountServiceAccountToken"])
        for container in pod["containers"]:
            inside = container["securityContext"]
            self.assertFalse(inside["allowPrivilegeEscalation"])
            self.assertTrue(inside["readOnlyRootFilesystem"])
            self.assertEqual(inside["capabilities"], {"drop": ["ALL"]})
            self.assertIn("memory", container["resources"]["limits"])
            self.assertNotIn(":latest", container["image"])
            for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
                self.assertIn(probe, container)

    def test_a_pod_has_time_to_end(self):
        made = documents()
        pod = next(d for d in made if d["kind"] == "Deployment")["spec"]["template"]["spec"]
        settings = next(d for d in made if d["kind"] == "ConfigMap")["data"]
        pause = int(pod["containers"][0]["lifecycle"]["preStop"]["exec"]["command"][1])
        drain = int(settings["OCR_FACTURE__LISTEN__DRAIN_SECONDS"])
        self.assertGreater(pod["terminationGracePeriodSeconds"], pause + drain)

    def test_selectors_and_ports_meet(self):
        made = {d["kind"]: d for d in documents()}
        pods = made["Deployment"]["spec"]["template"]
        labels = pods["metadata"]["labels"].items()
        for kind, path in (("Service", ["selector"]), ("PodDisruptionBudget", ["selector", "matchLabels"]),
                           ("NetworkPolicy", ["podSelector", "matchLabels"]), ("Deployment", ["selector", "matchLabels"])):
            wanted = made[kind]["spec"]
            for step in path:
                wanted = wanted[step]
            self.assertLessEqual(wanted.items(), labels, kind)
        ports = {port["name"] for port in pods["spec"]["containers"][0]["ports"]}
        self.assertLessEqual({port["targetPort"] for port in made["Service"]["spec"]["ports"]}, ports)
        self.assertEqual(made["HorizontalPodAutoscaler"]["spec"]["scaleTargetRef"]["name"],
                         made["Deployment"]["metadata"]["name"])


class Docker(unittest.TestCase):
    FILE = OPS / "docker/Dockerfile"

    def test_compose_is_valid(self):
        services = judged("import sys, json\nfrom compose_spec import PyCompose\n"
                          "c = PyCompose.from_yaml(open(sys.argv[1]).read())\nc.validate()\n"
                          "print(json.dumps(sorted(c.service_names())))", OPS / "docker/compose.yml")
        self.assertEqual(services, ["alertmanager", "grafana", "postgres", "prometheus", "redis", "server"])

    def test_what_compose_mounts_is_there(self):
        text = (OPS / "docker/compose.yml").read_text()
        for path in re.findall(r"(\.\./[\w./-]+):/", text):
            self.assertTrue((OPS / "docker" / path).exists(), path)

    def test_no_password_is_written(self):
        text = (OPS / "docker/compose.yml").read_text()
        for line in re.findall(r"(?m)^.*PASSWORD: .*$", text):
            self.assertRegex(line, r'"\$\{\w+:\?\}"$')

    def test_the_image_runs_as_nobody_and_is_watched(self):
        text = self.FILE.read_text()
        last = text.rsplit("\nFROM ", 1)[1]
        self.assertRegex(last, r"(?m)^USER 10001:10001$")
        self.assertIn("HEALTHCHECK", last)
        for image in re.findall(r"(?m)^FROM (\S+)", text):
            self.assertRegex(image, r":[\w.-]+$", "an image without a version")
        rust = re.search(r'(?m)^rust-version = "(\d+\.\d+)"', (ROOT / "Cargo.toml").read_text()).group(1)
        self.assertGreaterEqual(re.search(r"FROM rust:(\d+\.\d+)", text).group(1), rust)

    def test_its_health_check_tells_a_server_from_none(self):
        from support import Server

        command = json.loads(re.search(r"CMD (\[\"bash\".*\])", self.FILE.read_text()).group(1))
        with Server() as server:
            port = server.host.split(":")[1]
            here = [part.replace("/8080", f"/{port}") for part in command]
            self.assertEqual(run(*here).returncode, 0)
        self.assertNotEqual(run(*here).returncode, 0)


class Settings(unittest.TestCase):
    def test_every_variable_named_is_a_key(self):
        files = [*OPS.rglob("*.y*ml"), OPS / "docker/Dockerfile", ROOT / "docs/fr/exploitation.md",
                 ROOT / "docs/en/operations.md"]
        named = {name for file in files for name in re.findall(r"OCR_FACTURE__\w+", file.read_text())}
        self.assertTrue(named)
        self.assertEqual(named - keys(), set())

    def test_the_command_named_is_there(self):
        if not os.access(BINARY, os.X_OK):
            raise unittest.SkipTest(f"not run: {BINARY} is not built")
        self.assertEqual(run(BINARY, "serve", "--help").returncode, 0)


if __name__ == "__main__":
    unittest.main()
