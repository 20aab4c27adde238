#!/usr/bin/env node
// `npx ocr-facture-api extract FICHIER…`: a first look without a line of code. The whole command is the Rust one, whose
// exit codes these are.

import { parseArgs } from "node:util";

import { type BatchItem, OCRFactureAPI, OCRFactureError, version } from "./index.js";
import type { Format } from "./types.js";

const USAGE = `npx ocr-facture-api extract [--json | --ndjson | --csv | --csv-lines] FICHIER…
Lit des factures, sur cette machine. « - » pour l'entrée standard.
Codes de sortie : 0 tout est lu, 1 une partie, 2 commande mal écrite, 3 rien.
`;

/** Formats by their flags. */
const FORMATS: Readonly<Record<string, Format>> = { ndjson: "ndjson", csv: "csv", "csv-lines": "csv_lines" };

/** The invoice in one line. */
function summary(item: BatchItem): string {
  if (!item.ok) return `${item.name} : ${item.error.code} : ${item.error.message}`;
  const { number, issue_date, seller, totals, currency } = item.result.invoice;
  const amounts = `HT ${totals.net ?? "?"} · TVA ${totals.tax ?? "?"} · TTC ${totals.gross ?? "?"} ${currency ?? ""}`;
  return `${item.name} : ${[number ?? "?", issue_date ?? "?", seller.name ?? "?", amounts.trim()].join(" · ")}`;
}

async function main(): Promise<number> {
  const flag = { type: "boolean" } as const;
  const options = { json: flag, ndjson: flag, csv: flag, "csv-lines": flag, version: flag, help: flag };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.version === true) return write(`${version}\n`, 0);
  if (values.help === true) return write(USAGE, 0);
  const [verb, ...files] = positionals;
  if (verb !== "extract" || files.length === 0) throw new TypeError("il faut le verbe extract, et des fichiers.");
  const documents = files.map((file) => (file === "-" ? { name: "-", document: process.stdin } : file));
  const api = new OCRFactureAPI();
  const items: BatchItem[] = [];
  const form = Object.keys(FORMATS).find((name) => values[name as keyof typeof values] === true);
  for await (const item of api.batchExtract(documents)) {
    items.push(item);
    const told = `${summary(item)}\n`;
    if (!item.ok) process.stderr.write(told);
    else if (form === undefined && values.json !== true) process.stdout.write(told);
  }
  if (form !== undefined) process.stdout.write(await api.export(items, FORMATS[form]));
  if (values.json === true) {
    const told = items.map(({ name, result, error }) => ({ path: name, result, error }));
    process.stdout.write(`${JSON.stringify(files.length === 1 && items[0]?.ok === true ? items[0].result : told)}\n`);
  }
  const read = items.filter(({ ok }) => ok).length;
  return read === items.length ? 0 : read > 0 ? 1 : 3;
}

function write(text: string, code: number): number {
  process.stdout.write(text);
  return code;
}

// Who reads our output may have seen enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 4));
main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    process.stderr.write(error instanceof OCRFactureError ? `${error.code} : ${error.message}\n` : `${error.message}\n${USAGE}`);
    process.exitCode = error instanceof OCRFactureError ? 3 : 2;
  },
);
