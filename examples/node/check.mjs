// Dit si une facture porte tout ce que la loi demande. Tells whether an invoice says all that French law asks.

import { OCRFactureAPI } from "ocr-facture-api";

const api = new OCRFactureAPI();
const report = await api.checkCompliance("facture.pdf", { transaction: "b2b" });

console.log(report.verdict, report.score);
for (const { severity, rule, message, source, fix } of report.findings) {
  console.log(`${severity} ${rule} : ${message.fr} (${source})`);
  if (fix !== null) console.log(`  → ${fix.fr}`);
}
