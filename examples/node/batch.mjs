// Lit un dossier, en parallèle, dix minutes au plus. Reads a folder, in parallel, for ten minutes at most.

import { readdir } from "node:fs/promises";

import { OCRFactureAPI } from "ocr-facture-api";

const api = new OCRFactureAPI();
const names = (await readdir("factures")).filter((name) => name.endsWith(".pdf")).sort();
const items = api.batchExtract(
  names.map((name) => `factures/${name}`),
  {
    timeout: 60_000,
    signal: AbortSignal.timeout(600_000),
    progress: ({ done, failed, total }) => console.log(`${done}/${total}`, failed > 0 ? `(${failed} en échec)` : ""),
  },
);
for await (const item of items) {
  if (item.ok) console.log(`${item.name} : ${item.result.invoice.number}, ${item.result.invoice.totals.gross}`);
  else console.log(`${item.name} : ${item.error.code}`);
}
