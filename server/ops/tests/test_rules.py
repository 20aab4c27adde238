"""Alert rules: valid, proved by their own tests, and each explained in both guides."""

import concurrent.futures
import pathlib
import re
import shutil
import tempfile
import unittest

from support import OPS, ROOT, run, tool

RULES = OPS / "prometheus/rules.yml"
TESTS = OPS / "prometheus/rules_test.yml"


def alerts():
    return re.findall(r"- alert: (\w+)", RULES.read_text())


class Rules(unittest.TestCase):
    def test_files_are_valid(self):
        for command in (["check", "rules", RULES], ["check", "config", OPS / "prometheus/prometheus.yml"]):
            done = run(tool("promtool"), *command)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_alerts_fire_recover_and_are_silent(self):
        done = run(tool("promtool"), "test", "rules", TESTS)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_without_any_one_alert_its_tests_fail(self):
        """No test passes for want of looking."""
        promtool, rules = tool("promtool"), RULES.read_text()
        blocks = [b for b in re.split(r"(?m)^(?=      - (?:alert|record): )", rules) if b.startswith("      - alert: ")]

        def passes(block):
            # What follows the rule belongs to the next group.
            body = block.partition("\n  - name:")[0]
            never = re.sub(r"(?m)^        expr:.*(\n          .*)*", "        expr: vector(0) > 1", body, count=1)
            with tempfile.TemporaryDirectory() as folder:
                shutil.copy(TESTS, folder)
                pathlib.Path(folder, "rules.yml").write_text(rules.replace(body, never))
                return run(promtool, "test", "rules", pathlib.Path(folder, "rules_test.yml")).returncode == 0

        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            needless = [block.splitlines()[0] for block, passed in zip(blocks, pool.map(passes, blocks)) if passed]
        self.assertEqual(needless, [])

    def test_every_alert_is_explained_in_both_guides(self):
        for page in ("docs/fr/exploitation.md", "docs/en/operations.md"):
            told = re.findall(r"(?m)^\| `(OcrFacture\w+)` \|", (ROOT / page).read_text())
            self.assertEqual(told, alerts(), page)

    def test_every_alert_says_what_to_do_in_both_languages(self):
        for block in RULES.read_text().split("- alert: ")[1:]:
            for key in ("summary", "summary_en", "description", "description_en"):
                self.assertRegex(block, rf'(?m)^          {key}: ".{{10,}}"$', block.splitlines()[0])

    def test_alertmanager_takes_its_example(self):
        done = run(tool("amtool"), "check-config", OPS / "alertmanager/alertmanager.yml")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        for severity, receiver in (("critical", "duty"), ("warning", "messages"), ("info", "messages")):
            done = run(tool("amtool"), "config", "routes", "test",
                       f"--config.file={OPS / 'alertmanager/alertmanager.yml'}", f"severity={severity}")
            self.assertEqual(done.stdout.strip(), receiver, done.stderr)


if __name__ == "__main__":
    unittest.main()
