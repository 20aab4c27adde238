<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

/** The answer of `validate_vat`. */
final readonly class VatReport extends Model
{
    protected const SHAPE = [
        'vat_number' => ['vatNumber', null],
        'country' => ['country', null],
        'siren' => ['siren', null],
        'verdict' => ['verdict', null],
        'checks' => ['checks', [VatCheck::class]],
    ];

    public function __construct(
        /** The number without spaces, dots and dashes, in upper case. */
        public string $vatNumber,
        /**
         * `failed` when a check failed, `not_run` when its form could not be looked at. One of \OCRFacture\Enum\Status.
         */
        public string $verdict,
        /**
         * @var list<VatCheck> Every check, run or not, in this order: `form`, `check_digits`, `siren`, `registered`.
         */
        public array $checks,
        /**
         * The state that gave it, ISO 3166-1: `GR` for the prefix `EL`, `GB` for `XI`, `MC` for a French number of
         * Monaco.
         */
        public ?string $country = null,
        /** The SIREN inside a French number that is in order. */
        public ?string $siren = null,
    ) {
    }
}
