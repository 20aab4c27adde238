// Webhooks by Standard Webhooks 1.0: whether a call comes from who shares the secret.

import { fromJson } from "./errors.js";
import { native } from "./native.js";

/** A call that comes from who it says. */
export interface Delivery {
  /** The same each time it is sent again: what was already done under it need not be done twice. */
  readonly id: string;
  /** When it was sent, in seconds since 1970 (UTC). */
  readonly timestamp: number;
}

/** Headers as Node and the web have them. */
export type WebhookHeaders = Iterable<readonly [string, string]> | Readonly<Record<string, string | string[] | undefined>>;

/**
 * Verifies a webhook. `secrets` are all that are valid now (`whsec_…`); `body` is the call's as it came, not parsed and written
 * again. Throws an `OCRFactureSignatureError`, the same whatever is wrong, when it is not genuine or older than five minutes.
 */
export function verifyWebhook(
  secrets: string | readonly string[],
  headers: WebhookHeaders,
  body: string | Uint8Array,
): Delivery {
  const told = native.verifyWebhook(
    typeof secrets === "string" ? [secrets] : secrets,
    pairs(headers),
    typeof body === "string" ? Buffer.from(body) : body,
    Math.floor(Date.now() / 1000),
  );
  if (!told.ok) throw fromJson(told.text);
  return JSON.parse(told.text) as Delivery;
}

function pairs(headers: WebhookHeaders): [string, string][] {
  if (Symbol.iterator in headers) return Array.from(headers as Iterable<readonly [string, string]>, ([name, value]) => [name, value]);
  return Object.entries(headers).flatMap(([name, values]) =>
    values === undefined ? [] : [values].flat().map((value): [string, string] => [name, value]),
  );
}
