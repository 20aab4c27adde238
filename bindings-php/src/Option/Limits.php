<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Option;

/** Upper bounds on one document; passing one is `TooLarge`. What is null is left to the engine. */
final readonly class Limits extends Options
{
    public function __construct(
        /** Bytes of the file. Default: `52428800`. */
        public ?int $bytes = null,
        /**
         * Bytes all streams of the document may unpack to, together; a quarter of it for those that are no picture.
         * Default: `268435456`.
         */
        public ?int $decompressedBytes = null,
        /** Nesting of objects or elements. Default: `64`. */
        public ?int $depth = null,
        /** Objects of a PDF, elements of an XML. Default: `500000`. */
        public ?int $objects = null,
        /** Pages, the frames of a TIFF included. Default: `500`. */
        public ?int $pages = null,
        /** Pixels of one picture. Default: `50000000`. */
        public ?int $pixels = null,
    ) {
    }
}
