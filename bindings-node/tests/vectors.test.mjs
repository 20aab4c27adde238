// The vectors every language runs: tests/vectors/verbs. Against a server too, where OCR_FACTURE_URL says which.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { test } from "node:test";

import { OCRFactureAPI, OCRFactureError } from "ocr-facture-api";

import { ROOT } from "./common.mjs";

const CASES = join(ROOT, "tests/vectors/verbs");
const DOCUMENTS = join(ROOT, "tests/vectors/documents");
const { native } = createRequire(import.meta.url)("../dist/native.js");
const { fromJson } = createRequire(import.meta.url)("../dist/errors.js");

/** Every verb by the method people call; what it gives is put back into the engine's JSON. */
const VERBS = {
  extract_from_bytes: (api, { options }, document) => api.extractFromBytes(document, options),
  extract_from_file: (api, { path, options }) => api.extractFromFile(path, options),
  extract_from_base64: (api, { text, options }) => api.extractFromBase64(text, options),
  parse_facturx: (api, { options }, document) => api.parseFacturx(document, options),
  check_compliance: (api, { options }, document) => api.checkCompliance(document, options),
  check_invoice: (api, { invoice, options }) => api.checkInvoice(invoice, options),
  validate: (api, { options }, document) => api.validate(document, options),
  generate_facturx: (api, { invoice, options }, document) => api.generateFacturx(invoice, document, options),
  generate_xml: async (api, { invoice, syntax, profile }) => ({ xml: await api.generateXml(invoice, { syntax, profile }) }),
  convert_to_facturx: (api, { options }, document) => api.convertToFacturx(document, options),
  validate_vat: (api, { vat_number }) => api.validateVat(vat_number),
  languages: (api) => api.languages(),
  quota: (api) => api.quota(),
  export: async (api, { format, documents }) => {
    const rows = documents.map(({ path, result, error }) => ({ name: path, result, error }));
    return { data: await api.export(rows, format) };
  },
};
const FIELDS = ["verb", "options", "path", "text", "invoice", "syntax", "profile", "format", "documents", "vat_number"];

/** What no method can be asked goes to the engine as it is. */
async function asIs(request, document) {
  const told = await new native.Engine().call(JSON.stringify(request), document);
  if (!told.ok) throw fromJson(told.text);
  return JSON.parse(told.text);
}

/** The same values as in JSON; a text the case gives the digest of is told by its digest. */
function like(expected, value) {
  if (Buffer.isBuffer(value)) return like(expected, value.toString("base64"));
  if (typeof value === "string" && expected !== null && typeof expected === "object" && "$sha256" in expected) {
    return { $sha256: createHash("sha256").update(value).digest("hex") };
  }
  if (Array.isArray(value)) return value.map((inner, index) => like(expected?.[index], inner));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, like(expected?.[key], inner)]));
}

function judge(told, { answer, error }) {
  if (answer !== undefined) {
    if (told instanceof Error) throw told;
    return assert.deepEqual(like(answer, told), answer);
  }
  assert.ok(told instanceof OCRFactureError, `une erreur ${error.code} était attendue`);
  for (const [key, value] of Object.entries(error)) {
    const ours = told.toJSON()[key];
    // A server adds what it calls the call.
    if (key === "context") assert.deepEqual({ ...ours, ...value }, ours);
    else assert.deepEqual(ours, value);
  }
  if (told.status === undefined && error.context !== undefined) assert.deepEqual(told.toJSON().context, error.context);
  return undefined;
}

function cases() {
  if (!existsSync(CASES)) return [];
  const files = readdirSync(CASES, { recursive: true }).filter((name) => name.endsWith(".json"));
  return files.sort().map((name) => ({ name: `${basename(dirname(name))}/${basename(name, ".json")}`, file: join(CASES, name) }));
}

const baseUrl = process.env.OCR_FACTURE_URL;
const clients = { local: new OCRFactureAPI(), ...(baseUrl === undefined ? {} : { remote: new OCRFactureAPI({ baseUrl }) }) };

for (const [mode, api] of Object.entries(clients)) {
  for (const { name, file } of cases()) {
    const one = JSON.parse(readFileSync(file, "utf8"));
    if (!(one.modes ?? [mode]).includes(mode)) continue;
    test(`${mode} ${name}: ${one.about}`, async (t) => {
      const path = one.document === undefined ? undefined : join(DOCUMENTS, one.document);
      const document = path === undefined ? undefined : readFileSync(path);
      const request = one.request.path === "$document" ? { ...one.request, path } : one.request;
      const known = request.verb in VERBS && Object.keys(request).every((key) => FIELDS.includes(key));
      const asked = known && (document !== undefined || !/bytes|parse|validate$|compliance|convert/.test(request.verb));
      const told = await (asked ? VERBS[request.verb](api, request, document) : asIs(request, document)).catch((error) => error);
      const missing = told instanceof OCRFactureError && ["ocr_unavailable", "language_unavailable"].includes(told.code);
      if (missing && one.needs !== undefined && told.code !== one.error?.code) return t.skip(`il manque ${one.needs}`);
      return judge(told, one);
    });
  }
}
