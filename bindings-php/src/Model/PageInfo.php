<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

/** One page of the document, as told to the caller. */
final readonly class PageInfo extends Model
{
    protected const SHAPE = [
        'number' => ['number', null],
        'width' => ['width', 'float'],
        'height' => ['height', 'float'],
        'source' => ['source', null],
        'rotation' => ['rotation', null],
        'skew' => ['skew', 'float'],
        'engine' => ['engine', null, true],
        'handwriting' => ['handwriting', [Box::class], true],
    ];

    public function __construct(
        /** 1 for the first. */
        public int $number,
        /** Points. */
        public float $width,
        /** Points. */
        public float $height,
        /** Where its words come from. One of \OCRFacture\Enum\Source. */
        public string $source,
        /** Degrees it was turned by to stand upright. */
        public int $rotation,
        /** Degrees its lines were off the horizontal. */
        public float $skew,
        /** What recognised its characters, when its words come from there. One of \OCRFacture\Enum\OcrEngine. */
        public ?string $engine = null,
        /** @var list<Box> Boxes, in points, where someone seems to have written by hand. */
        public array $handwriting = [],
    ) {
    }
}
