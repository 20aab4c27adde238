// Every verb, with its options.

import assert from "node:assert/strict";
import { test } from "node:test";
import { join } from "node:path";
import { readdirSync, writeFileSync } from "node:fs";

import { OCRFactureAPI, OCRFactureInvalidInvoiceError, OCRFactureValidationError, version } from "ocr-facture-api";

import { api, facturx, folder, invoice, pdf, xmlExamples } from "./common.mjs";

test("reads a page, with where each value comes from", async () => {
  const result = await api.extractFromBytes(pdf);
  assert.equal(result.document.kind, "pdf_text");
  assert.equal(result.invoice.number, "FA-2026-0042");
  assert.equal(result.invoice.totals.gross, "228.00");
  assert.equal(result.invoice.issue_date, "2026-11-02");
  const evidence = result.fields["totals.gross"];
  assert.equal(evidence.page, 1);
  assert.equal(evidence.origin, "text");
  assert.equal(evidence.box.length, 4);
  assert.equal(result.text, null);
  assert.match((await api.extractFromBytes(pdf, { text: true })).text, /FA-2026-0042/);
});

test("reads the XML alone", async () => {
  for (const example of xmlExamples) assert.ok((await api.parseFacturx(example)).invoice.number);
  assert.deepEqual((await api.parseFacturx(facturx)).document.pages, []);
});

test("judges documents and invoices", async () => {
  const report = await api.validate(facturx, { all: true });
  assert.equal(report.verdict, "passed");
  assert.ok(report.findings.some((finding) => finding.rule === "BR-CO-10"));
  const judged = await api.checkCompliance(pdf, { today: "2026-11-02", transaction: "b2b" });
  assert.equal(judged.as_of, "2026-11-02");
  const options = { today: "2026-11-02" };
  assert.deepEqual(await api.checkCompliance(invoice, options), await api.checkInvoice(invoice, options));
});

test("writes Factur-X, CII and UBL", async () => {
  const made = await api.generateFacturx(invoice, undefined, { profile: "extended", now: "2026-11-02T10:00:00" });
  assert.ok(Buffer.isBuffer(made.pdf) && made.pdf.subarray(0, 5).equals(Buffer.from("%PDF-")));
  assert.match(made.xml.toString(), /CrossIndustryInvoice/);
  assert.equal(made.page, "drawn");
  const again = await api.generateFacturx(invoice, null, { profile: "extended", now: "2026-11-02T10:00:00" });
  assert.ok(again.pdf.equals(made.pdf));
  assert.match((await api.generateFacturx(invoice, pdf)).page, /as_is|mended/);
  assert.match((await api.convertToFacturx(pdf)).page, /as_is|mended/);
  assert.match(await api.generateXml(invoice), /CrossIndustryInvoice/);
  assert.match(await api.generateXml(invoice, { syntax: "ubl" }), /oasis:names/);
  const dot = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  assert.ok((await api.generateFacturx(invoice, null, { logo: dot })).pdf.length > 0);
});

test("an invoice that was read is written again", async () => {
  const { invoice: read } = await api.extractFromBytes(pdf);
  const made = await api.generateFacturx({ ...read, number: "FA-2" });
  assert.equal((await api.parseFacturx(made.pdf)).invoice.number, "FA-2");
});

test("amounts handed in are exact", async () => {
  const lines = [{ ...invoice.lines[0], quantity: 3n, net_price: 10 }];
  const xml = await api.generateXml({ ...invoice, lines });
  assert.match(xml, /LineTotalAmount>30/);
  const wrong = { ...invoice, lines: [{ ...invoice.lines[0], net_price: 12.1 }] };
  const refused = (error) =>
    error instanceof OCRFactureValidationError && error.context.field === "lines.0.net_price" && /12.1/.test(error.message);
  await assert.rejects(api.generateXml(wrong), refused);
  await assert.rejects(api.checkCompliance({ ...invoice, issue_date: new Date() }), /issue_date/);
  await assert.rejects(api.generateXml({ ...invoice, lines: [{ quantity: 2 ** 60 }] }), /quantity/);
});

test("all that an invoice lacks is told at once", async () => {
  await assert.rejects(api.generateFacturx({ number: "FA-2" }), (error) => {
    assert.ok(error instanceof OCRFactureInvalidInvoiceError);
    assert.ok(error.reasons.length > 1);
    assert.ok(error.reasons.some(({ path, code }) => path === "seller.name" && code === "required"));
    assert.deepEqual(error.toJSON().reasons, error.reasons);
    return true;
  });
});

test("what may be asked for", async () => {
  const { verdict, siren } = await api.validateVat("FR 44 732 829 320");
  assert.deepEqual([verdict, siren], ["passed", "732829320"]);
  assert.equal((await api.validateVat("FR00732829320")).verdict, "failed");
  assert.ok((await api.languages()).languages.some(({ code }) => code === "fra"));
  assert.deepEqual(await api.quota(), { plan: null, limits: [] });
});

test("exports, errors among them", async () => {
  const read = await api.extractFromBytes(pdf);
  const error = await api.extractFromBytes(Buffer.from("%PDF-1.7")).catch((error) => error);
  const rows = [read, { name: "b.pdf", result: read }, { name: "c.pdf", error }];
  const csv = (await api.export(rows)).toString();
  assert.match(csv, /document-1/);
  assert.match(csv, /c\.pdf,unreadable/);
  assert.equal((await api.export(rows, "ndjson")).toString().trim().split("\n").length, 3);
  assert.equal((await api.export([read], "xlsx")).subarray(0, 2).toString(), "PK");
  assert.match((await api.export(api.batchExtract([{ name: "d.pdf", document: pdf }]), "csv_lines")).toString(), /d\.pdf/);
});

test("keeps what it has read, where it is told to", async () => {
  const cache = folder();
  const keeping = new OCRFactureAPI({ cache });
  const first = await keeping.extractFromBytes(pdf);
  assert.ok(readdirSync(cache).length > 0);
  assert.deepEqual(await keeping.extractFromBytes(pdf), first);
});

test("many calls at once, and few threads", async () => {
  const one = new OCRFactureAPI({ concurrency: 1 });
  const results = await Promise.all(Array.from({ length: 50 }, () => one.extractFromBytes(pdf)));
  assert.equal(new Set(results.map((result) => JSON.stringify(result))).size, 1);
  for (const concurrency of [0, -1, 1.5, Number.NaN]) {
    assert.throws(() => new OCRFactureAPI({ concurrency }), OCRFactureValidationError);
  }
});

test("bytes may change once the call is made", async () => {
  const mine = Buffer.from(pdf);
  const reading = api.extractFromBytes(mine);
  await Promise.resolve();
  await Promise.resolve();
  mine.fill(0);
  assert.equal((await reading).invoice.number, "FA-2026-0042");
});

test("the version is told", () => {
  assert.match(version, /^\d+\.\d+\.\d+/);
});

test("a path may hold anything", async () => {
  const path = join(folder(), "facture d'été n°1 %20.pdf");
  writeFileSync(path, pdf);
  assert.equal((await api.extractFromFile(path)).invoice.number, "FA-2026-0042");
});
