// Lit le XML d'une Factur-X. Reads the XML of a Factur-X.

import { OCRFactureAPI } from "ocr-facture-api";

const api = new OCRFactureAPI();
const { document, invoice } = await api.parseFacturx("facturx.pdf");

console.log(document.kind, invoice.number);
for (const { rate, tax_amount, taxable_amount } of invoice.vat_breakdown) {
  console.log(`TVA ${rate} % : ${tax_amount} sur ${taxable_amount}`);
}
