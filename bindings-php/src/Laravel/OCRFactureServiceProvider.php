<?php

declare(strict_types=1);

namespace OCRFacture\Laravel;

use Illuminate\Contracts\Foundation\Application;
use Illuminate\Support\ServiceProvider;
use OCRFacture\OCRFactureAPI;

/** Gives Laravel an `OCRFactureAPI`, made by config/ocr-facture.php when it is first asked for. */
final class OCRFactureServiceProvider extends ServiceProvider
{
    private const CONFIG = __DIR__ . '/../../config/ocr-facture.php';

    public function register(): void
    {
        $this->mergeConfigFrom(self::CONFIG, 'ocr-facture');
        $this->app->singleton(OCRFactureAPI::class, static function (Application $app): OCRFactureAPI {
            $config = $app->make('config')->get('ocr-facture');
            return new OCRFactureAPI(
                $config['base_url'],
                $config['api_key'],
                $config['cache'],
                (float) $config['timeout'],
                (int) $config['max_retries'],
                $config['log_channel'] === null ? null : $app->make('log')->channel($config['log_channel']),
            );
        });
        $this->app->alias(OCRFactureAPI::class, 'ocr-facture');
    }

    public function boot(): void
    {
        if ($this->app->runningInConsole()) {
            $this->publishes([self::CONFIG => $this->app->configPath('ocr-facture.php')], 'ocr-facture-config');
        }
    }
}
