<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

/** One row of the VAT breakdown (BG-23). */
final readonly class VatBreakdown extends Model
{
    protected const SHAPE = [
        'category' => ['category', null],
        'rate' => ['rate', null],
        'taxable_amount' => ['taxableAmount', null],
        'tax_amount' => ['taxAmount', null],
        'exemption_reason' => ['exemptionReason', null],
        'exemption_code' => ['exemptionCode', null],
    ];

    public function __construct(
        /** Category (BT-118), UNCL 5305. */
        public ?string $category = null,
        /** @var numeric-string|null Rate in percent (BT-119). */
        public ?string $rate = null,
        /** @var numeric-string|null Taxable amount (BT-116). */
        public ?string $taxableAmount = null,
        /** @var numeric-string|null Tax amount (BT-117). */
        public ?string $taxAmount = null,
        /** Exemption reason as printed (BT-120). */
        public ?string $exemptionReason = null,
        /** Exemption code (BT-121): VATEX-FR-FRANCHISE, VATEX-EU-AE… */
        public ?string $exemptionCode = null,
    ) {
    }
}
