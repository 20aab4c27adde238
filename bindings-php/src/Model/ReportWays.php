<?php

declare(strict_types=1);

namespace OCRFacture\Model;

/** What a report can do beside holding values. */
trait ReportWays
{
    use Told;

    /** Whether rules were looked at, and none that is fatal failed. */
    public function passed(): bool
    {
        return $this->verdict === 'passed';
    }

    /** @return list<Finding> the findings that make the invoice invalid */
    public function fatal(): array
    {
        $fatal = static fn (Finding $one): bool => $one->status === 'failed' && $one->severity === 'fatal';
        return array_values(array_filter($this->findings, $fatal));
    }
}
