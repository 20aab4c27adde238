// Many documents: order, progress, errors as values, flat memory.

import assert from "node:assert/strict";
import { File } from "node:buffer";
import { createReadStream } from "node:fs";
import { test } from "node:test";

import { OCRFactureUnreadableError, OCRFactureValidationError } from "ocr-facture-api";

import { api, pdf, twenty } from "./common.mjs";

async function all(batch) {
  const items = [];
  for await (const item of batch) items.push(item);
  return items;
}

test("order, progress, errors", async () => {
  const told = [];
  const paths = twenty();
  const items = await all(api.batchExtract(paths, { concurrency: 2, progress: (at) => told.push(at) }));
  assert.deepEqual(items.map((item) => item.name), paths);
  assert.deepEqual(items.map((item) => item.index), paths.map((_, index) => index));
  assert.deepEqual(items.filter((item) => !item.ok).map((item) => item.index), [7]);
  assert.ok(items[7].error instanceof OCRFactureUnreadableError);
  assert.equal(items[3].result.invoice.number, "FA-2026-0042");
  assert.deepEqual(told.map((at) => at.done), paths.map((_, index) => index + 1));
  assert.deepEqual(told.at(-1), { done: 20, failed: 1, total: 20 });
});

test("shapes and names", async () => {
  const [path] = twenty();
  // A stream is opened when its turn comes: one that fails before anybody listens ends the process.
  function* sources() {
    yield* [path, pdf, { name: "b.pdf", document: pdf }, createReadStream(path), "/nulle/part.pdf", 12];
    yield { base64: pdf.toString("base64") };
    yield { name: "c", document: createReadStream("/nulle/part.pdf") };
    yield new File([pdf], "d.pdf");
  }
  const items = await all(api.batchExtract(sources()));
  const names = [path, "document-2", "b.pdf", path, "/nulle/part.pdf", "document-6", "document-7", "c", "d.pdf"];
  assert.deepEqual(items.map((item) => item.name), names);
  assert.deepEqual(items.map((item) => item.error?.code).filter(Boolean), ["not_found", "invalid_input", "not_found"]);
});

test("nothing is an empty batch, and one document is not several", async () => {
  assert.deepEqual(await all(api.batchExtract([])), []);
  for (const wrong of ["facture.pdf", pdf, { name: "a", document: pdf }]) {
    assert.throws(() => api.batchExtract(wrong), OCRFactureValidationError);
  }
});

test("options are those of extract", async () => {
  const [item] = await all(api.batchExtract([pdf], { text: true }));
  assert.match(item.result.text, /FA-2026/);
  const [refused] = await all(api.batchExtract([pdf], { langage: "fra" }));
  assert.match(refused.error.message, /langage/);
});

test("documents are taken as room is made", async () => {
  let taken = 0;
  let told = 0;
  let most = 0;
  async function* documents() {
    for (; taken < 200; ) {
      taken += 1;
      most = Math.max(most, taken - told);
      yield pdf;
    }
  }
  for await (const item of api.batchExtract(documents(), { concurrency: 2 })) told += Number(item.ok);
  assert.deepEqual([taken, told], [200, 200]);
  assert.ok(most <= 2 * 8 + 1, String(most));
});

test("a result does not wait for the next document", async () => {
  let more;
  async function* slow() {
    yield pdf;
    await new Promise((resolve) => (more = resolve));
    yield pdf;
  }
  const batch = api.batchExtract(slow());
  assert.ok((await batch.next()).value.ok);
  more();
  assert.ok((await batch.next()).value.ok);
  assert.ok((await batch.next()).done);
});

test("a batch can be left", async () => {
  let taken = 0;
  let left = false;
  function* endless() {
    try {
      for (;;) {
        taken += 1;
        yield pdf;
      }
    } finally {
      left = true;
    }
  }
  const batch = api.batchExtract(endless(), { concurrency: 2 });
  for await (const item of batch) if (item.index === 4) break;
  assert.ok(taken < 60 && left);
  assert.deepEqual(await all(batch), []);
});

test("results may be asked for ahead", async () => {
  const batch = api.batchExtract([pdf, pdf, pdf]);
  const asked = await Promise.all([batch.next(), batch.next(), batch.next(), batch.next()]);
  assert.deepEqual(asked.map(({ value }) => value?.index), [0, 1, 2, undefined]);
});

test("what the caller throws comes back, after what was read before", async () => {
  function* broken() {
    yield pdf;
    throw new RangeError("la source");
  }
  const batch = api.batchExtract(broken());
  assert.ok((await batch.next()).value.ok);
  await assert.rejects(batch.next(), /la source/);
  assert.ok((await batch.next()).done);
  const fail = () => {
    throw new RangeError("le suivi");
  };
  await assert.rejects(all(api.batchExtract([pdf, pdf, pdf], { progress: fail })), /le suivi/);
});
