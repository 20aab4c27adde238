// Un dossier de factures en CSV et en Factur-X, avec ce qui reste à faire. A folder of invoices to CSV and Factur-X.
//
//     node recipe_folder.mjs [dossier] [sortie]
//
// Une facture lue est écrite en Factur-X, page gardée ; ce qui n'a pas pu l'être, et ce que la loi reproche, est listé.

import { mkdir, readdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";

import { OCRFactureAPI, OCRFactureError } from "ocr-facture-api";

const [source = "factures", out = "sortie"] = process.argv.slice(2);
await mkdir(out, { recursive: true });
const names = (await readdir(source)).filter((name) => name.endsWith(".pdf")).sort();

const api = new OCRFactureAPI();
const items = [];
for await (const item of api.batchExtract(names.map((name) => join(source, name)))) {
  items.push(item);
  const name = basename(item.name);
  if (!item.ok) {
    console.log(`${name} : illisible (${item.error.code})`);
    continue;
  }
  try {
    const made = await api.generateFacturx(item.result.invoice, item.name, { fallback: "image" });
    await writeFile(join(out, name), made.pdf);
    const report = await api.checkCompliance(made.pdf);
    console.log(`${name} : Factur-X ${made.profile}, page ${made.page}, ${report.verdict}`);
    const fatal = report.findings.filter(({ status, severity }) => status === "failed" && severity === "fatal");
    for (const { message, rule } of fatal) console.log(`  à corriger : ${message.fr} [${rule}]`);
  } catch (error) {
    if (!(error instanceof OCRFactureError)) throw error;
    console.log(`${name} : pas de Factur-X, ${error.message}`);
    for (const { path, message_fr } of error.reasons) console.log(`  ${path} : ${message_fr}`);
  }
}
await writeFile(join(out, "factures.csv"), await api.export(items, "csv"));
await writeFile(join(out, "lignes.csv"), await api.export(items, "csv_lines"));

console.log(`${items.filter(({ ok }) => ok).length} factures lues sur ${items.length}, dans ${out}/`);
