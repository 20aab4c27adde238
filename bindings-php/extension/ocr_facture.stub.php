<?php

// Drawn from the extension by generate/stub.php: change extension/src instead.

declare(strict_types=1);

namespace OCRFacture\Native;

/** A batch that runs. */
final class Batch
{
    public function __construct()
    {
    }

    /** Ends the batch: what is being read stops at its next check, nothing more is taken or told. */
    public function close(): void
    {
    }

    /**
     * Answers `ask` with a document: bytes, or the file of a path; with neither, there are no more. Results come in the
     * order of the documents, and PHP knows their names.
     */
    public function give(?string $document = null, ?string $path = null): bool
    {
    }

    /**
     * Waits for what the batch has to tell: `['ask', true, '']`, which `give` must answer; `['progress', ok, '']`;
     * `['result', ok, JSON]`; `['broken', false, JSON of the error]`; null at the end. Signal handlers run meanwhile.
     */
    public function wait(): ?array
    {
    }
}

/** The engine, shared by all that this process reads: it keeps what is costly to load from one request to the next. */
final class Engine
{
    /** Extractions are kept in the folder `$cache`, when one is given. */
    public function __construct(?string $cache = null)
    {
    }

    /** Starts a verb over many documents, in as many threads as `$jobs`, one a core when absent. */
    public function batch(string $request, ?int $jobs = null): \OCRFacture\Native\Batch
    {
    }

    /**
     * Does a verb, on these bytes or on the document of this path if any: `[true, JSON]`, or `[false, JSON of the error]`.
     * Signal handlers run meanwhile; one that throws ends the work.
     */
    public function call(string $request, ?string $document = null, ?string $path = null): array
    {
    }

    /** The version of the engine. */
    public static function version(): string
    {
    }
}
