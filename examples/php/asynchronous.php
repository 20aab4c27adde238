<?php

/*
 * Lit deux factures, dix secondes au plus chacune, et sait s'arrêter. Reads two invoices, for ten seconds at most each, and
 * knows how to stop.
 *
 * PHP fait une chose à la fois : ce qui travaille à plusieurs est batchExtract ; ce qui arrête un travail est son temps, ou
 * un signal. PHP does one thing at a time: what works in parallel is batchExtract; what stops work is its time, or a signal.
 */

declare(strict_types=1);

require __DIR__ . '/autoload.php';

use OCRFacture\OCRFactureAPI;

if (function_exists('pcntl_async_signals')) {
    pcntl_async_signals(true);
    // Ctrl-C, même au milieu d'une lecture. Ctrl-C, even in the middle of a reading.
    pcntl_signal(SIGINT, static fn () => throw new RuntimeException('Interrompu.'));
}
foreach ((new OCRFactureAPI())->batchExtract(['facture.pdf', 'facturx.pdf'], ['timeout' => 10_000]) as $item) {
    echo "$item->name : ", $item->ok() ? $item->result->invoice->number : $item->error->errorCode(), "\n";
}
