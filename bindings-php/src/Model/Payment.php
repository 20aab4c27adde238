<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

/** Payment instructions (BG-16) and terms (BT-20), with the mentions French law asks for. */
final readonly class Payment extends Model
{
    protected const SHAPE = [
        'means_code' => ['meansCode', null],
        'iban' => ['iban', null],
        'bic' => ['bic', null],
        'reference' => ['reference', null],
        'terms' => ['terms', null],
        'late_penalty' => ['latePenalty', null],
        'recovery_fee' => ['recoveryFee', null],
        'discount_terms' => ['discountTerms', null],
    ];

    public function __construct(
        /**
         * Means of payment (BT-81), UNTDID 4461: 30 transfer, 58 SEPA transfer, 59 SEPA debit, 48 card, 20 cheque, 10
         * cash.
         */
        public ?string $meansCode = null,
        /** IBAN (BT-84). */
        public ?string $iban = null,
        /** BIC (BT-86). */
        public ?string $bic = null,
        /** Remittance reference (BT-83). */
        public ?string $reference = null,
        /** Terms as printed (BT-20). */
        public ?string $terms = null,
        /** Late payment penalties as printed (C. com. L441-9 I, L441-10 II). */
        public ?string $latePenalty = null,
        /** @var numeric-string|null Fixed indemnity for recovery costs (C. com. D441-5): 40 €. */
        public ?string $recoveryFee = null,
        /** Early payment discount terms, or that there is none, as printed (C. com. L441-9 I). */
        public ?string $discountTerms = null,
    ) {
    }
}
