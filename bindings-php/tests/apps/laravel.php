<?php

/** What a project does with Laravel, in a project that Composer made: every line is a claim of the guide. */

declare(strict_types=1);

namespace App;

use Illuminate\Contracts\Console\Kernel as ConsoleKernel;
use Illuminate\Contracts\Debug\ExceptionHandler;
use Illuminate\Contracts\Http\Kernel as HttpKernel;
use Illuminate\Foundation\Application;
use Illuminate\Http\Request;
use Illuminate\Http\UploadedFile;
use Illuminate\Support\Facades\Event;
use Illuminate\Support\Facades\Queue;
use Illuminate\Support\Facades\Route;
use OCRFacture\Exception\EncryptedException;
use OCRFacture\Exception\UnavailableException;
use OCRFacture\Laravel\ExtractInvoice;
use OCRFacture\Laravel\InvoiceExtracted;
use OCRFacture\Laravel\InvoiceExtractionFailed;
use OCRFacture\Laravel\OCRFacture;
use OCRFacture\OCRFactureAPI;

// Laravel 8 was written before what PHP 8.2 deprecates.
error_reporting(E_ALL & ~E_DEPRECATED);
require 'vendor/autoload.php';
require_once '/usr/share/php/Illuminate/autoload.php';
require_once '/usr/share/php/PHPUnit/Autoload.php';

function same(mixed $expected, mixed $told, string $what): void
{
    if ($expected !== $told) {
        echo "$what: ", var_export($expected, true), ' expected, ', var_export($told, true), " told\n";
        exit(1);
    }
}

define('PROVIDERS', array_map(static fn (string $name): string => "Illuminate\\$name", [
    'Bus\BusServiceProvider', 'Database\DatabaseServiceProvider', 'Cache\CacheServiceProvider', 'Filesystem\FilesystemServiceProvider',
    'Foundation\Providers\ConsoleSupportServiceProvider', 'Foundation\Providers\FoundationServiceProvider',
    'Queue\QueueServiceProvider', 'View\ViewServiceProvider', 'Encryption\EncryptionServiceProvider',
]));
$app = new Application(getcwd());
$app->singleton(HttpKernel::class, \Illuminate\Foundation\Http\Kernel::class);
$app->singleton(ConsoleKernel::class, \Illuminate\Foundation\Console\Kernel::class);
$app->singleton(ExceptionHandler::class, \Illuminate\Foundation\Exceptions\Handler::class);
$artisan = $app->make(ConsoleKernel::class);
$artisan->bootstrap();

// Found by itself, with its alias; its settings are published.
same(true, $app->getProvider(\OCRFacture\Laravel\OCRFactureServiceProvider::class) !== null, 'auto-discovery');
same(0, $artisan->call('vendor:publish', ['--tag' => 'ocr-facture-config']), 'vendor:publish');
same(true, is_file('config/ocr-facture.php'), 'published configuration');
same(null, config('ocr-facture.base_url'), 'merged configuration');
config(['ocr-facture.log_channel' => 'single']);
same('local', $app->make(OCRFactureAPI::class)->mode(), 'service');
same('FA-2026-0042', \OCRFacture::extractFromFile('facture.pdf')->invoice->number, 'alias');
same(true, str_contains((string) file_get_contents('storage/logs/laravel.log'), 'extract_from_bytes'), 'log');

// The job, from the queue, with its events.
$told = [];
Event::listen(InvoiceExtracted::class, function (InvoiceExtracted $event) use (&$told): void {
    $told[] = [$event->path, $event->result->invoice->number];
});
Event::listen(InvoiceExtractionFailed::class, function (InvoiceExtractionFailed $event) use (&$told): void {
    $told[] = [$event->path, $event->error->errorCode()];
});
ExtractInvoice::dispatch('a.pdf', disk: 'local', options: ['timeout' => 20_000]);
try {
    ExtractInvoice::dispatch('abimee.pdf', 'local');
    ExtractInvoice::dispatch('nowhere.pdf');
} catch (\Throwable $e) {
    // The queue `sync` throws again what fails a job.
}
same(['a.pdf', 'FA-2026-0042'], $told[0], 'job');
same('abimee.pdf', $told[1][0], 'failed job');
$job = unserialize(serialize(new ExtractInvoice('a.pdf', 'local')));
same('a.pdf', $job->path, 'serialised job');

// The recipe: an upload form.
require FOLDER . '/examples/php/recipe_laravel.php';
Route::get('/factures', [\App\Http\Controllers\InvoiceController::class, 'form']);
Route::post('/factures', [\App\Http\Controllers\InvoiceController::class, 'store']);
$http = $app->make(HttpKernel::class);
$ask = static function (string $method, array $files = []) use ($http): array {
    $response = $http->handle(Request::create('/factures', $method, files: $files));
    return [$response->getStatusCode(), (string) $response->getContent()];
};
same(200, $ask('GET')[0], 'form');
same(422, $ask('POST')[0], 'no upload');
[$status, $body] = $ask('POST', ['facture' => new UploadedFile('facture.pdf', 'envoi.pdf', null, null, true)]);
same([201, '228.00'], [$status, json_decode($body)->gross ?? $body], 'upload');
[$status, $body] = $ask('POST', ['facture' => new UploadedFile('factures/abimee.pdf', 'envoi.pdf', null, null, true)]);
same(422, $status, 'bad upload');

// The fake: the application's code is what is tested.
$answer = OCRFacture::extractFromFile('facture.pdf')->with(text: 'fake');
$fake = OCRFacture::fake(['extract_from_bytes' => $answer]);
$fake->assertNothingCalled();
same('fake', OCRFacture::extractFromFile('whatever.pdf')->text, 'fake by the facade');
same('fake', $app->make(OCRFactureAPI::class)->extractFromBase64('AAAA')->text, 'fake by injection');
$fake->assertCalled('extract_from_bytes', 1, static fn ($call) => $call->document->path() === 'whatever.pdf');
$fake->assertCalled('extract_from_base64');
$fake->answer('validate', new EncryptedException('fermé'));
try {
    OCRFacture::validate('a.pdf');
    same(true, false, 'fake exception');
} catch (EncryptedException) {
}
// What may succeed later goes back to the queue.
Queue::fake();
ExtractInvoice::dispatch('a.pdf');
Queue::assertPushed(ExtractInvoice::class, static fn (ExtractInvoice $job): bool => $job->path === 'a.pdf');
$fake->answer('extract_from_bytes', new UnavailableException('plus tard', ['retry_after' => '120']));
$queued = new class extends \Illuminate\Queue\Jobs\SyncJob {
    public ?int $delay = null;

    public function __construct()
    {
    }

    public function attempts(): int
    {
        return 1;
    }

    public function release($delay = 0): void
    {
        $this->delay = $delay;
    }
};
$job = (new ExtractInvoice('a.pdf'))->setJob($queued);
$app->call([$job, 'handle']);
same(120, $queued->delay, 'released job');
echo "done\n";
