<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Enum;

/** What became of a rule, or of a whole ruleset. */
enum Status: string
{
    /** Looked at, and in order. */
    case Passed = 'passed';
    /** Looked at, and not in order. A ruleset fails on a fatal finding. */
    case Failed = 'failed';
    /** Not looked at; the reason stands beside. */
    case NotRun = 'not_run';
}
