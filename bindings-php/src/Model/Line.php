<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

/** An invoice line (BG-25). */
final readonly class Line extends Model
{
    protected const SHAPE = [
        'id' => ['id', null],
        'name' => ['name', null],
        'description' => ['description', null],
        'code' => ['code', null],
        'standard_code' => ['standardCode', null],
        'quantity' => ['quantity', null],
        'unit' => ['unit', null],
        'price_quantity' => ['priceQuantity', null],
        'gross_price' => ['grossPrice', null],
        'discount_rate' => ['discountRate', null],
        'net_price' => ['netPrice', null],
        'net_amount' => ['netAmount', null],
        'vat' => ['vat', LineVat::class],
        'order_reference' => ['orderReference', null],
        'period' => ['period', Period::class],
        'allowances' => ['allowances', [AllowanceCharge::class]],
        'charges' => ['charges', [AllowanceCharge::class]],
    ];

    public function __construct(
        /** Line identifier (BT-126). */
        public ?string $id = null,
        /** Item name (BT-153). */
        public ?string $name = null,
        /** Item description (BT-154). */
        public ?string $description = null,
        /** Seller's item code (BT-155). */
        public ?string $code = null,
        /** Standard code of the item (BT-157): its GTIN, the number under an EAN bar code (scheme 0160). */
        public ?string $standardCode = null,
        /** @var numeric-string|null Invoiced quantity (BT-129). */
        public ?string $quantity = null,
        /** Unit (BT-130), UN/ECE Recommendation 20: C62 piece, HUR hour, DAY day, KGM kilogram. */
        public ?string $unit = null,
        /** @var numeric-string|null How many units the prices are for (BT-149); one when absent. */
        public ?string $priceQuantity = null,
        /** @var numeric-string|null Unit price before discount, without VAT (BT-148). */
        public ?string $grossPrice = null,
        /** @var numeric-string|null Discount in percent: on the line (BT-138), or from the gross to the net price. */
        public ?string $discountRate = null,
        /** @var numeric-string|null Unit price after discount, without VAT (BT-146). */
        public ?string $netPrice = null,
        /** @var numeric-string|null Net amount of the line, without VAT (BT-131). */
        public ?string $netAmount = null,
        /** VAT of the line (BG-30). */
        public LineVat $vat = new LineVat(),
        /** Purchase order line reference (BT-132). */
        public ?string $orderReference = null,
        /** When the line was supplied (BG-26). */
        public Period $period = new Period(),
        /** @var list<AllowanceCharge> Allowances on the line's amount (BG-27); the VAT is the line's. */
        public array $allowances = [],
        /** @var list<AllowanceCharge> Charges on the line's amount (BG-28); the VAT is the line's. */
        public array $charges = [],
    ) {
    }
}
