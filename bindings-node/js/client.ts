// The main class.

import { onAbort } from "./abort.js";
import type { Extraction, Generated, Languages, Quota, Report, VatReport } from "./answers.js";
import { Batch, type BatchItem, type Documents, type Progress } from "./batch.js";
import {
  type Content,
  type Document,
  type Path,
  type Place,
  bytesOf,
  invoiceOf,
  isPlain,
  pathOf,
  placeOf,
} from "./documents.js";
import { OCRFactureError, OCRFactureValidationError, cancelled, fromJson } from "./errors.js";
import type { InvoiceInput } from "./invoice-input.js";
import { type NativeEngine, native } from "./native.js";
import type { CheckOptions, ExtractOptions, Format, GenerateOptions, Profile, Syntax } from "./types.js";

/** Calls made to a server at a time, unless told otherwise. */
const CALLS = 4;

/** Where and how the work is done: in this process, or by the server of `baseUrl`. */
export interface ClientOptions extends ServerOptions {
  /**
   * A folder where what was read is kept: the same bytes with the same options are read once. It holds what the invoices
   * say, in clear, and is never emptied.
   */
  readonly cache?: string;
  /** How many calls are worked on at a time; the others wait. One a core when absent, four to a server. */
  readonly concurrency?: number;
}

/** A server that speaks our API, and how patiently it is called. Times are in milliseconds. */
export interface ServerOptions {
  /** Its address: `https://…`. The work is done in this process when absent. */
  readonly baseUrl?: string;
  /** The caller's key; none for a server that needs none. */
  readonly apiKey?: string;
  /** What a call may take, its retries and the waits between them included: five minutes when absent. */
  readonly timeout?: number;
  /** What a connection may take to stand: ten seconds when absent. */
  readonly connectTimeout?: number;
  /** How many times a call that failed for a while is made again: three when absent. */
  readonly maxRetries?: number;
  /** The longest `Retry-After` that is waited for: a minute when absent. */
  readonly maxWait?: number;
}

/** What every verb takes beside its options. */
export interface CallOptions {
  /** To a server: two calls with the same key are done once. A new key a call when absent. */
  readonly idempotencyKey?: string;
  /** To a server: the id this call has in its logs. */
  readonly requestId?: string;
  /** Stops the work, and rejects the promise with an `OCRFactureCancelledError`. */
  readonly signal?: AbortSignal;
}

/** How a batch is read. */
export interface BatchOptions extends ExtractOptions, Pick<CallOptions, "signal"> {
  /** How many documents are read at a time; as many as the client works on when absent. */
  readonly concurrency?: number;
  /** Called as each document is done, in whatever order. */
  readonly progress?: (at: Progress) => void;
}

/** How an invoice is written as XML alone. */
export interface XmlOptions extends CallOptions {
  /** `cii` when absent. */
  readonly syntax?: Syntax;
  /** `en16931` when absent. */
  readonly profile?: Profile;
}

/** What `export` writes: what was read, or why it was not. */
export type Exported =
  | Extraction
  | BatchItem
  | { readonly name: string; readonly result: Extraction }
  | { readonly name: string; readonly error: OCRFactureError };

interface Call<T> {
  readonly verb: string;
  readonly parts?: Readonly<Record<string, unknown>>;
  readonly options?: CallOptions | undefined;
  /** Where the document is, if the verb takes one. */
  readonly place?: (limit: number, signal: AbortSignal | undefined) => Place | Promise<Place>;
  readonly read: (text: string) => T;
}

/**
 * Reads, judges and writes invoices: in this process and offline, or by the server of `baseUrl`, with the same verbs. One is
 * enough for a whole program.
 */
export class OCRFactureAPI {
  readonly #engine: NativeEngine;
  readonly #concurrency: number;

  constructor(options: ClientOptions = {}) {
    const { cache, concurrency, ...server } = options;
    if (server.baseUrl === undefined) {
      if (Object.values(server).some((value) => value !== undefined)) {
        throw new OCRFactureValidationError("Ces options sont celles d'un serveur : donnez son adresse, `baseUrl`.");
      }
      this.#concurrency = counted(concurrency) ?? native.cores();
      this.#engine = new native.Engine(cache, this.#concurrency);
      return;
    }
    this.#concurrency = counted(concurrency) ?? CALLS;
    const { baseUrl, apiKey, timeout, connectTimeout, maxRetries, maxWait } = server;
    const asked = {
      base_url: baseUrl,
      api_key: apiKey,
      timeout_ms: timeout,
      connect_timeout_ms: connectTimeout,
      max_retries: maxRetries,
      max_wait_ms: maxWait,
    };
    const engine = native.remote(JSON.stringify(asked), this.#concurrency);
    if (typeof engine === "string") throw fromJson(engine);
    this.#engine = engine;
  }

  /** The server of `OCR_FACTURE_URL`, called with the key of `OCR_FACTURE_API_KEY` if there is one. */
  static fromEnv(options: Omit<ClientOptions, "baseUrl" | "apiKey" | "cache"> = {}): OCRFactureAPI {
    const { OCR_FACTURE_URL: baseUrl, OCR_FACTURE_API_KEY: apiKey } = process.env;
    if (baseUrl === undefined || baseUrl === "") {
      throw new OCRFactureValidationError("L'adresse du serveur manque : donnez OCR_FACTURE_URL.");
    }
    return new OCRFactureAPI(apiKey === undefined || apiKey === "" ? { ...options, baseUrl } : { ...options, baseUrl, apiKey });
  }

  /** Reads the invoice in a file. */
  extractFromFile(path: Path, options?: ExtractOptions & CallOptions): Promise<Extraction> {
    const place = (): Place => ({ path: pathOf(path) });
    return this.#call({ verb: "extract_from_bytes", options, place, read: parsed<Extraction> });
  }

  /** Reads the invoice in these bytes, or in this stream. */
  extractFromBytes(content: Content, options?: ExtractOptions & CallOptions): Promise<Extraction> {
    const place = async (limit: number, signal: AbortSignal | undefined): Promise<Place> => ({
      bytes: await bytesOf(content, limit, signal),
    });
    return this.#call({ verb: "extract_from_bytes", options, place, read: parsed<Extraction> });
  }

  /** Reads the invoice in this base64 text, or data URI. */
  extractFromBase64(text: string, options?: ExtractOptions & CallOptions): Promise<Extraction> {
    return this.#call({ verb: "extract_from_base64", parts: { text }, options, read: parsed<Extraction> });
  }

  /**
   * Reads many documents in parallel, from a list or from a generator of any length. Results come in the order of the
   * documents, each with its invoice or its error.
   */
  batchExtract(documents: Documents, options: BatchOptions = {}): Batch {
    const { concurrency, progress, signal, ...rest } = options;
    const threads = counted(concurrency) ?? this.#concurrency;
    const work = {
      engine: this.#engine.lane(threads),
      request: JSON.stringify({ verb: "extract_from_bytes", options: rest }),
      limit: limitOf(rest),
      concurrency: threads,
      progress,
      signal,
    };
    return new Batch(work, documents);
  }

  /** Reads the XML of an e-invoice (Factur-X, CII, UBL), and nothing of its pages. */
  parseFacturx(document: Document, options?: ExtractOptions & CallOptions): Promise<Extraction> {
    return this.#call({ verb: "parse_facturx", options, place: at(document), read: parsed<Extraction> });
  }

  /** Judges any document, or an invoice made by hand, by French law, and an e-invoice by its rulesets. */
  checkCompliance(document: Document | InvoiceInput, options?: CheckOptions & CallOptions): Promise<Report> {
    if (isPlain(document) && !("base64" in document)) return this.checkInvoice(document as InvoiceInput, options);
    const place = at(document as Document);
    return this.#call({ verb: "check_compliance", options, place, read: parsed<Report> });
  }

  /** Judges an invoice made by hand by French law. */
  checkInvoice(invoice: InvoiceInput, options?: CheckOptions & CallOptions): Promise<Report> {
    return this.#call({ verb: "check_invoice", parts: { invoice }, options, read: parsed<Report> });
  }

  /** Judges an e-invoice by the official rules. */
  validate(document: Document, options?: CheckOptions & CallOptions): Promise<Report> {
    return this.#call({ verb: "validate", options, place: at(document), read: parsed<Report> });
  }

  /** Writes the invoice as Factur-X, on this PDF, which is kept, or on a page drawn where there is none. */
  generateFacturx(
    invoice: InvoiceInput,
    pdf?: Document | null,
    options?: GenerateOptions & CallOptions,
  ): Promise<Generated> {
    const document = pdf === undefined || pdf === null ? {} : { place: at(pdf) };
    return this.#call({ verb: "generate_facturx", parts: { invoice }, options, ...document, read: generated });
  }

  /** Writes the invoice as XML alone, CII or UBL. */
  generateXml(invoice: InvoiceInput, options: XmlOptions = {}): Promise<string> {
    const { syntax, profile, ...rest } = options;
    return this.#call({ verb: "generate_xml", parts: { invoice, syntax, profile }, options: rest, read: xmlOf });
  }

  /** Reads any document and writes it as Factur-X. */
  convertToFacturx(document: Document, options?: GenerateOptions & CallOptions): Promise<Generated> {
    return this.#call({ verb: "convert_to_facturx", options, place: at(document), read: generated });
  }

  /** Judges a VAT number by what it says of itself; whether it is in use is not looked up. */
  validateVat(vatNumber: string, options?: CallOptions): Promise<VatReport> {
    return this.#call({ verb: "validate_vat", parts: { vat_number: vatNumber }, options, read: parsed<VatReport> });
  }

  /** The languages invoices are read in, each with the engines that have a model of it. */
  languages(options?: CallOptions): Promise<Languages> {
    return this.#call({ verb: "languages", options, read: parsed<Languages> });
  }

  /** What is left of the caller's plan. In local mode there is none: no plan, no limit. */
  quota(options?: CallOptions): Promise<Quota> {
    return this.#call({ verb: "quota", options, read: parsed<Quota> });
  }

  /** Writes extractions as `csv` (a row an invoice), `csv_lines` (a row a line), `ndjson` or `xlsx`. */
  async export(
    documents: Iterable<Exported> | AsyncIterable<Exported>,
    format: Format = "csv",
    options?: CallOptions,
  ): Promise<Buffer> {
    const rows: unknown[] = [];
    for await (const document of documents) rows.push(row(document, rows.length));
    return this.#call({ verb: "export", parts: { format, documents: rows }, options, read: dataOf });
  }

  async #call<T>(call: Call<T>): Promise<T> {
    const { verb, parts, place, read } = call;
    const { signal, idempotencyKey, requestId, ...options } = call.options ?? {};
    const said = idempotencyKey ?? requestId;
    const flag = new native.Cancel();
    const work = async (): Promise<T> => {
      const { invoice, ...others } = parts ?? {};
      const asked = invoice === undefined ? others : { ...others, invoice: invoiceOf(invoice) };
      const request = Object.keys(options).length > 0 ? { verb, ...asked, options: written(options) } : { verb, ...asked };
      const { bytes, path } = (await place?.(limitOf(options), signal)) ?? {};
      const about = said === undefined ? said : JSON.stringify({ idempotency_key: idempotencyKey, request_id: requestId });
      const told = await this.#engine.call(JSON.stringify(request), bytes, path, flag, about);
      if (!told.ok) throw fromJson(told.text);
      return read(told.text);
    };
    return signal === undefined ? work() : stoppable(work, signal, () => flag.cancel());
  }
}

/** The work, given up when the signal says so. */
function stoppable<T>(work: () => Promise<T>, signal: AbortSignal, stop: () => void): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => {
      stop();
      reject(cancelled(signal));
    };
    if (signal.aborted) return abort();
    const over = onAbort(signal, abort);
    work().then(resolve, reject).then(over, over);
  });
}

function at(document: Document): (limit: number, signal: AbortSignal | undefined) => Promise<Place> {
  return (limit, signal) => placeOf(document, limit, signal);
}

/** Bytes a document may have. */
function limitOf(options: { readonly limits?: { readonly bytes?: number } }): number {
  return options.limits?.bytes ?? native.byteLimit();
}

function counted(concurrency: number | undefined): number | undefined {
  if (concurrency === undefined || (Number.isSafeInteger(concurrency) && concurrency > 0 && concurrency < 1024)) {
    return concurrency;
  }
  throw new OCRFactureValidationError("`concurrency` est un nombre entier, de 1 à 1023.");
}

/** Options as JSON has them: a picture is base64. */
function written(options: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { logo } = options;
  return logo instanceof Uint8Array ? { ...options, logo: Buffer.from(logo).toString("base64") } : options;
}

function parsed<T>(text: string): T {
  return JSON.parse(text) as T;
}

function generated(text: string): Generated {
  const told = JSON.parse(text) as Omit<Generated, "pdf" | "xml"> & { pdf: string; xml: string };
  return { ...told, pdf: Buffer.from(told.pdf, "base64"), xml: Buffer.from(told.xml, "base64") };
}

function xmlOf(text: string): string {
  return (JSON.parse(text) as { xml: string }).xml;
}

function dataOf(text: string): Buffer {
  return Buffer.from((JSON.parse(text) as { data: string }).data, "base64");
}

/** A document to export, with its name. */
function row(document: Exported, index: number): unknown {
  if ("schema" in document) return { path: `document-${index + 1}`, result: document };
  const { name, result, error } = document as { name: string; result?: Extraction; error?: OCRFactureError };
  return { path: name, result, error };
}
