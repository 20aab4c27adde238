// The package as others take it: its types, its shape, its version; and the types drawn from the schema.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

import { version } from "ocr-facture-api";

import { drawn } from "../generate.mjs";
import { PLATFORMS, mainManifest } from "../pack.mjs";
import { PACKAGE, ROOT, folder } from "./common.mjs";

const run = promisify(execFile);
const tool = (name) => join(PACKAGE, "node_modules/.bin", name);

/** What a tool has to say, when it is not content. */
const judged = (name, ...args) =>
  run(tool(name), args, { cwd: PACKAGE }).then(
    () => "",
    ({ stdout, stderr }) => stdout + stderr,
  );

test("the types are what the schema makes them", () => {
  for (const [name, text] of Object.entries(drawn())) {
    assert.ok(readFileSync(join(PACKAGE, "js", name), "utf8") === text, `${name} : node bindings-node/generate.mjs`);
  }
});

test("a strict program compiles, from import and from require", async () => {
  assert.equal(await judged("tsc", "-p", "tests/types"), "");
});

test("the package is well made", async () => {
  const out = folder();
  await run(process.execPath, [join(PACKAGE, "pack.mjs"), out]);
  const archive = join(out, `ocr-facture-api-${version}.tgz`);
  assert.equal(await judged("attw", archive, "--format", "ascii"), "");
  assert.equal(await judged("publint", archive, "--strict"), "");
});

test("one version, that of the workspace", () => {
  const workspace = /^version = "(.+)"$/m.exec(readFileSync(join(ROOT, "Cargo.toml"), "utf8"))[1];
  const manifest = mainManifest();
  assert.deepEqual([manifest.version, version], [workspace, workspace]);
  assert.deepEqual(new Set(Object.values(manifest.optionalDependencies)), new Set([workspace]));
  assert.equal(Object.keys(manifest.optionalDependencies).length, Object.keys(PLATFORMS).length);
  // Nothing runs when it is installed, and nothing else is.
  assert.deepEqual([manifest.scripts, manifest.dependencies], [undefined, undefined]);
});

test("without its module the package says what is missing", async () => {
  const place = folder();
  mkdirSync(join(place, "dist"));
  writeFileSync(join(place, "package.json"), JSON.stringify({ version }));
  writeFileSync(join(place, "dist/native.js"), readFileSync(join(PACKAGE, "dist/native.js")));
  const lacks = async (change) => {
    const code = `${change}; require(${JSON.stringify(join(place, "dist/native.js"))})`;
    return (await run(process.execPath, ["-e", code]).catch((error) => error)).stderr;
  };
  for (const platform of Object.keys(PLATFORMS)) {
    const [os, cpu, libc] = platform.split("-");
    const set = (name, value) => `Object.defineProperty(process, "${name}", { value: ${JSON.stringify(value)} })`;
    const report = `process.report.getReport = () => ({ header: { glibcVersionRuntime: ${libc === "gnu" ? '"2.36"' : "undefined"} } })`;
    const told = await lacks([set("platform", os), set("arch", cpu), report].join(";"));
    assert.ok(told.includes(`npm install @ocr-facture/node-${platform}@${version}`), told);
  }
  mkdirSync(join(place, "native"));
  for (const libc of ["gnu", "musl"]) {
    writeFileSync(join(place, "native", `ocr-facture.linux-x64-${libc}.node`), "no module");
  }
  assert.match(await lacks('Object.defineProperty(process, "arch", { value: "x64" })'), /ocr-facture\.linux-x64-gnu\.node/);
});
