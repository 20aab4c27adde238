<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Enum;

/** What a plan counts. */
enum QuotaUnit: string
{
    /** Calls. */
    case Requests = 'requests';
    /** Pages of the documents read. */
    case Pages = 'pages';
}
