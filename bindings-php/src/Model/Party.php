<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

/** A party: seller (BG-4), buyer (BG-7), payee (BG-10) or tax representative (BG-11). */
final readonly class Party extends Model
{
    protected const SHAPE = [
        'name' => ['name', null],
        'trading_name' => ['tradingName', null],
        'siren' => ['siren', null],
        'siret' => ['siret', null],
        'identifiers' => ['identifiers', [Identifier::class]],
        'registration' => ['registration', Identifier::class],
        'vat_id' => ['vatId', null],
        'tax_number' => ['taxNumber', null],
        'legal_form' => ['legalForm', null],
        'share_capital' => ['shareCapital', null],
        'rcs' => ['rcs', null],
        'naf' => ['naf', null],
        'address' => ['address', Address::class],
        'contact' => ['contact', Contact::class],
        'electronic_address' => ['electronicAddress', ElectronicAddress::class],
    ];

    public function __construct(
        /** Legal name (BT-27, BT-44, BT-59, BT-62). */
        public ?string $name = null,
        /** Trading name (BT-28, BT-45). */
        public ?string $tradingName = null,
        /** SIREN, nine digits (BT-30, BT-47, BT-61 with scheme 0002). */
        public ?string $siren = null,
        /** SIRET, fourteen digits (BT-29, BT-46, BT-60 with scheme 0009). */
        public ?string $siret = null,
        /**
         * @var list<Identifier> Other identifiers (BT-29, BT-46, BT-60), each with its scheme of ISO 6523: 0224 routing
         * code, 0088 GLN…
         */
        public array $identifiers = [],
        /** Legal registration outside the French register (BT-30, BT-47, BT-61). */
        public ?Identifier $registration = null,
        /** VAT number with its country prefix (BT-31, BT-48, BT-63). */
        public ?string $vatId = null,
        /** Number of the seller at its tax office (BT-32), where that is neither the VAT number nor the SIREN. */
        public ?string $taxNumber = null,
        /** Legal form: SARL, SAS, EI… (C. com. R123-238). */
        public ?string $legalForm = null,
        /** Share capital in euros, in the invoice's currency for a foreign company, digits only (C. com. R123-238). */
        public ?string $shareCapital = null,
        /** Trade register: « RCS » and the town (C. com. R123-237). */
        public ?string $rcs = null,
        /** Activity code NAF/APE: `62.01Z`. */
        public ?string $naf = null,
        /** Postal address (BG-5, BG-8, BG-12). */
        public Address $address = new Address(),
        /** Contact (BG-6, BG-9). */
        public Contact $contact = new Contact(),
        /** Electronic address (BT-34, BT-49). */
        public ?ElectronicAddress $electronicAddress = null,
    ) {
    }
}
