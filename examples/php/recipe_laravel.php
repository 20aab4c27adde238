<?php

/*
 * Un formulaire d'envoi de factures dans Laravel. A form that uploads invoices, in Laravel.
 *
 *     Route::get('/factures', [InvoiceController::class, 'form']);
 *     Route::post('/factures', [InvoiceController::class, 'store']);
 */

declare(strict_types=1);

namespace App\Http\Controllers;

use Illuminate\Http\JsonResponse;
use Illuminate\Http\Request;
use Illuminate\Http\Response;
use OCRFacture\Exception\OCRFactureException;
use OCRFacture\OCRFactureAPI;

final class InvoiceController
{
    public function form(Request $request): Response
    {
        // Dans votre projet : une vue Blade, avec @csrf. In your project: a Blade view, with @csrf.
        return new Response(<<<HTML
            <!doctype html><html lang="fr"><title>Factures</title>
            <form method="post" enctype="multipart/form-data">
              <label>Facture (PDF, image, XML) <input type="file" name="facture" required></label>
              <button>Lire</button>
            </form>
            HTML);
    }

    public function store(Request $request, OCRFactureAPI $api): JsonResponse
    {
        $upload = $request->file('facture');
        if ($upload === null || !$upload->isValid()) {
            return new JsonResponse(['message' => 'Choisissez un fichier de moins de 20 Mo.'], 422);
        }
        try {
            // Un temps et une taille bornés : ce fichier vient de n'importe qui. Bounded: this file comes from anyone.
            $result = $api->extractFromFile($upload, ['timeout' => 20_000, 'limits' => ['bytes' => 20_000_000]]);
            $report = $api->checkCompliance($upload);
        } catch (OCRFactureException $error) {
            report($error);
            $status = $error->isRetryable() ? 503 : 422;
            return new JsonResponse(['code' => $error->errorCode(), 'message' => $error->getMessage()], $status);
        }
        return new JsonResponse([
            'number' => $result->invoice->number,
            'date' => $result->invoice->issueDate?->format('Y-m-d'),
            'seller' => $result->invoice->seller->name,
            'gross' => $result->invoice->totals->gross,
            'check' => $result->doubtful(0.9),
            'verdict' => $report->verdict,
            'fix' => array_map(static fn ($finding) => $finding->message->fr, $report->fatal()),
        ], 201);
    }
}
