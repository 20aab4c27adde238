<?php

/**
 * Draws the types of PHP from the JSON Schema of the format: `php generate.php`, after the bin `schema`.
 *
 * docs/schema/answers.json gives src/Model, docs/schema/requests.json src/Option, both src/Enum and src/Exception. The
 * files are committed; tests/GeneratedTest.php draws them again and compares.
 */

declare(strict_types=1);

namespace OCRFacture\Generate;

require_once __DIR__ . '/generate/Drawing.php';

/**
 * @return array<string, string> name and text of every file, from src/
 */
function drawn(): array
{
    $definitions = static fn (string $name): array => json_decode(
        (string) file_get_contents(dirname(__DIR__) . "/docs/schema/$name.json"),
        true,
        flags: JSON_THROW_ON_ERROR,
    )['$defs'];
    $answers = $definitions('answers');
    $drawing = new Drawing($answers + $definitions('requests'));
    $files = [];
    foreach (array_keys($answers) as $name) {
        if ($drawing->isModel($name)) {
            $files += $drawing->model($name);
        }
    }
    foreach (Drawing::OPTIONS as $name) {
        $files += $drawing->options($name);
    }
    foreach ($drawing->choices() as $name) {
        $files += $drawing->choice($name);
    }
    return $files + $drawing->exceptions();
}

if (realpath($_SERVER['SCRIPT_FILENAME'] ?? '') === __FILE__) {
    foreach (drawn() as $name => $text) {
        $path = __DIR__ . "/src/$name";
        is_dir(dirname($path)) || mkdir(dirname($path), recursive: true);
        file_put_contents($path, $text);
    }
}
