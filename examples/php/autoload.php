<?php

// Chez vous : require 'vendor/autoload.php'. At yours: require 'vendor/autoload.php'.

declare(strict_types=1);

$vendor = getcwd() . '/vendor/autoload.php';
require is_file($vendor) ? $vendor : __DIR__ . '/../../bindings-php/tests/bootstrap.php';
