<?php

declare(strict_types=1);

namespace OCRFacture\Transport;

/** A text that is JSON already. */
final readonly class Json
{
    public function __construct(public string $text)
    {
    }
}
