<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Enum;

/** Over how long a plan counts. */
enum QuotaWindow: string
{
    /** A second. */
    case Second = 'second';
    /** A minute. */
    case Minute = 'minute';
    /** An hour. */
    case Hour = 'hour';
    /** A calendar day. */
    case Day = 'day';
    /** A calendar month. */
    case Month = 'month';
}
