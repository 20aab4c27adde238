<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Exception;

/** The invoice handed in cannot do what was asked. */
final class InvalidInvoiceException extends ValidationException
{
    public const CODE = 'invalid_invoice';
}
