<?php

declare(strict_types=1);

namespace OCRFacture\Transport;

use OCRFacture\Document;
use OCRFacture\Exception\OCRFactureException;

/** The documents of a batch, one by one, each under its name. */
final class Source
{
    /**
     * One that cannot be taken, because it is no document, costs only itself.
     *
     * @param iterable<mixed> $documents documents, or names to documents
     * @return \Generator<int, array{string, Document|OCRFactureException}>
     */
    public static function of(iterable $documents): \Generator
    {
        $index = 0;
        foreach ($documents as $key => $given) {
            $index++;
            try {
                $document = Document::of($given);
                $own = $document->name() !== '' ? $document->name() : "document-$index";
            } catch (OCRFactureException $e) {
                [$document, $own] = [$e, is_string($given) ? $given : "document-$index"];
            }
            yield [is_string($key) ? $key : $own, $document];
        }
    }
}
