// A document is a path, bytes, a Blob, a stream or base64.

import assert from "node:assert/strict";
import { createReadStream, writeFileSync } from "node:fs";
import { test } from "node:test";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { pathToFileURL } from "node:url";

import {
  OCRFactureNotFoundError,
  OCRFactureTooLargeError,
  OCRFactureUnreadableError,
  OCRFactureValidationError,
} from "ocr-facture-api";

import { api, facturx, folder } from "./common.mjs";

const base64 = facturx.toString("base64");
const alone = new Uint8Array(facturx).buffer;

function shared() {
  const bytes = new Uint8Array(new SharedArrayBuffer(facturx.length));
  bytes.set(facturx);
  return bytes;
}

async function* chunks() {
  for (let at = 0; at < facturx.length; at += 1000) yield facturx.subarray(at, at + 1000);
}

const contents = {
  Buffer: () => facturx,
  Uint8Array: () => new Uint8Array(facturx),
  DataView: () => new DataView(alone),
  ArrayBuffer: () => alone,
  SharedArrayBuffer: shared,
  Blob: () => new Blob([facturx]),
  "Readable of a file": () => {
    const path = join(folder(), "a.pdf");
    writeFileSync(path, facturx);
    return createReadStream(path);
  },
  "Readable.from": () => Readable.from(chunks()),
  ReadableStream: () => new Blob([facturx]).stream(),
  generator: () => chunks(),
  "{ base64 }": () => ({ base64 }),
};

for (const [name, content] of Object.entries(contents)) {
  test(`a document: ${name}`, async () => {
    assert.equal((await api.parseFacturx(content())).invoice.number, "FA-2026-0042");
    if (name !== "{ base64 }") assert.equal((await api.extractFromBytes(content())).document.kind, "factur_x");
    assert.equal((await api.validate(content())).verdict, "passed");
  });
}

test("paths, URLs and data URIs", async () => {
  const path = join(folder(), "une facture.pdf");
  writeFileSync(path, facturx);
  const uri = `data:application/pdf;base64,${base64}`;
  for (const document of [path, pathToFileURL(path), uri, new URL(uri)]) {
    assert.equal((await api.parseFacturx(document)).invoice.number, "FA-2026-0042");
  }
  for (const text of [base64, uri]) {
    assert.equal((await api.extractFromBase64(text)).invoice.number, "FA-2026-0042");
  }
  assert.equal((await api.extractFromFile(pathToFileURL(path))).invoice.number, "FA-2026-0042");
});

test("what is no document is refused as such", async () => {
  for (const wrong of [undefined, null, 12, true, Symbol("a"), [], new URL("https://example.org/a.pdf"), { a: 1 }]) {
    await assert.rejects(api.validate(wrong), OCRFactureValidationError, String(wrong?.constructor?.name));
  }
  await assert.rejects(api.extractFromBytes("facture.pdf"), OCRFactureValidationError);
  await assert.rejects(api.extractFromFile(facturx), OCRFactureValidationError);
  await assert.rejects(api.extractFromBase64("*"), { code: "invalid_input" });
  await assert.rejects(api.validate({ base64: "*" }), { code: "invalid_input" });
  await assert.rejects(api.validate("data:application/pdf"), { code: "invalid_input" });
  await assert.rejects(api.extractFromBytes(new Uint8Array()), { code: "invalid_input" });
});

test("a stream that fails, that is endless, that is text", async () => {
  const broken = Readable.from(
    (async function* () {
      yield facturx.subarray(0, 10);
      throw new Error("la ligne est coupée");
    })(),
  );
  await assert.rejects(api.extractFromBytes(broken), (error) => {
    assert.ok(error instanceof OCRFactureUnreadableError);
    assert.match(error.cause.message, /coupée/);
    return true;
  });
  await assert.rejects(api.extractFromBytes(createReadStream("/nulle/part.pdf")), OCRFactureNotFoundError);
  let left = false;
  const endless = (async function* () {
    try {
      for (;;) yield Buffer.alloc(1000);
    } finally {
      left = true;
    }
  })();
  await assert.rejects(api.extractFromBytes(endless, { limits: { bytes: 50_000 } }), (error) => {
    assert.ok(error instanceof OCRFactureTooLargeError);
    assert.deepEqual(error.context, { limit: "bytes", value: "50000" });
    return true;
  });
  assert.ok(left);
  await assert.rejects(api.extractFromBytes(new Blob([facturx]), { limits: { bytes: 100 } }), OCRFactureTooLargeError);
  const text = new PassThrough({ encoding: "utf8" });
  text.end("bonjour");
  await assert.rejects(api.extractFromBytes(text), OCRFactureValidationError);
});
