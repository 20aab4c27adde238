<?php

declare(strict_types=1);

namespace OCRFacture\Transport;

use Generator;
use OCRFacture\BatchProgress;
use OCRFacture\Exception\OCRFactureException;

/** What does the verbs: the engine in this process, or a server. */
interface Transport
{
    /**
     * The answer, in JSON.
     *
     * @throws OCRFactureException
     */
    public function call(Call $call): string;

    /**
     * The answers of a verb over many documents, in their order: each its name, then its JSON or its exception.
     *
     * @param iterable<mixed> $documents each as `Source::of` takes it
     * @param ?callable(BatchProgress): mixed $progress
     * @return Generator<int, array{string, string|OCRFactureException}>
     */
    public function batch(Call $call, iterable $documents, ?int $jobs, ?callable $progress): Generator;

    /** `local` or `remote`. */
    public function mode(): string;
}
