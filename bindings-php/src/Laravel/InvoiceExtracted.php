<?php

declare(strict_types=1);

namespace OCRFacture\Laravel;

use OCRFacture\Model\Extraction;

/** A file was read in the queue. */
final readonly class InvoiceExtracted
{
    public function __construct(public string $path, public ?string $disk, public Extraction $result)
    {
    }
}
