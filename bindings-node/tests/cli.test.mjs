// `npx ocr-facture-api extract`: outputs and exit codes.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { join } from "node:path";
import { text } from "node:stream/consumers";

import { PACKAGE, api, pdf, twenty } from "./common.mjs";

async function cli(args, input = "") {
  const child = spawn(process.execPath, [join(PACKAGE, "dist/cli.js"), ...args]);
  child.stdin.on("error", () => {}).end(input);
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { out, err, code };
}

test("extract", async () => {
  const [good, ...others] = twenty();
  const bad = others[6];
  const line = "FA-2026-0042 · 2026-11-02 · Atelier Dupont · HT 190.00 · TVA 38.00 · TTC 228.00 EUR";
  assert.deepEqual(await cli(["extract", good]), { out: `${good} : ${line}\n`, err: "", code: 0 });
  assert.deepEqual(JSON.parse((await cli(["extract", "--json", good])).out), await api.extractFromFile(good));
  const part = await cli(["extract", "--json", good, bad]);
  assert.equal(part.code, 1);
  assert.equal(JSON.parse(part.out)[1].error.code, "unreadable");
  assert.match(part.err, /unreadable/);
  assert.equal((await cli(["extract", "--ndjson", good, bad])).out.trim().split("\n").length, 2);
  assert.equal((await cli(["extract", "--csv", good, bad])).out.trim().split("\n").length, 3);
  assert.deepEqual((await cli(["extract", "-"], pdf)).out, `- : ${line}\n`);
  assert.equal((await cli(["extract", bad, "/nulle/part.pdf"])).code, 3);
});

test("a command badly written", async () => {
  for (const wrong of [[], ["extract"], ["fly", "a.pdf"], ["extract", "--jsn", "a.pdf"]]) {
    const { code, err } = await cli(wrong);
    assert.equal(code, 2);
    assert.match(err, /npx ocr-facture-api extract/);
  }
  assert.equal((await cli(["--help"])).code, 0);
  assert.match((await cli(["--version"])).out, /^\d+\.\d+\.\d+\n$/);
});
