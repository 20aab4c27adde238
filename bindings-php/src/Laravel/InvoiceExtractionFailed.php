<?php

declare(strict_types=1);

namespace OCRFacture\Laravel;

use OCRFacture\Exception\OCRFactureException;

/** A file could not be read in the queue, and will not be tried again. */
final readonly class InvoiceExtractionFailed
{
    public function __construct(public string $path, public ?string $disk, public OCRFactureException $error)
    {
    }
}
