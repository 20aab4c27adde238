<?php

declare(strict_types=1);

namespace OCRFacture\Model;

/** What an extraction can do beside holding values. */
trait ExtractionWays
{
    use Told;

    /**
     * Paths of the values read with less confidence than this, which someone should look at again.
     *
     * @return list<string>
     */
    public function doubtful(float $confidence = 0.9): array
    {
        return array_keys(array_filter($this->fields, static fn (Evidence $read) => $read->confidence < $confidence));
    }
}
