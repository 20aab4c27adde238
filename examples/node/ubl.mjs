// Écrit une facture en UBL. Writes an invoice as UBL.

import { readFile, writeFile } from "node:fs/promises";

import { OCRFactureAPI } from "ocr-facture-api";

const invoice = JSON.parse(await readFile("facture.json", "utf8"));
const api = new OCRFactureAPI();
const xml = await api.generateXml(invoice, { syntax: "ubl" });

await writeFile("facture.xml", xml);
console.log(`facture.xml : ${xml.length} caractères`);
