// One class a code, all under one.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { inspect } from "node:util";

import * as everything from "ocr-facture-api";

import { ROOT, api } from "./common.mjs";

const { OCRFactureError, OCRFactureServerError, OCRFactureUnavailableError } = everything;
const { fromRefusal } = createRequire(import.meta.url)("../dist/errors.js");
const kinds = JSON.parse(readFileSync(join(ROOT, "docs/schema/answers.json"), "utf8")).$defs.ErrorKind;
const codes = kinds.enum ?? kinds.oneOf.map((one) => one.const);

test("every code has its class, and every class its code", () => {
  const classes = codes.map((code) => {
    const error = fromRefusal({ code, message: "m", context: {} });
    assert.notEqual(error.constructor, OCRFactureError, code);
    assert.equal(error.code, code);
    assert.equal(new error.constructor("m").code, code);
    assert.equal(everything[error.constructor.name], error.constructor);
    assert.equal(error.name, code === "cancelled" ? "AbortError" : error.constructor.name);
    return error.constructor;
  });
  assert.equal(new Set(classes).size, codes.length);
  const exported = Object.keys(everything).filter((name) => name.endsWith("Error") && name !== "OCRFactureError");
  assert.deepEqual(exported.sort(), classes.map((kind) => kind.name).sort());
});

test("the classes are those of Python", () => {
  const python = readFileSync(join(ROOT, "bindings-python/python/ocr_facture_api/errors.py"), "utf8");
  const theirs = [...python.matchAll(/^class (\w+)\((\w+)\):/gm)].filter(([, name]) => name.endsWith("Error"));
  const ours = Object.values(everything).filter((kind) => kind?.prototype instanceof OCRFactureError);
  const tree = (pairs) => Object.fromEntries(pairs.sort());
  assert.deepEqual(
    tree(ours.map((kind) => [kind.name, Object.getPrototypeOf(kind).name])),
    tree(theirs.map(([, name, base]) => [name, base]).filter(([name]) => name !== "OCRFactureError")),
  );
});

test("what a server adds is read", () => {
  const context = { request_id: "req_1", status: "503", retry_after: "7" };
  const error = fromRefusal({ code: "unavailable", message: "Plus tard.", context });
  assert.ok(error instanceof OCRFactureUnavailableError && error instanceof OCRFactureServerError);
  assert.deepEqual([error.requestId, error.status, error.retryAfter], ["req_1", 503, 7]);
  const local = fromRefusal({ code: "encrypted", message: "Fermé." });
  assert.deepEqual([local.requestId, local.status, local.retryAfter], [undefined, undefined, undefined]);
});

test("a code of a later version is an error all the same", () => {
  const error = fromRefusal({ code: "moonstruck", message: "m", context: {} });
  assert.equal(error.constructor, OCRFactureError);
  assert.equal(error.code, "moonstruck");
});

test("an error tells all it knows when it is printed", async () => {
  const error = await api.extractFromFile("/nulle/part.pdf").catch((error) => error);
  assert.match(inspect(error), /OCRFactureNotFoundError: Ce fichier[^]*code: 'not_found'[^]*path: '\/nulle\/part.pdf'/);
  assert.deepEqual(JSON.parse(JSON.stringify(error)), {
    code: "not_found",
    message: "Ce fichier ne peut pas être ouvert.",
    context: { path: "/nulle/part.pdf" },
  });
});
