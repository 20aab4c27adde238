<?php

declare(strict_types=1);

namespace OCRFacture\Laravel;

use Illuminate\Bus\Queueable;
use Illuminate\Contracts\Events\Dispatcher;
use Illuminate\Contracts\Filesystem\Factory;
use Illuminate\Contracts\Queue\ShouldQueue;
use Illuminate\Foundation\Bus\Dispatchable;
use Illuminate\Queue\InteractsWithQueue;
use OCRFacture\Document;
use OCRFacture\Exception\NotFoundException;
use OCRFacture\Exception\OCRFactureException;
use OCRFacture\OCRFactureAPI;

/**
 * Reads a file of a disk of Laravel in the queue, and tells by `InvoiceExtracted` or `InvoiceExtractionFailed`. What may
 * succeed later is tried again; what cannot fails at once.
 *
 *     ExtractInvoice::dispatch('factures/123.pdf', disk: 's3');
 */
final class ExtractInvoice implements ShouldQueue
{
    use Dispatchable;
    use InteractsWithQueue;
    use Queueable;

    public int $tries = 5;
    /** @var list<int> seconds between two tries */
    public array $backoff = [10, 60, 300, 900];

    /** @param array<string, mixed> $options by the names of the format */
    public function __construct(
        public readonly string $path,
        public readonly ?string $disk = null,
        public readonly array $options = [],
    ) {
    }

    public function handle(OCRFactureAPI $api, Factory $disks, Dispatcher $events): void
    {
        try {
            $stream = $disks->disk($this->disk)->readStream($this->path);
            if (!is_resource($stream)) {
                throw new NotFoundException('Ce fichier ne peut pas être ouvert.', ['path' => $this->path]);
            }
            try {
                $result = $api->extractFromBytes(Document::stream($stream, $this->path), $this->options);
            } finally {
                is_resource($stream) && fclose($stream);
            }
        } catch (OCRFactureException $e) {
            if ($e->isRetryable() && $this->attempts() < $this->tries) {
                $this->release(max($e->retryAfter() ?? 0, $this->backoff[$this->attempts() - 1] ?? 900));
                return;
            }
            $events->dispatch(new InvoiceExtractionFailed($this->path, $this->disk, $e));
            $this->fail($e);
            return;
        }
        $events->dispatch(new InvoiceExtracted($this->path, $this->disk, $result));
    }
}
