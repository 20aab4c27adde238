// Documents as Node has them: a path, bytes, a Blob, a stream, base64.

import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { fileURLToPath } from "node:url";

import { onAbort } from "./abort.js";
import {
  OCRFactureError,
  OCRFactureNotFoundError,
  OCRFactureTooLargeError,
  OCRFactureUnreadableError,
  OCRFactureValidationError,
  cancelled,
  fromJson,
} from "./errors.js";
import { native } from "./native.js";

/** Where a file lies: a path, or a `file:` URL. */
export type Path = string | URL;

/** The bytes of a document: at hand, in a `Blob` or `File`, or to come from a stream of Node or of the web. */
export type Content = ArrayBufferView | ArrayBuffer | Blob | ReadableStream | AsyncIterable<Uint8Array>;

/** A document in base64, with or without `data:` in front. */
export interface Base64 {
  readonly base64: string;
}

/** A document: its path, its bytes, or base64. A text is a path, or a `data:` URI. */
export type Document = Path | Content | Base64;

/** What the engine is given: bytes, or a path. */
export interface Place {
  readonly bytes?: Uint8Array;
  readonly path?: string;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Whether it is a plain object, as invoices are. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Where the file lies. */
export function pathOf(path: Path): string {
  if (typeof path === "string") return path;
  if (path instanceof URL && path.protocol === "file:") return fileURLToPath(path);
  throw new OCRFactureValidationError("Un chemin est un texte ou une URL file:.");
}

function decoded(text: string): Uint8Array {
  const bytes = native.decode(text);
  if (typeof bytes === "string") throw fromJson(bytes);
  return bytes;
}

/** Where the engine finds the document. */
export async function placeOf(document: Document, limit: number, signal: AbortSignal | undefined): Promise<Place> {
  const text = document instanceof URL && document.protocol === "data:" ? document.href : document;
  if (typeof text === "string" && /^data:/i.test(text)) return { bytes: decoded(text) };
  if (typeof text === "string" || text instanceof URL) return { path: pathOf(text) };
  return { bytes: await bytesOf(text, limit, signal) };
}

/** The bytes of the document. */
export async function bytesOf(
  content: Content | Base64,
  limit: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  if (ArrayBuffer.isView(content)) {
    const bytes = new Uint8Array(content.buffer, content.byteOffset, content.byteLength);
    // Memory that another thread may change is copied before it is looked at.
    return content.buffer instanceof ArrayBuffer ? bytes : bytes.slice();
  }
  if (content instanceof ArrayBuffer) return new Uint8Array(content);
  if (content instanceof Blob) {
    if (content.size > limit) throw tooLarge(limit);
    return new Uint8Array(await content.arrayBuffer());
  }
  if (isObject(content) && "base64" in content && typeof content.base64 === "string") return decoded(content.base64);
  return drained(streamOf(content), limit, signal);
}

function streamOf(content: unknown): Readable {
  if (content instanceof Readable) return content;
  if (isObject(content) && "getReader" in content) return Readable.fromWeb(content as ReadableStream);
  if (isObject(content) && Symbol.asyncIterator in content) {
    return Readable.from(content as AsyncIterable<Uint8Array>);
  }
  throw new OCRFactureValidationError(
    "Un document est un chemin, des octets (Buffer, Uint8Array, ArrayBuffer, Blob), un flux ou { base64 }.",
  );
}

async function drained(stream: Readable, limit: number, signal: AbortSignal | undefined): Promise<Uint8Array> {
  if (signal?.aborted === true) {
    stream.destroy();
    throw cancelled(signal);
  }
  const over = signal === undefined ? undefined : onAbort(signal, () => stream.destroy(cancelled(signal)));
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      if (!(chunk instanceof Uint8Array)) {
        throw new OCRFactureValidationError("Ce flux rend du texte : ouvrez-le sans encodage.");
      }
      size += chunk.length;
      if (size > limit) throw tooLarge(limit);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof OCRFactureError) throw error;
    const kind = (error as { code?: unknown } | undefined)?.code === "ENOENT" ? OCRFactureNotFoundError : undefined;
    throw new (kind ?? OCRFactureUnreadableError)("Ce flux ne peut pas être lu.", { cause: error });
  } finally {
    over?.();
  }
  return Buffer.concat(chunks, size);
}

function tooLarge(limit: number): OCRFactureTooLargeError {
  const context = { limit: "bytes", value: String(limit) };
  return new OCRFactureTooLargeError("Ce fichier dépasse la taille permise.", { context });
}

/** The name a document's result is told by. */
export function nameOf(document: Document, index: number): string {
  if (typeof document === "string" && !/^data:/i.test(document)) return document;
  if (document instanceof URL && document.protocol === "file:") return fileURLToPath(document);
  // A `File`, or a stream of a file.
  for (const key of ["name", "path"]) {
    const name = isObject(document) && key in document ? (document as unknown as Record<string, unknown>)[key] : undefined;
    if (typeof name === "string" && name !== "") return name;
  }
  return `document-${index + 1}`;
}

/** The invoice as the engine takes it: amounts are texts or whole numbers, days are texts. */
export function invoiceOf(value: unknown, path = ""): unknown {
  const refused = (why: string): never => {
    throw new OCRFactureValidationError(`${path || "invoice"} : ${why}`, { context: { field: path } });
  };
  if (typeof value === "number" && !Number.isSafeInteger(value)) {
    return refused(`${value} est un flottant ; donnez un montant en texte ("12.50"), en entier ou en bigint.`);
  }
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Date) return refused('une date est un texte, "2026-11-02".');
  if (Array.isArray(value)) return value.map((inner, index) => invoiceOf(inner, path === "" ? `${index}` : `${path}.${index}`));
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([key, inner]) => [key, invoiceOf(inner, path === "" ? key : `${path}.${key}`)]));
}
