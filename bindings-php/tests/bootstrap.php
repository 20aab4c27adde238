<?php

/** The package and its tests where they lie, and what Debian packages of PHP libraries, where they are installed. */

declare(strict_types=1);

spl_autoload_register(static function (string $class): void {
    foreach (['OCRFacture\Tests\\' => __DIR__ . '/', 'OCRFacture\\' => dirname(__DIR__) . '/src/'] as $prefix => $folder) {
        if (str_starts_with($class, $prefix)) {
            $path = $folder . strtr(substr($class, strlen($prefix)), '\\', '/') . '.php';
            is_file($path) && require $path;
            return;
        }
    }
});
foreach (['Psr/Log', 'Psr/Http/Client', 'Psr/Http/Message', 'Nyholm/Psr7', 'GuzzleHttp/Psr7'] as $library) {
    $path = "/usr/share/php/$library/autoload.php";
    is_file($path) && require_once $path;
}
