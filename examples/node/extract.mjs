// Lit une facture. Reads an invoice.

import { OCRFactureAPI, OCRFactureError, amounts } from "ocr-facture-api";

const api = new OCRFactureAPI();
try {
  const { invoice, fields, warnings } = await api.extractFromFile("facture.pdf");
  console.log(invoice.number, invoice.issue_date, invoice.seller.name, "→", invoice.buyer.name);
  for (const line of invoice.lines) console.log(`  ${line.quantity} × ${line.name} : ${line.net_amount}`);
  console.log("TTC", amounts.format(invoice.totals.gross ?? 0));

  // Ce qu'une personne doit relire. What someone should look at again.
  for (const [path, { confidence, raw, page }] of Object.entries(fields)) {
    if (confidence < 0.9) console.log(`à vérifier : ${path}, lu « ${raw} » page ${page}`);
  }
  for (const { code, message } of warnings) console.log(`${code} : ${message}`);
} catch (error) {
  if (!(error instanceof OCRFactureError)) throw error;
  console.error(`${error.code} : ${error.message}`);
  process.exitCode = 1;
}
