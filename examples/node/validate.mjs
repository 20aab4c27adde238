// Dit si une plateforme acceptera une facture électronique. Tells whether a platform will take an e-invoice.

import { OCRFactureAPI } from "ocr-facture-api";

const api = new OCRFactureAPI();
const report = await api.validate("facturx.pdf");

for (const { id, version, status, why } of report.rulesets) {
  console.log(`${id} ${version} : ${status}${why === null ? "" : ` (${why.fr})`}`);
}
for (const { rule, xpath, message, severity, status } of report.findings) {
  if (status === "failed" && severity === "fatal") console.log(`${rule} ${xpath} : ${message.fr}`);
}
