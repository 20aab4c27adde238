// Écrit un classeur des factures d'un dossier. Writes a workbook of the invoices of a folder.

import { readdir, writeFile } from "node:fs/promises";

import { OCRFactureAPI } from "ocr-facture-api";

const api = new OCRFactureAPI();
const names = (await readdir("factures")).filter((name) => name.endsWith(".pdf")).sort();
const items = [];
for await (const item of api.batchExtract(names.map((name) => `factures/${name}`))) items.push(item);

await writeFile("factures.xlsx", await api.export(items, "xlsx"));
console.log(String(await api.export(items, "csv")));
