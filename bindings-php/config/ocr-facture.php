<?php

declare(strict_types=1);

return [
    // Un serveur d'ocr-facture ; sans adresse, l'extension travaille dans ce processus.
    // A server of ocr-facture; without an address, the extension works in this process.
    'base_url' => env('OCR_FACTURE_URL'),
    'api_key' => env('OCR_FACTURE_API_KEY'),

    // Secondes que peut durer un appel au serveur, reprises comprises. Seconds a call may take, retries included.
    'timeout' => (float) env('OCR_FACTURE_TIMEOUT', 120),
    'max_retries' => (int) env('OCR_FACTURE_MAX_RETRIES', 2),

    // Dossier où garder ce qui a été lu, en clair. Folder that keeps what was read, in clear.
    'cache' => env('OCR_FACTURE_CACHE'),

    // Canal du journal ; null pour ne rien écrire. Channel of the log; null to write nothing.
    'log_channel' => env('OCR_FACTURE_LOG_CHANNEL'),

    // Secrets des webhooks, whsec_… : l'ancien et le nouveau pendant un changement.
    'webhook_secrets' => array_values(array_filter(explode(',', (string) env('OCR_FACTURE_WEBHOOK_SECRETS', '')))),
];
