<?php

declare(strict_types=1);

namespace OCRFacture;

/** How far a batch is. */
final readonly class BatchProgress
{
    public function __construct(
        /** Documents worked on, well or not. */
        public int $done,
        /** Those that could not be read. */
        public int $failed,
        /** All there are, when that is known. */
        public ?int $total,
    ) {
    }

    /** One more document was worked on. */
    public function advance(bool $ok): self
    {
        return new self($this->done + 1, $this->failed + ($ok ? 0 : 1), $this->total);
    }
}
