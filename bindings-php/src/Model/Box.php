<?php

declare(strict_types=1);

namespace OCRFacture\Model;

/** A place on a page, in points from its top-left corner. */
final readonly class Box extends Model
{
    public function __construct(
        public float $left,
        public float $top,
        public float $right,
        public float $bottom,
    ) {
    }

    /** @param list<float|int> $told */
    public static function fromArray(array $told): static
    {
        return new static(...array_map(floatval(...), array_values($told)));
    }

    /** @return list<float> */
    public function jsonSerialize(): array
    {
        return [$this->left, $this->top, $this->right, $this->bottom];
    }
}
