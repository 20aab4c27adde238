<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Exception;

/** The language asked for is not installed. */
final class LanguageUnavailableException extends BaseException
{
    public const CODE = 'language_unavailable';
}
