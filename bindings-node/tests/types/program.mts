// A program of a user in TypeScript, judged by `tsc --strict` and never run.

import { createReadStream } from "node:fs";
import {
  Batch,
  type BatchItem,
  type Decimal,
  type Extraction,
  type InvoiceInput,
  OCRFactureAPI,
  OCRFactureCancelledError,
  OCRFactureError,
  OCRFactureInvalidInvoiceError,
  type Report,
  amounts,
  verifyWebhook,
} from "ocr-facture-api";

const api = new OCRFactureAPI({ cache: "dossier", concurrency: 2 });

const read: Extraction = await api.extractFromFile(new URL("file:///a.pdf"), {
  pages: [1],
  preprocess: { deskew: true, denoise: 0.5 },
  limits: { bytes: 1000 },
  signal: AbortSignal.timeout(1000),
});
const gross: Decimal | null = read.invoice.totals.gross;
const cents: bigint = amounts.toCents(gross ?? "0");
const box: number | undefined = read.fields["totals.gross"]?.box?.[0];
const kind: "pdf_text" | "pdf_scan" | "image" | "factur_x" | "cii" | "ubl" = read.document.kind;

await api.extractFromBytes(new Uint8Array(1));
await api.extractFromBytes(new ArrayBuffer(1));
await api.extractFromBytes(new Blob([]));
await api.extractFromBytes(new Blob([]).stream());
await api.extractFromBytes(createReadStream("a.pdf"));
await api.validate({ base64: "" }, { all: true, rulesets: ["xsd"], today: "2026-11-02" });

const mine: InvoiceInput = { number: "FA-1", lines: [{ quantity: 2, net_price: "95.00", vat: { rate: 20n } }] };
const report: Report = await api.checkCompliance(mine, { transaction: "b2b" });
const made = await api.generateFacturx({ ...read.invoice, number: "FA-2" }, "page.pdf", { profile: "extended" });
const pdf: Buffer = made.pdf;
const xml: string = await api.generateXml(mine, { syntax: "ubl" });

const batch: Batch = api.batchExtract(["a.pdf", { name: "b", document: pdf }], {
  text: true,
  progress: ({ done, failed, total }) => console.log(done, failed, total?.toFixed()),
});
const remote = new OCRFactureAPI({ baseUrl: "https://a", apiKey: "k", maxRetries: 2 });
const left: number | undefined = (await remote.quota({ requestId: "r" })).limits[0]?.remaining;
const sent: number = verifyWebhook("whsec_", new Headers(), new Uint8Array()).timestamp;
const items: BatchItem[] = [];
for await (const item of batch) {
  items.push(item);
  if (item.ok) console.log(item.result.invoice.number);
  else console.log(item.error.code, item.error.retryAfter?.toFixed());
}
const csv: Buffer = await api.export(items, "csv");

try {
  await api.generateFacturx({});
} catch (error) {
  if (error instanceof OCRFactureInvalidInvoiceError) console.log(error.reasons.map(({ path }) => path.length));
  else if (error instanceof OCRFactureCancelledError) console.log(error.cause);
  else if (error instanceof OCRFactureError && error.code === "too_large") console.log(error.context["limit"]);
}

// @ts-expect-error an option that does not exist
await api.extractFromFile("a.pdf", { langage: "fra" });
// @ts-expect-error a choice that does not exist
await api.extractFromFile("a.pdf", { ocr: "sometimes" });
// @ts-expect-error a number is no document
await api.validate(12);
// @ts-expect-error results do not change
read.invoice.number = "F2";
// @ts-expect-error an amount may be absent
gross.length;
// @ts-expect-error codes are known
if (new OCRFactureError("m").code === "moonstruck") console.log();

console.log(left, sent, cents, box, kind, report.score, xml, csv);
