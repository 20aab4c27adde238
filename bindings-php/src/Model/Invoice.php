<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

use DateTimeImmutable;

/** An invoice or credit note (EN 16931 semantic model). */
final readonly class Invoice extends Model
{
    protected const SHAPE = [
        'number' => ['number', null],
        'issue_date' => ['issueDate', 'date'],
        'due_date' => ['dueDate', 'date'],
        'type_code' => ['typeCode', null],
        'currency' => ['currency', null],
        'accounting_currency' => ['accountingCurrency', null],
        'tax_point_code' => ['taxPointCode', null],
        'business_process' => ['businessProcess', null],
        'order_reference' => ['orderReference', null],
        'contract_reference' => ['contractReference', null],
        'buyer_reference' => ['buyerReference', null],
        'preceding_invoices' => ['precedingInvoices', [PrecedingInvoice::class]],
        'notes' => ['notes', [Note::class]],
        'seller' => ['seller', Party::class],
        'buyer' => ['buyer', Party::class],
        'payee' => ['payee', Party::class],
        'tax_representative' => ['taxRepresentative', Party::class],
        'delivery' => ['delivery', Delivery::class],
        'payment' => ['payment', Payment::class],
        'lines' => ['lines', [Line::class]],
        'allowances' => ['allowances', [AllowanceCharge::class]],
        'charges' => ['charges', [AllowanceCharge::class]],
        'vat_breakdown' => ['vatBreakdown', [VatBreakdown::class]],
        'totals' => ['totals', Totals::class],
    ];

    public function __construct(
        /** Invoice number (BT-1). */
        public ?string $number = null,
        /** Issue date (BT-2). */
        public ?DateTimeImmutable $issueDate = null,
        /** Payment due date (BT-9). */
        public ?DateTimeImmutable $dueDate = null,
        /** Type (BT-3), UNTDID 1001: 380 invoice, 381 credit note, 386 prepayment, 389 self-billed, 384 corrected. */
        public ?string $typeCode = null,
        /** Currency (BT-5), ISO 4217. */
        public ?string $currency = null,
        /**
         * Currency the seller accounts for VAT in (BT-6), when it is another: EUR in France (CGI ann. II art. 242
         * nonies A).
         */
        public ?string $accountingCurrency = null,
        /**
         * When VAT falls due (BT-8), UNTDID 2005: 3 at the invoice's date (« option pour le paiement de la taxe d'après
         * les débits »), 35 at delivery, 432 at payment.
         */
        public ?string $taxPointCode = null,
        /** Business process, the French « cadre de facturation » (BT-23): B1, S1, M1… */
        public ?string $businessProcess = null,
        /** Purchase order reference (BT-13). */
        public ?string $orderReference = null,
        /** Contract reference (BT-12). */
        public ?string $contractReference = null,
        /** Buyer reference (BT-10), the « code service » of public buyers. */
        public ?string $buyerReference = null,
        /** @var list<PrecedingInvoice> Invoices this one corrects, credits or completes (BG-3). */
        public array $precedingInvoices = [],
        /** @var list<Note> Notes (BG-1). */
        public array $notes = [],
        /** Seller (BG-4). */
        public Party $seller = new Party(),
        /** Buyer (BG-7). */
        public Party $buyer = new Party(),
        /** Who is paid, when it is not the seller (BG-10): the factor of a factored invoice. */
        public ?Party $payee = null,
        /** Who represents a foreign seller for VAT (BG-11, CGI art. 289 A). */
        public ?Party $taxRepresentative = null,
        /** Delivery (BG-13, BG-14, BG-15). */
        public Delivery $delivery = new Delivery(),
        /** Payment instructions and terms (BG-16, BT-20). */
        public Payment $payment = new Payment(),
        /** @var list<Line> Invoice lines (BG-25). */
        public array $lines = [],
        /** @var list<AllowanceCharge> Document level allowances (BG-20). */
        public array $allowances = [],
        /** @var list<AllowanceCharge> Document level charges (BG-21). */
        public array $charges = [],
        /** @var list<VatBreakdown> VAT breakdown, one row a category and rate (BG-23). */
        public array $vatBreakdown = [],
        /** Document totals (BG-22). */
        public Totals $totals = new Totals(),
    ) {
    }
}
