// What the guides and examples say works: their code is run, and judged as strict TypeScript would be.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

import { PACKAGE, ROOT, facturx, folder, pdf } from "./common.mjs";

const run = promisify(execFile);
const GUIDES = ["bindings-node/README.md", "docs/fr/node.md", "docs/en/node.md"];
const EXAMPLES = join(ROOT, "examples/node");
const examples = readdirSync(EXAMPLES).filter((name) => name.endsWith(".mjs"));

/** A folder with the files the guides name, where the package is installed. */
function here() {
  const place = folder();
  writeFileSync(join(place, "facture.pdf"), pdf);
  writeFileSync(join(place, "facturx.pdf"), facturx);
  copyFileSync(join(ROOT, "examples/facture.json"), join(place, "facture.json"));
  mkdirSync(join(place, "factures"));
  for (const name of ["a.pdf", "b.pdf"]) writeFileSync(join(place, "factures", name), pdf);
  writeFileSync(join(place, "factures/abimee.pdf"), "%PDF-1.7");
  mkdirSync(join(place, "node_modules"));
  symlinkSync(PACKAGE, join(place, "node_modules/ocr-facture-api"));
  for (const name of ["@types", "undici-types", "express"]) symlinkSync(join(PACKAGE, "node_modules", name), join(place, "node_modules", name));
  for (const name of examples) copyFileSync(join(EXAMPLES, name), join(place, name));
  return place;
}

for (const guide of GUIDES) {
  test(`the code of ${guide}`, async () => {
    const text = readFileSync(join(ROOT, guide), "utf8");
    const blocks = [...text.matchAll(/^```js\n([^]*?)^```/gm)].map(([, block]) => block);
    assert.ok(blocks.length > 0);
    const place = here();
    const told = await run(process.execPath, ["--input-type=module", "-e", blocks.join("\n")], { cwd: place });
    const expected = [...blocks.join("\n").matchAll(/\/\/ → (.*)$/gm)].map(([, line]) => line);
    assert.deepEqual(told.stdout.replaceAll("\u202f", " ").replaceAll("\u00a0", " ").split("\n").slice(0, -1), expected);
    writeFileSync(join(place, "guide.mts"), blocks.join("\n"));
    const strict = ["--strict", "--noEmit", "--target", "es2022", "--module", "node16", "--types", "node"];
    const judged = await run(join(PACKAGE, "node_modules/.bin/tsc"), [...strict, "--preserveSymlinks", "guide.mts"], {
      cwd: place,
    }).catch((error) => error);
    assert.equal(judged.stdout, "");
  });
}

for (const example of examples.filter((name) => name !== "recipe_express.mjs")) {
  test(`the example ${example}`, async () => {
    const { stdout, stderr } = await run(process.execPath, ["--preserve-symlinks", example], { cwd: here() });
    assert.ok(stdout.length > 0);
    assert.equal(stderr, "");
  });
}

test("the example recipe_express.mjs", { timeout: 60_000 }, async () => {
  const service = spawn(process.execPath, ["recipe_express.mjs", "0"], { cwd: here(), stdio: ["ignore", "pipe", "inherit"] });
  try {
    const [line] = await once(service.stdout, "data");
    const address = String(line).trim();
    const post = (body) => fetch(address, { method: "POST", body, headers: { "content-type": "application/pdf" } });
    const read = await post(pdf);
    assert.equal(read.status, 200);
    assert.equal((await read.json()).invoice.number, "FA-2026-0042");
    const refused = await post("%PDF-1.7");
    assert.equal(refused.status, 422);
    assert.equal((await refused.json()).code, "unreadable");
    assert.equal((await post(Buffer.alloc(11_000_000))).status, 413);
  } finally {
    service.kill();
    await once(service, "exit");
  }
});

test("there is an example a verb, by the names of the other languages", () => {
  const python = readdirSync(join(ROOT, "examples/python")).filter((name) => name.endsWith(".py"));
  const theirs = python.map((name) => name.replace(".py", "")).filter((name) => name !== "asynchronous");
  const ours = new Set(examples.map((name) => name.replace(".mjs", "")));
  for (const verb of ["extract", "batch", "check", "validate", "generate", "ubl", "convert", "parse", "export"]) {
    assert.ok(ours.has(verb), verb);
    assert.ok(theirs.includes(verb), verb);
  }
});
