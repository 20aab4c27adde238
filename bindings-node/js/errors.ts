// What can go wrong: `OCRFactureError`, and under it one class a code. The codes are the same in every language.

import type { Reason } from "./answers.js";
import type { ErrorKind } from "./types.js";

/** An error as the engine and the server tell it in JSON. */
export interface Refusal {
  readonly code: ErrorKind;
  readonly message: string;
  readonly context?: Readonly<Record<string, string>>;
  readonly reasons?: readonly Reason[];
}

/** What an error is made of beside its message. */
export interface ErrorDetails {
  readonly code?: ErrorKind;
  readonly context?: Readonly<Record<string, string>>;
  readonly reasons?: readonly Reason[];
  readonly cause?: unknown;
}

/** Why there is no answer. */
export class OCRFactureError extends Error {
  /** Stable, the same in every language. */
  readonly code: ErrorKind;
  /** What it was about: a limit's name, a page number, a path. */
  readonly context: Readonly<Record<string, string>>;
  /** All that is missing or wrong in the invoice handed in, field by field. */
  readonly reasons: readonly Reason[];

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, "cause" in details ? { cause: details.cause } : undefined);
    this.code = details.code ?? codeOf(new.target);
    this.context = details.context ?? {};
    this.reasons = details.reasons ?? [];
  }

  override get name(): string {
    return this.constructor.name;
  }

  /** The HTTP status, where a server answered. */
  get status(): number | undefined {
    return numberIn(this.context, "status");
  }

  /** What the server calls the call, to tell its keepers. */
  get requestId(): string | undefined {
    return this.context["request_id"];
  }

  /** Seconds after which the same call may succeed, where the server says so. */
  get retryAfter(): number | undefined {
    return numberIn(this.context, "retry_after");
  }

  /** As the engine tells it in JSON. */
  toJSON(): Refusal {
    const told = { code: this.code, message: this.message, context: this.context };
    return this.reasons.length > 0 ? { ...told, reasons: this.reasons } : told;
  }
}

function numberIn(context: Readonly<Record<string, string>>, key: string): number | undefined {
  const text = context[key];
  return text === undefined ? undefined : Number(text);
}

/** What was asked is not understood: an unknown option, not a document we read, empty, bad base64. */
export class OCRFactureValidationError extends OCRFactureError {}

/** The invoice handed in cannot do what was asked; `reasons` tells why, field by field. */
export class OCRFactureInvalidInvoiceError extends OCRFactureValidationError {}

/** The document needs a password. */
export class OCRFactureEncryptedError extends OCRFactureError {}

/** A limit was passed: bytes, pages, pixels, objects, depth, decompressed size. */
export class OCRFactureTooLargeError extends OCRFactureError {}

/** The document is damaged beyond repair. */
export class OCRFactureUnreadableError extends OCRFactureError {}

/** The pages are pictures, and no engine of character recognition is installed. */
export class OCRFactureOCRUnavailableError extends OCRFactureError {}

/** The language asked for is not installed. */
export class OCRFactureLanguageUnavailableError extends OCRFactureError {}

/** Who asks is not known. */
export class OCRFactureAuthError extends OCRFactureError {}

/** Who asks may not. */
export class OCRFactureForbiddenError extends OCRFactureAuthError {}

/** Too much was asked at once. */
export class OCRFactureRateLimitError extends OCRFactureError {}

/** All that was paid for is used. */
export class OCRFactureQuotaError extends OCRFactureRateLimitError {}

/** The file cannot be opened, or there is no such thing. */
export class OCRFactureNotFoundError extends OCRFactureError {}

/** It was there, and is no more. */
export class OCRFactureGoneError extends OCRFactureNotFoundError {}

/** It contradicts what was asked before. */
export class OCRFactureConflictError extends OCRFactureError {}

/** This idempotency key was used for a different call. */
export class OCRFactureIdempotencyError extends OCRFactureValidationError {}

/** The address has no such method: what answers is not the server this package speaks to. */
export class OCRFactureMethodError extends OCRFactureValidationError {}

/** The address does not read this content type. */
export class OCRFactureMediaTypeError extends OCRFactureValidationError {}

/** A webhook's signature is missing, wrong or too old. */
export class OCRFactureSignatureError extends OCRFactureError {}

/** The work outlasted its `timeout`. */
export class OCRFactureTimeoutError extends OCRFactureError {}

/**
 * The work was given up by who asked for it. Its `name` is `AbortError`, as that of every work an `AbortSignal` stops; its
 * `cause` is the signal's reason.
 */
export class OCRFactureCancelledError extends OCRFactureError {
  override get name(): string {
    return "AbortError";
  }
}

/** The server cannot be reached. */
export class OCRFactureNetworkError extends OCRFactureError {}

/** The server failed. */
export class OCRFactureServerError extends OCRFactureError {}

/** The server is too busy or being stopped. */
export class OCRFactureUnavailableError extends OCRFactureServerError {}

/** A defect of ours. */
export class OCRFactureInternalError extends OCRFactureServerError {}

type ErrorClass = new (message: string, details?: ErrorDetails) => OCRFactureError;

/** The class of each code. */
const CLASSES: Readonly<Record<ErrorKind, ErrorClass>> = {
  invalid_input: OCRFactureValidationError,
  invalid_invoice: OCRFactureInvalidInvoiceError,
  encrypted: OCRFactureEncryptedError,
  too_large: OCRFactureTooLargeError,
  unreadable: OCRFactureUnreadableError,
  ocr_unavailable: OCRFactureOCRUnavailableError,
  language_unavailable: OCRFactureLanguageUnavailableError,
  unauthorized: OCRFactureAuthError,
  forbidden: OCRFactureForbiddenError,
  rate_limited: OCRFactureRateLimitError,
  quota_exceeded: OCRFactureQuotaError,
  not_found: OCRFactureNotFoundError,
  gone: OCRFactureGoneError,
  conflict: OCRFactureConflictError,
  idempotency_key_reused: OCRFactureIdempotencyError,
  method_not_allowed: OCRFactureMethodError,
  unsupported_media_type: OCRFactureMediaTypeError,
  invalid_signature: OCRFactureSignatureError,
  timeout: OCRFactureTimeoutError,
  cancelled: OCRFactureCancelledError,
  network: OCRFactureNetworkError,
  server: OCRFactureServerError,
  unavailable: OCRFactureUnavailableError,
  internal: OCRFactureInternalError,
};

/** The code of a class: its own, `internal` for the base. */
function codeOf(kind: unknown): ErrorKind {
  for (const [code, known] of Object.entries(CLASSES)) {
    if (known === kind) return code as ErrorKind;
  }
  return "internal";
}

/** The error the engine tells of. A code this version does not know is an `OCRFactureError` itself. */
export function fromRefusal(told: Refusal): OCRFactureError {
  const kind: ErrorClass = CLASSES[told.code] ?? OCRFactureError;
  return new kind(told.message, told);
}

/** The error of this JSON. */
export function fromJson(text: string): OCRFactureError {
  return fromRefusal(JSON.parse(text) as Refusal);
}

/** The error of work that this signal stopped. */
export function cancelled(signal: AbortSignal): OCRFactureCancelledError {
  return new OCRFactureCancelledError("Travail interrompu à la demande de l'appelant.", { cause: signal.reason });
}
