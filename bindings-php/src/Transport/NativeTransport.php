<?php

declare(strict_types=1);

namespace OCRFacture\Transport;

use Exception;
use Generator;
use OCRFacture\BatchProgress;
use OCRFacture\Exception\BaseException;
use OCRFacture\Exception\CancelledException;
use OCRFacture\Exception\ExtensionMissingException;
use OCRFacture\Exception\OCRFactureException;
use OCRFacture\Exception\ValidationException;
use OCRFacture\Native\Engine;

/** The engine in this process: the extension `ocr_facture`. */
final class NativeTransport implements Transport
{
    private readonly Engine $engine;

    public function __construct(?string $cache = null)
    {
        if (!extension_loaded('ocr_facture')) {
            throw new ExtensionMissingException(
                "L'extension ocr_facture n'est pas chargée : installez-la (pie install ocr-facture/ext-ocr-facture, puis "
                    . "extension=ocr_facture dans php.ini), ou donnez l'adresse d'un serveur : "
                    . 'new OCRFactureAPI(baseUrl: "https://…").'
            );
        }
        try {
            $this->engine = new Engine($cache);
        } catch (Exception $e) {
            throw new ValidationException($e->getMessage(), previous: $e);
        }
    }

    public function call(Call $call): string
    {
        $path = $call->document?->path();
        $bytes = $path === null ? $call->document?->read($call->limit) : null;
        [$ok, $told] = $this->engine->call($call->request(), $bytes, $path) ?: [false, null];
        if ($told === null) {
            throw new CancelledException('Le temps donné à ce script (max_execution_time) est écoulé.');
        }
        return $ok ? $told : throw BaseException::ofJson($told);
    }

    public function batch(Call $call, iterable $documents, ?int $jobs, ?callable $progress): Generator
    {
        $batch = $this->engine->batch($call->request(), $jobs);
        $at = new BatchProgress(0, 0, is_countable($documents) ? count($documents) : null);
        $sources = Source::of($documents);
        // Names of what is being read, and what could not be given to the engine.
        [$names, $refused] = [[], []];
        [$given, $told] = [0, 0];
        try {
            while (($event = $batch->wait()) !== null) {
                [$kind, $ok, $text] = $event;
                switch ($kind) {
                    case 'ask':
                        if (!$sources->valid()) {
                            $batch->give();
                            break;
                        }
                        [$names[$given], $document] = $sources->current();
                        $sources->next();
                        try {
                            if ($document instanceof OCRFactureException) {
                                throw $document;
                            }
                            $path = $document->path();
                            $batch->give($path === null ? $document->read($call->limit) : null, $path);
                        } catch (OCRFactureException $e) {
                            // It keeps its place: the engine is given nothing to read.
                            $refused[$given] = $e;
                            $batch->give('');
                        }
                        $given++;
                        break;
                    case 'progress':
                        $at = $at->advance($ok);
                        $progress === null || $progress($at);
                        break;
                    case 'result':
                        yield [$names[$told], $refused[$told] ?? ($ok ? $text : BaseException::ofJson($text))];
                        unset($names[$told], $refused[$told]);
                        $told++;
                        break;
                    default:
                        throw BaseException::ofJson($text);
                }
            }
        } finally {
            $batch->close();
        }
    }

    public function mode(): string
    {
        return 'local';
    }
}
