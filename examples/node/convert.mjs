// Fait une Factur-X d'un PDF, dont la page est gardée. Makes a Factur-X of a PDF, and keeps its page.

import { writeFile } from "node:fs/promises";

import { OCRFactureAPI } from "ocr-facture-api";

const api = new OCRFactureAPI();
const made = await api.convertToFacturx("facture.pdf", { fallback: "image" });

await writeFile("electronique.pdf", made.pdf);
console.log(`electronique.pdf : Factur-X ${made.profile}, page ${made.page}`);
for (const { code, message } of [...made.changes, ...made.warnings]) console.log(`${code} : ${message}`);
