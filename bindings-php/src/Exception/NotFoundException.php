<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Exception;

/** Not found: a file, a page, a document. */
class NotFoundException extends BaseException
{
    public const CODE = 'not_found';
}
