<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

/** Document totals (BG-22). */
final readonly class Totals extends Model
{
    protected const SHAPE = [
        'lines' => ['lines', null],
        'allowances' => ['allowances', null],
        'charges' => ['charges', null],
        'net' => ['net', null],
        'tax' => ['tax', null],
        'accounting_tax' => ['accountingTax', null],
        'gross' => ['gross', null],
        'paid' => ['paid', null],
        'rounding' => ['rounding', null],
        'due' => ['due', null],
    ];

    public function __construct(
        /** @var numeric-string|null Sum of line net amounts (BT-106). */
        public ?string $lines = null,
        /** @var numeric-string|null Sum of document allowances (BT-107). */
        public ?string $allowances = null,
        /** @var numeric-string|null Sum of document charges (BT-108). */
        public ?string $charges = null,
        /** @var numeric-string|null Total without VAT (BT-109). */
        public ?string $net = null,
        /** @var numeric-string|null Total VAT (BT-110). */
        public ?string $tax = null,
        /** @var numeric-string|null Total VAT in the currency the seller accounts in (BT-111). */
        public ?string $accountingTax = null,
        /** @var numeric-string|null Total with VAT (BT-112). */
        public ?string $gross = null,
        /** @var numeric-string|null Already paid (BT-113). */
        public ?string $paid = null,
        /** @var numeric-string|null Rounding (BT-114). */
        public ?string $rounding = null,
        /** @var numeric-string|null Amount due (BT-115). */
        public ?string $due = null,
    ) {
    }
}
