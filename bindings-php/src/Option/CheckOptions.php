<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Option;

use DateTimeInterface;
use OCRFacture\Enum\IssuerSize;
use OCRFacture\Enum\Transaction;

/**
 * Options of `validate` and `check_compliance`, the same names in every language. What is null is left to the engine.
 */
final readonly class CheckOptions extends Options
{
    public function __construct(
        /** Tells the rules that passed too. */
        public ?bool $all = null,
        /** Size of the company that issues the invoice; see `FranceOptions` for this and the three below. */
        public IssuerSize|string|null $issuerSize = null,
        /** Limits on the document, checked before decoding. */
        public ?Limits $limits = null,
        /**
         * @var list<string>|null Only these rulesets, whether they apply or not, with or without the syntax they are
         * written for (`br-fr-cii` or `br-fr`); those that apply when absent.
         */
        public ?array $rulesets = null,
        /** Milliseconds the whole check may take. */
        public ?int $timeout = null,
        /** The day the law is read at; today (UTC) when absent. */
        public DateTimeInterface|string|null $today = null,
        /** Who buys; deduced from the buyer when absent. */
        public Transaction|string|null $transaction = null,
        /** The seller is a member of a VAT group. */
        public ?bool $vatGroup = null,
        /** Whether the seller opted for VAT on debits. */
        public ?bool $vatOnDebits = null,
    ) {
    }
}
