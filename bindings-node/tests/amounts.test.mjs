// Amounts: exact, whatever their size.

import assert from "node:assert/strict";
import { test } from "node:test";

import { OCRFactureValidationError, amounts } from "ocr-facture-api";

test("sums and differences", () => {
  assert.equal(amounts.add("0.1", "0.2"), "0.3");
  assert.equal(amounts.add("1.10", "2.205", 3, 4n), "10.305");
  assert.equal(amounts.add(), "0");
  assert.equal(amounts.add("-0.05", "0.04"), "-0.01");
  assert.equal(amounts.add("-0.05", "0.05"), "0.00");
  assert.equal(amounts.subtract("228.00", "38"), "190.00");
  assert.equal(amounts.add("99999999999999999999.99", "0.01"), "100000000000000000000.00");
});

test("order", () => {
  assert.equal(amounts.compare("1.0", "1.00"), 0);
  assert.equal(amounts.compare("-2", "1"), -1);
  assert.deepEqual(["10", "9.5", "-1"].sort(amounts.compare), ["-1", "9.5", "10"]);
});

test("cents", () => {
  assert.equal(amounts.toCents("228.00"), 22800n);
  assert.equal(amounts.toCents("-0.1"), -10n);
  assert.equal(amounts.toCents("1.2300"), 123n);
  assert.throws(() => amounts.toCents("1.234"), OCRFactureValidationError);
  assert.equal(amounts.fromCents(-5), "-0.05");
  assert.equal(amounts.fromCents(22800n), "228.00");
});

test("as people write it", () => {
  const plain = (text) => text.replace(/[\u00a0\u202f]/g, " ");
  assert.equal(plain(amounts.format("1234567.5")), "1 234 567,50 €");
  assert.equal(plain(amounts.format("-0.5")), "-0,50 €");
  assert.equal(plain(amounts.format("0.125")), "0,125 €");
  assert.equal(amounts.format("12345678901234567890.129", { locale: "en-US", currency: "USD" }), "$12,345,678,901,234,567,890.129");
  assert.equal(amounts.format("500", { locale: "en-US", currency: "JPY" }), "¥500");
});

test("what is no amount is refused", () => {
  for (const wrong of ["", "1,5", "1e3", ".5", "5.", "NaN", 0.5, Number.NaN, 2 ** 53, " 1", "+1"]) {
    assert.throws(() => amounts.add(wrong), OCRFactureValidationError, String(wrong));
  }
});
