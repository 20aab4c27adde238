<?php

declare(strict_types=1);

namespace OCRFacture;

use OCRFacture\Exception\OCRFactureException;
use OCRFacture\Model\Extraction;

/** What came of one document: a result, or an error. */
final readonly class BatchItem
{
    public function __construct(
        /** 0 for the first document. */
        public int $index,
        /** Its path, or the name given with its bytes. */
        public string $name,
        public ?Extraction $result,
        public ?OCRFactureException $error = null,
    ) {
    }

    /** Whether it could be read. */
    public function ok(): bool
    {
        return $this->result !== null;
    }

    /** The result; throws the error there is in its place. */
    public function unwrap(): Extraction
    {
        return $this->result ?? throw $this->error;
    }
}
