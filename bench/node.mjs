#!/usr/bin/env node
// What the Node package costs beside the engine; see README.md. Run it after `make npm`: node --expose-gc bench/node.mjs

import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const COMMAND = join(ROOT, "target/release/ocr-facture");
const [CALLS, ROUNDS, DOCUMENTS] = [100, 9, 1000];

// What `make npm` packed, installed as npm would.
const place = mkdtempSync(join(tmpdir(), "ocr-facture-bench-"));
const packed = JSON.parse(readFileSync(join(ROOT, "target/npm/packages.json"), "utf8"));
for (const { manifest, filename } of packed) {
  const folder = join(place, "node_modules", manifest.name);
  mkdirSync(folder, { recursive: true });
  execFileSync("tar", ["xzf", join(ROOT, "target/npm", filename), "--strip-components=1", "-C", folder]);
}
const require = createRequire(join(place, "bench.js"));
const { OCRFactureAPI } = require("ocr-facture-api");
const { native } = require(join(place, "node_modules/ocr-facture-api/dist/native.js"));

const line = (name, value) => console.log(`${name.padEnd(62)} ${value.padStart(12)}`);

/** Milliseconds of processor, of all threads. */
function spent() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Milliseconds of processor a call, in the best of some rounds. */
async function best(call) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = spent();
    for (let i = 0; i < CALLS; i += 1) await call();
    rounds.push((spent() - before) / CALLS);
  }
  return Math.min(...rounds);
}

/** How late the loop turns while something is done: milliseconds, sorted. */
async function lateness(work) {
  const late = [];
  let due = performance.now() + 2;
  const tick = () => {
    late.push(Math.max(0, performance.now() - due));
    due = performance.now() + 2;
    timer = setTimeout(tick, 2);
  };
  let timer = setTimeout(tick, 2);
  await work();
  clearTimeout(timer);
  return late.sort((a, b) => a - b);
}

async function calls(api, page) {
  const engine = new native.Engine();
  const request = '{"verb":"extract_from_bytes"}';
  const bare = await best(() => engine.call(request, page));
  const nothing = await best(() => engine.call(request));
  const typed = (await best(() => api.extractFromBytes(page))) - bare;
  line("a page of text: the engine's JSON", `${bare.toFixed(2)} ms`);
  line("  its result, an object", `+ ${typed.toFixed(2)} ms`);
  line("a call with nothing to do: promise, thread, error", `${nothing.toFixed(3)} ms`);
  line("a call, beside the engine's own work", `${(nothing + Math.max(0, typed)).toFixed(2)} ms`);
}

async function abort(api, invoice) {
  const document = Buffer.from(await api.generateXml({ ...invoice, lines: Array(5000).fill(invoice.lines[0]) }));
  const engine = new native.Engine(undefined, 1);
  const times = [];
  for (let round = 0; round < 20; round += 1) {
    const flag = new native.Cancel();
    const work = engine.call('{"verb":"validate","options":{"all":true}}', document, undefined, flag);
    await new Promise((resolve) => setTimeout(resolve, 10 + 15 * round));
    const before = performance.now();
    flag.cancel();
    if (!(await work).ok) times.push(performance.now() - before);
  }
  line(`from the signal to the end of the work, the worst of ${times.length}`, `${Math.max(...times).toFixed(0)} ms`);
}

async function batch(api, paths) {
  const read = async () => {
    let count = 0;
    for await (const item of api.batchExtract(paths)) count += Number(item.ok);
    if (count !== DOCUMENTS) throw new Error(`${count} of ${DOCUMENTS}`);
  };
  await read();
  globalThis.gc?.();
  const held = process.memoryUsage().rss;
  const [walls, processors] = [[], []];
  let late = [];
  for (let round = 0; round < 3; round += 1) {
    const [before, started] = [spent(), performance.now()];
    late = late.concat(await lateness(read));
    walls.push(performance.now() - started);
    processors.push(spent() - before);
  }
  globalThis.gc?.();
  late.sort((a, b) => a - b);
  line(`batchExtract of ${DOCUMENTS} pages`, `${(Math.min(...processors) / 1000).toFixed(2)} s`);
  line("  a second, on this machine now", (DOCUMENTS / (Math.min(...walls) / 1000)).toFixed(0));
  line("  the loop is late by, 99 times of 100", `${late[Math.floor(late.length * 0.99)].toFixed(1)} ms`);
  line("  at most", `${late.at(-1).toFixed(1)} ms`);
  line(`  memory after ${3 * DOCUMENTS} more`, `+ ${((process.memoryUsage().rss - held) / 1e6).toFixed(1)} MB`);
  return { wall: Math.min(...walls), processor: Math.min(...processors) };
}

/** The same documents through the Rust command. */
function command(folder, ours) {
  const [walls, processors] = [[], []];
  for (let round = 0; round < 3; round += 1) {
    const started = performance.now();
    const script = `"${COMMAND}" extract --ndjson --quiet "${folder}" >/dev/null && times`;
    const { status, stdout } = spawnSync("sh", ["-c", script], { encoding: "utf8" });
    if (status !== 0) return;
    walls.push(performance.now() - started);
    const seconds = [...stdout.trim().split("\n")[1].matchAll(/(\d+)m([\d.]+)s/g)];
    processors.push(seconds.reduce((sum, [, minutes, rest]) => sum + 60 * minutes + Number(rest), 0) * 1000);
  }
  line("  the same by the Rust command", `${(Math.min(...processors) / 1000).toFixed(2)} s`);
  line("  a second", (DOCUMENTS / (Math.min(...walls) / 1000)).toFixed(0));
  line("  the Node package's pace over the command's", (Math.min(...walls) / ours.wall).toFixed(2));
}

try {
  console.log("Node package (processor time)");
  const api = new OCRFactureAPI();
  const invoice = JSON.parse(readFileSync(join(ROOT, "examples/facture.json"), "utf8"));
  const made = (await api.generateFacturx(invoice)).pdf.toString("latin1");
  // The same page, whose XML nobody finds.
  const hidden = made.replaceAll("/EmbeddedFiles", "/NothingAtAll1").replaceAll("/AF ", "/No ");
  const page = Buffer.from(hidden, "latin1");
  await calls(api, page);
  await abort(api, invoice);
  const folder = join(place, "factures");
  mkdirSync(folder);
  const paths = Array.from({ length: DOCUMENTS }, (_, index) => join(folder, `${String(index).padStart(4, "0")}.pdf`));
  for (const path of paths) writeFileSync(path, page);
  command(folder, await batch(api, paths));
  for (const { filename, size } of packed) line(filename, `${(size / 1e6).toFixed(2)} MB`);
} finally {
  rmSync(place, { recursive: true });
}
