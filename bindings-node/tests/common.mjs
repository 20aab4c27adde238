// Documents every test works on, made by the package itself.

import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";

import { OCRFactureAPI } from "ocr-facture-api";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const PACKAGE = fileURLToPath(new URL("..", import.meta.url));
export const api = new OCRFactureAPI();
export const invoice = JSON.parse(readFileSync(join(ROOT, "examples/facture.json"), "utf8"));

/** A Factur-X. */
export const facturx = (await api.generateFacturx(invoice)).pdf;

/** The same page, whose XML nobody finds. */
export const pdf = Buffer.from(
  facturx.toString("latin1").replaceAll("/EmbeddedFiles", "/NothingAtAll1").replaceAll("/AF ", "/No "),
  "latin1",
);

/** An invoice that takes long to judge: seconds. */
export const long = () => api.generateXml({ ...invoice, lines: Array(5000).fill(invoice.lines[0]) }).then(Buffer.from);

/** Invoices in XML that hold every field there is. */
export const xmlExamples = readdirSync(join(ROOT, "tests/vectors/xml/full"))
  .filter((name) => name.endsWith(".xml"))
  .sort()
  .map((name) => join(ROOT, "tests/vectors/xml/full", name));

/** An empty folder, removed after the test. */
export function folder() {
  const path = mkdtempSync(join(tmpdir(), "ocr-facture-node-"));
  after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Twenty documents, of which the eighth is damaged. */
export function twenty() {
  const place = folder();
  return Array.from({ length: 20 }, (_, index) => {
    const path = join(place, `${String(index).padStart(2, "0")}.pdf`);
    writeFileSync(path, index === 7 ? "%PDF-1.7 nothing" : index % 2 === 0 ? pdf : facturx);
    return path;
  });
}
