// Écrit une Factur-X. Writes a Factur-X.

import { writeFile } from "node:fs/promises";

import { OCRFactureAPI, OCRFactureInvalidInvoiceError } from "ocr-facture-api";

const invoice = {
  number: "FA-2026-0043",
  issue_date: "2026-11-03",
  due_date: "2026-12-03",
  seller: {
    name: "Atelier Dupont",
    siren: "732829320",
    vat_id: "FR44732829320",
    address: { lines: ["12 rue des Lilas"], post_code: "69003", city: "Lyon", country: "FR" },
  },
  buyer: {
    name: "Café du Port",
    siren: "552713000",
    address: { lines: ["3 quai Nord"], post_code: "13002", city: "Marseille", country: "FR" },
  },
  // Un montant est un texte ou un entier, jamais un flottant. An amount is a text or an integer, never a float.
  lines: [{ name: "Pose", quantity: 2, net_price: "95.00", vat: { rate: 20 } }],
};

const api = new OCRFactureAPI();
try {
  const made = await api.generateFacturx(invoice, null, { accent: "#1b3a5c" });
  await writeFile("nouvelle.pdf", made.pdf);
  console.log(`nouvelle.pdf : Factur-X ${made.profile}, ${made.pdf.length} octets`);
  for (const { code, message } of made.warnings) console.log(`${code} : ${message}`);
} catch (error) {
  if (!(error instanceof OCRFactureInvalidInvoiceError)) throw error;
  for (const { path, message_fr } of error.reasons) console.error(`${path} : ${message_fr}`);
  process.exitCode = 1;
}
