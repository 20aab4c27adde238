// A signal stops the work, and not only the waiting.

import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { test } from "node:test";

import { OCRFactureAPI, OCRFactureCancelledError } from "ocr-facture-api";

import { api, long, pdf } from "./common.mjs";

/** Whether the engine is free at once: its one thread is not still at the work given up. */
async function isFree(one) {
  const before = performance.now();
  await one.extractFromBytes(pdf);
  return performance.now() - before;
}

test("the promise is rejected, and the thread is free again", async () => {
  const document = await long();
  const one = new OCRFactureAPI({ concurrency: 1 });
  const stop = new AbortController();
  const reason = new Error("l'utilisateur est parti");
  const calls = Array.from({ length: 20 }, () => one.validate(document, { all: true, signal: stop.signal }));
  setTimeout(() => stop.abort(reason), 60);
  for (const result of await Promise.allSettled(calls)) {
    const error = result.reason;
    assert.ok(error instanceof OCRFactureCancelledError);
    assert.deepEqual([error.name, error.code, error.cause], ["AbortError", "cancelled", reason]);
  }
  // Twenty of these take many times this; the machine may be busy.
  assert.ok((await isFree(one)) < 2000);
  assert.equal(getEventListeners(stop.signal, "abort").length, 0);
});

test("a signal already given, and one that never comes", async () => {
  await assert.rejects(api.extractFromBytes(pdf, { signal: AbortSignal.abort() }), { name: "AbortError" });
  const stop = new AbortController();
  assert.ok(await api.extractFromBytes(pdf, { signal: stop.signal }));
  assert.equal(getEventListeners(stop.signal, "abort").length, 0);
  stop.abort();
});

test("AbortSignal.timeout", async () => {
  const document = await long();
  await assert.rejects(api.validate(document, { signal: AbortSignal.timeout(30) }), (error) => {
    assert.equal(error.cause.name, "TimeoutError");
    return error.name === "AbortError";
  });
});

test("a stream that is waited for is let go", async () => {
  const stop = new AbortController();
  let left;
  const silent = new ReadableStream({ cancel: (reason) => void (left = reason ?? true) });
  const reading = api.extractFromBytes(silent, { signal: stop.signal });
  setTimeout(() => stop.abort(), 10);
  await assert.rejects(reading, { code: "cancelled" });
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.ok(left);
});

test("a batch is stopped", async () => {
  const document = await long();
  const stop = new AbortController();
  const batch = api.batchExtract(Array(200).fill(document), { signal: stop.signal });
  setTimeout(() => stop.abort(), 30);
  await assert.rejects(
    async () => {
      for await (const item of batch) assert.ok(item.ok);
    },
    { name: "AbortError" },
  );
  assert.deepEqual(await batch.next(), { done: true, value: undefined });
  assert.equal(getEventListeners(stop.signal, "abort").length, 0);
});
