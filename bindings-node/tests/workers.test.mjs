// In worker threads, and in the loop: nothing holds it up, nothing is left behind.

import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Worker } from "node:worker_threads";

import { OCRFactureAPI } from "ocr-facture-api";

import { PACKAGE, api, facturx, folder, invoice, long, pdf } from "./common.mjs";

/** A worker that runs this, as CommonJS. */
function worker(code, workerData) {
  const head = `const { parentPort, workerData } = require("node:worker_threads");
    const { OCRFactureAPI } = require(${JSON.stringify(PACKAGE)});`;
  return new Worker(`${head}\n${code}`, { eval: true, workerData });
}

test("several workers at once", async () => {
  const expected = JSON.stringify(await api.extractFromBytes(pdf));
  const code = `
    const api = new OCRFactureAPI();
    const work = Array.from({ length: 10 }, () => api.extractFromBytes(workerData));
    Promise.all(work).then((all) => parentPort.postMessage(all.map((one) => JSON.stringify(one))));`;
  const workers = Array.from({ length: 4 }, () => worker(code, pdf));
  for (const told of await Promise.all(workers.map((one) => once(one, "message")))) {
    assert.deepEqual(told[0], Array(10).fill(expected));
  }
  await Promise.all(workers.map((one) => one.terminate()));
});

test("a worker that is ended in the middle of its work", async () => {
  const document = await long();
  const code = `
    const api = new OCRFactureAPI({ concurrency: 1 });
    for (let i = 0; i < 20; i++) api.validate(workerData, { all: true });
    (async () => { for await (const _ of api.batchExtract(Array(100).fill(workerData))); })();
    parentPort.postMessage("begun");`;
  for (let round = 0; round < 5; round += 1) {
    const one = worker(code, document);
    await once(one, "message");
    await sleep(round * 10);
    assert.equal(await one.terminate(), 1);
  }
  // This thread is unharmed, and its engine free.
  assert.equal((await api.extractFromBytes(pdf)).invoice.number, "FA-2026-0042");
});

test("the loop turns while a batch runs", async () => {
  let turns = 0;
  const ticking = setInterval(() => (turns += 1), 1);
  let read = 0;
  for await (const item of api.batchExtract(Array(100).fill(pdf))) read += Number(item.ok);
  clearInterval(ticking);
  assert.equal(read, 100);
  // How late it is, is measured by `make bench`; a loop that is held turns not at all.
  assert.ok(turns > 5, String(turns));
});

test("files are read while the engine works: libuv's threads are not taken", async () => {
  const document = await long();
  const stop = new AbortController();
  const calls = Array.from({ length: 16 }, () => api.validate(document, { all: true, signal: stop.signal }));
  const { readFile, writeFile } = await import("node:fs/promises");
  const path = `${folder()}/a`;
  await writeFile(path, "a");
  for (let i = 0; i < 20; i += 1) assert.equal(await readFile(path, "utf8"), "a");
  stop.abort();
  assert.ok((await Promise.allSettled(calls)).every(({ status }) => status === "rejected"));
});

setFlagsFromString("--expose-gc");
const gc = runInNewContext("gc");

/** Bytes this process holds, once what is garbage is gone; V8 keeps room for more, which does not count. */
async function held() {
  // What was let go is freed by the loop, in two turns.
  for (let turn = 0; turn < 4; turn += 1) {
    gc();
    await sleep(10);
  }
  const { rss, heapTotal, heapUsed } = process.memoryUsage();
  return rss - heapTotal + heapUsed;
}

test("ten thousand calls leave nothing behind", async () => {
  const xml = Buffer.from(await api.generateXml(invoice));
  const stop = new AbortController();
  const round = async (calls) => {
    for (let done = 0; done < calls; done += 100) {
      const work = Array.from({ length: 100 }, (_, i) => {
        if (i % 10 === 9) return api.extractFromBytes(Buffer.from("rien")).catch((error) => assert.ok(error.code));
        if (i === 0) return api.extractFromBytes(pdf, { signal: stop.signal });
        if (i === 1) return api.validate(facturx);
        return api.parseFacturx(xml);
      });
      await Promise.all(work);
    }
  };
  await round(2000);
  const before = await held();
  await round(10_000);
  const grown = ((await held()) - before) / 1e6;
  assert.ok(grown < 24, `${grown.toFixed(1)} MB`);
});

test("clients come and go", async () => {
  const round = async (count) => {
    for (let i = 0; i < count; i += 1) {
      const one = new OCRFactureAPI({ concurrency: 1 });
      await one.parseFacturx(facturx);
      for await (const item of one.batchExtract([facturx])) assert.ok(item.ok);
      if (i % 50 === 0) await sleep(0);
    }
  };
  await round(200);
  const before = await held();
  await round(1000);
  const grown = ((await held()) - before) / 1e6;
  assert.ok(grown < 24, `${grown.toFixed(1)} MB`);
});
