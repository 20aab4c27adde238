<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

/** An allowance or charge on the whole document (BG-20, BG-21) or on a line (BG-27, BG-28). */
final readonly class AllowanceCharge extends Model
{
    protected const SHAPE = [
        'amount' => ['amount', null],
        'base_amount' => ['baseAmount', null],
        'rate' => ['rate', null],
        'reason' => ['reason', null],
        'vat' => ['vat', LineVat::class],
    ];

    public function __construct(
        /** @var numeric-string|null Amount without VAT (BT-92, BT-99, BT-136, BT-141). */
        public ?string $amount = null,
        /** @var numeric-string|null Base the rate applies to (BT-93, BT-100, BT-137, BT-142). */
        public ?string $baseAmount = null,
        /** @var numeric-string|null Rate in percent (BT-94, BT-101, BT-138, BT-143). */
        public ?string $rate = null,
        /** Why (BT-97, BT-104, BT-139, BT-144). */
        public ?string $reason = null,
        /** VAT it falls under (BT-95/96, BT-102/103); absent on a line. */
        public LineVat $vat = new LineVat(),
    ) {
    }
}
