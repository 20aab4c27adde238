<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Option;

/**
 * Steps of preprocessing, each `true`, `false`, or a strength from 0 (not done) to 1. Left out, the picture decides.
 * What is null is left to the engine.
 */
final readonly class Steps extends Options
{
    public function __construct(
        /** Even the light out. Strength: the share of the shade taken out; `true` all. */
        public bool|float|null $background = null,
        /**
         * Make black and white (Sauvola). Strength: how hard a pixel is to blacken, half of Sauvola's `k`; `true` 0.6.
         * Left out: not done, for readers read worse after it.
         */
        public bool|float|null $binarize = null,
        /** Darken faint print. Strength: the share of what lacks to good print; `true` all. */
        public bool|float|null $contrast = null,
        /**
         * Smooth grain. Strength: the deviation of the Gaussian in pixels; `true` as the grain asks. Specks are removed
         * by a median where there are many, whatever the strength above 0.
         */
        public bool|float|null $denoise = null,
        /** Make lines level. Strength: the share of the slope taken out; `true` all. */
        public bool|float|null $deskew = null,
        /**
         * What becomes of colours. Readers see levels of gray: `true` makes the gray that keeps coloured ink, stamps
         * and highlighted text apart from their ground, `false` plain luminance. Left out: as `true` on pages with
         * colours. The document itself is never changed.
         */
        public ?bool $keepColor = null,
        /**
         * Turn pages that lie on their side or stand on their head. Strength: how readily. A turn is done when it is at
         * least `1 - strength` sure; `true` is 0.6.
         */
        public bool|float|null $orient = null,
        /**
         * Rectify photographed sheets. Strength: how readily. Done when the sheet is at least `1 - strength` sure to be
         * one; `true` is 0.5.
         */
        public bool|float|null $perspective = null,
        /**
         * Enlarge. Strength: 0.5 for one and a half times, 1 for twice; `true` as the size of the letters asks, at
         * least one and a half times.
         */
        public bool|float|null $upscale = null,
    ) {
    }
}
