// The quick start, run by fresh.mjs where nothing but the package is installed.

import { readFile, writeFile } from "node:fs/promises";

import { OCRFactureAPI, amounts } from "ocr-facture-api";

const api = new OCRFactureAPI();
const made = await api.generateFacturx(JSON.parse(await readFile("facture.json", "utf8")));
await writeFile("facture.pdf", made.pdf);
const result = await api.extractFromFile("facture.pdf");
const { number, totals } = result.invoice;
console.log(number, amounts.format(totals.gross), result.fields["totals.gross"].confidence);
const report = await api.validate("facture.pdf");
console.log(report.verdict, report.score);
if (report.verdict !== "passed") process.exit(1);
