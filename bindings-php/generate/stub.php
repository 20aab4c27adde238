<?php

/** Draws extension/ocr_facture.stub.php: `php -d extension=…/ocr_facture.so generate/stub.php`. */

declare(strict_types=1);

require_once __DIR__ . '/Stub.php';

file_put_contents(dirname(__DIR__) . '/extension/ocr_facture.stub.php', OCRFacture\Generate\Stub::text());
