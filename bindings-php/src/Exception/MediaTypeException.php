<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Exception;

/** The content type of the call is not one this address reads. */
final class MediaTypeException extends ValidationException
{
    public const CODE = 'unsupported_media_type';
}
