// Amounts are decimal numbers in text. These helpers are exact: nothing here passes through a binary float.

import { OCRFactureValidationError } from "./errors.js";
import type { Decimal, DecimalInput } from "./types.js";

/** `units` × 10^-`scale`. */
interface Exact {
  readonly units: bigint;
  readonly scale: number;
}

function exact(amount: DecimalInput): Exact {
  const parts = /^(-?\d+)(?:\.(\d+))?$/.exec(
    typeof amount === "number" && !Number.isSafeInteger(amount) ? "" : String(amount),
  );
  if (parts === null) {
    throw new OCRFactureValidationError(`${String(amount)} n'est pas un montant : donnez un texte comme "12.50".`);
  }
  const [, whole = "", decimals = ""] = parts;
  return { units: BigInt(whole + decimals), scale: decimals.length };
}

function scaled(amount: Exact, scale: number): bigint {
  return amount.units * 10n ** BigInt(scale - amount.scale);
}

function text(units: bigint, scale: number): Decimal {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  const at = digits.length - scale;
  return `${units < 0n ? "-" : ""}${digits.slice(0, at)}${scale > 0 ? `.${digits.slice(at)}` : ""}`;
}

/** The sum, with as many decimals as the most precise of them; `"0"` of nothing. */
function add(...amounts: readonly DecimalInput[]): Decimal {
  const terms = amounts.map(exact);
  const scale = Math.max(0, ...terms.map((term) => term.scale));
  return text(
    terms.reduce((sum, term) => sum + scaled(term, scale), 0n),
    scale,
  );
}

/** The first less the second. */
function subtract(from: DecimalInput, amount: DecimalInput): Decimal {
  const [left, right] = [exact(from), exact(amount)];
  const scale = Math.max(left.scale, right.scale);
  return text(scaled(left, scale) - scaled(right, scale), scale);
}

/** -1, 0 or 1, as `Array.prototype.sort` wants it: `"1.0"` and `"1.00"` are equal. */
function compare(left: DecimalInput, right: DecimalInput): -1 | 0 | 1 {
  const sign = exact(subtract(left, right)).units;
  return sign < 0n ? -1 : sign > 0n ? 1 : 0;
}

/** In cents. Refused where it has a part of a cent: nothing is rounded here. */
function toCents(amount: DecimalInput): bigint {
  const { units, scale } = exact(amount);
  if (scale <= 2) return units * 10n ** BigInt(2 - scale);
  const unit = 10n ** BigInt(scale - 2);
  if (units % unit !== 0n) {
    throw new OCRFactureValidationError(`${String(amount)} n'est pas un nombre entier de centimes.`);
  }
  return units / unit;
}

/** Of so many cents. */
function fromCents(cents: bigint | number): Decimal {
  return text(exact(cents).units, 2);
}

/** As people write it, `1 234,50 €`, with all its decimals. */
function format(amount: DecimalInput, options: { currency?: string; locale?: string } = {}): string {
  const { currency = "EUR", locale = "fr-FR" } = options;
  const { units, scale } = exact(amount);
  const style = { style: "currency", currency } as const;
  const least = new Intl.NumberFormat(locale, style).resolvedOptions().minimumFractionDigits ?? 0;
  const decimals = (text(units < 0n ? -units : units, scale).split(".")[1] ?? "").padEnd(least, "0");
  const digit = new Intl.NumberFormat(locale);
  const local = Array.from(decimals, (one) => digit.format(Number(one))).join("");
  // The whole part is an integer of any size, which loses its sign where it is zero; the decimals take their place.
  const whole = units / 10n ** BigInt(scale);
  const places = decimals === "" ? 0 : 1;
  return new Intl.NumberFormat(locale, { ...style, minimumFractionDigits: places, maximumFractionDigits: places })
    .formatToParts(whole === 0n && units < 0n ? -0 : whole)
    .map((part) => (part.type === "fraction" ? local : part.value))
    .join("");
}

/** Sums, comparisons and words for amounts, exact. */
export const amounts = Object.freeze({ add, subtract, compare, toCents, fromCents, format });
