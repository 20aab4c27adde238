<?php

declare(strict_types=1);

namespace OCRFacture\Exception;

/** There is nothing to work with: neither the extension `ocr_facture`, nor the address of a server. PHP alone has it. */
final class ExtensionMissingException extends BaseException
{
    public const CODE = 'extension_missing';
}
