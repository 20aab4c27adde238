// Toute facture française en entrée, des données vérifiables en sortie. Any French invoice in, verifiable data out.

export { amounts } from "./amounts.js";
export type * from "./answers.js";
export { Batch } from "./batch.js";
export type { BatchItem, Documents, Named, Progress } from "./batch.js";
export { OCRFactureAPI } from "./client.js";
export type { BatchOptions, CallOptions, ClientOptions, Exported, ServerOptions, XmlOptions } from "./client.js";
export type { Base64, Content, Document, Path } from "./documents.js";
export {
  OCRFactureAuthError,
  OCRFactureCancelledError,
  OCRFactureConflictError,
  OCRFactureEncryptedError,
  OCRFactureError,
  OCRFactureForbiddenError,
  OCRFactureGoneError,
  OCRFactureIdempotencyError,
  OCRFactureInternalError,
  OCRFactureInvalidInvoiceError,
  OCRFactureLanguageUnavailableError,
  OCRFactureMediaTypeError,
  OCRFactureMethodError,
  OCRFactureNetworkError,
  OCRFactureNotFoundError,
  OCRFactureOCRUnavailableError,
  OCRFactureQuotaError,
  OCRFactureRateLimitError,
  OCRFactureServerError,
  OCRFactureSignatureError,
  OCRFactureTimeoutError,
  OCRFactureTooLargeError,
  OCRFactureUnavailableError,
  OCRFactureUnreadableError,
  OCRFactureValidationError,
} from "./errors.js";
export type { ErrorDetails, Refusal } from "./errors.js";
export type * from "./invoice-input.js";
export type * from "./invoice.js";
export type * from "./types.js";
export { verifyWebhook } from "./webhook.js";
export type { Delivery, WebhookHeaders } from "./webhook.js";
import { native } from "./native.js";

/** The version of the engine and of this package. */
export const version: string = native.version();
