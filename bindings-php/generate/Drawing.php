<?php

declare(strict_types=1);

namespace OCRFacture\Generate;

/** The types of the schema's definitions, as PHP writes them. */
final class Drawing
{
    public const OPTIONS = ['ExtractOptions', 'CheckOptions', 'GenerateOptions', 'Limits', 'Steps'];
    private const DECIMAL = '^-?\d+(\.\d+)?$';
    /** An error is an exception, a box a class of its own. */
    private const BY_HAND = ['Error', 'Rect'];
    /** A warning is what PHP prints. */
    private const RENAMED = ['Warning' => 'Notice'];
    /** What stands beside the fields of a class: src/Model/*Ways.php. */
    private const WAYS = ['Extraction', 'Generated', 'Report'];
    /** Code of an error to its class and the class above it. */
    private const EXCEPTIONS = [
        'invalid_input' => ['Validation', 'Base'],
        'invalid_invoice' => ['InvalidInvoice', 'Validation'],
        'encrypted' => ['Encrypted', 'Base'],
        'too_large' => ['TooLarge', 'Base'],
        'unreadable' => ['Unreadable', 'Base'],
        'ocr_unavailable' => ['OCRUnavailable', 'Base'],
        'language_unavailable' => ['LanguageUnavailable', 'Base'],
        'timeout' => ['Timeout', 'Base'],
        'cancelled' => ['Cancelled', 'Base'],
        'not_found' => ['NotFound', 'Base'],
        'gone' => ['Gone', 'NotFound'],
        'unauthorized' => ['Auth', 'Base'],
        'forbidden' => ['Forbidden', 'Auth'],
        'rate_limited' => ['RateLimit', 'Base'],
        'quota_exceeded' => ['Quota', 'RateLimit'],
        'conflict' => ['Conflict', 'Base'],
        'idempotency_key_reused' => ['Idempotency', 'Validation'],
        'method_not_allowed' => ['Method', 'Validation'],
        'unsupported_media_type' => ['MediaType', 'Validation'],
        'network' => ['Network', 'Base'],
        'server' => ['Server', 'Base'],
        'unavailable' => ['Unavailable', 'Server'],
        'internal' => ['Internal', 'Server'],
        'invalid_signature' => ['Signature', 'Base'],
    ];

    /** @param array<string, array<string, mixed>> $definitions */
    public function __construct(private readonly array $definitions)
    {
    }

    public function isModel(string $name): bool
    {
        return isset($this->definitions[$name]['properties']) && !in_array($name, self::BY_HAND, true);
    }

    /** @return list<string> names of the choices between texts */
    public function choices(): array
    {
        return array_values(array_filter(array_keys($this->definitions), $this->isChoice(...)));
    }

    /** @return array<string, string> a class over what the engine answers */
    public function model(string $name): array
    {
        $told = self::RENAMED[$name] ?? $name;
        $required = $this->definitions[$name]['required'] ?? [];
        [$shape, $first, $then] = [[], [], []];
        foreach ($this->fields($name) as $field => $schema) {
            [$type, $kind, $phpdoc, $absent] = $this->type($schema);
            $property = self::camel($field);
            $needed = in_array($field, $required, true);
            $default = $this->default($schema, $type, $absent, $needed);
            $line = self::doc($schema['description'] ?? $field, '        ', $phpdoc)
                . '        public ' . ($absent ? '?' : '') . "$type \$$property" . $default . ",\n";
            // What has no default comes first, as PHP wants it.
            $default === '' ? $first[] = $line : $then[] = $line;
            $left = $needed ? '' : ', true';
            $shape[] = "        '$field' => ['$property', $kind$left],\n";
        }
        $ways = in_array($name, self::WAYS, true);
        if ($ways) {
            $then[] = "        /** As the engine told it, to the byte. */\n        private ?string \$told = null,\n";
        }
        $body = ($ways ? "    use {$name}Ways;\n\n" : '')
            . "    protected const SHAPE = [\n" . implode('', $shape) . "    ];\n\n"
            . "    public function __construct(\n" . implode('', $first) . implode('', $then) . "    ) {\n    }\n";
        $doc = self::doc($this->definitions[$name]['description'], '');
        $uses = str_contains($body, 'DateTimeImmutable') ? "use DateTimeImmutable;\n\n" : '';
        $class = "final readonly class $told extends Model\n{\n$body}\n";
        return ["Model/$told.php" => self::head('Model', $uses) . $doc . $class];
    }

    /** @return array<string, string> the options of a verb */
    public function options(string $name): array
    {
        $lines = [];
        foreach ($this->fields($name) as $field => $schema) {
            $default = $schema['default'] ?? null;
            $told = $default === null || $default === false || is_array($default)
                ? '' : ' Default: `' . json_encode($default) . '`.';
            [$type, $phpdoc] = $this->optionType($schema);
            $lines[] = self::doc(($schema['description'] ?? $field) . $told, '        ', $phpdoc)
                . "        public $type \$" . self::camel($field) . " = null,\n";
        }
        $body = implode('', $lines);
        preg_match_all('/\b(' . implode('|', $this->choices()) . ')\|/', $body, $found);
        $used = array_unique($found[1]);
        sort($used);
        $uses = array_map(static fn (string $choice): string => "use OCRFacture\\Enum\\$choice;\n", $used);
        str_contains($body, 'DateTimeInterface') && array_unshift($uses, "use DateTimeInterface;\n");
        $uses = $uses === [] ? '' : implode('', $uses) . "\n";
        $class = "final readonly class $name extends Options\n{\n    public function __construct(\n$body    ) {\n    }\n}\n";
        $doc = self::doc($this->definitions[$name]['description'] . ' What is null is left to the engine.', '');
        return ["Option/$name.php" => self::head('Option', $uses) . $doc . $class];
    }

    /** @return array<string, string> a choice between texts */
    public function choice(string $name): array
    {
        $schema = $this->definitions[$name];
        $cases = '';
        foreach ($schema['oneOf'] ?? $schema['enum'] as $one) {
            foreach (is_array($one) && isset($one['enum']) ? $one['enum'] : [$one['const'] ?? $one] as $value) {
                $doc = is_array($one) && isset($one['description']) ? self::doc($one['description'], '    ') : '';
                $cases .= "$doc    case " . ucfirst(self::camel($value)) . " = '$value';\n";
            }
        }
        $doc = self::doc($schema['description'] ?? $name, '');
        return ["Enum/$name.php" => self::head('Enum', '') . "{$doc}enum $name: string\n{\n$cases}\n"];
    }

    /** @return array<string, string> one class a code */
    public function exceptions(): array
    {
        [$files, $rows] = [[], ''];
        $codes = [];
        foreach ($this->definitions['ErrorKind']['oneOf'] as $one) {
            $code = $one['const'];
            $codes[] = $code;
            [$name, $above] = self::EXCEPTIONS[$code];
            $final = in_array($name, array_column(self::EXCEPTIONS, 1), true) ? '' : 'final ';
            $files["Exception/{$name}Exception.php"] = self::head('Exception', '') . self::doc($one['description'], '')
                . "{$final}class {$name}Exception extends {$above}Exception\n{\n    public const CODE = '$code';\n}\n";
            $rows .= "        '$code' => {$name}Exception::class,\n";
        }
        assert($codes !== [] && array_diff(array_keys(self::EXCEPTIONS), $codes) === []);
        $files['Exception/Classes.php'] = self::head('Exception', '')
            . "/** The class of each code. @internal */\nfinal class Classes\n{\n    public const OF = [\n$rows    ];\n}\n";
        return $files;
    }

    /** @return array<string, array<string, mixed>> fields in the order of Rust, which `required` keeps */
    private function fields(string $name): array
    {
        $properties = $this->definitions[$name]['properties'];
        $order = array_flip($this->definitions[$name]['required'] ?? []);
        return array_replace(array_intersect_key($order, $properties), $properties);
    }

    private function isChoice(string $name): bool
    {
        $schema = $this->definitions[$name];
        $texts = static fn (array $one): bool => isset($one['const']) || isset($one['enum']);
        return isset($schema['enum'])
            || isset($schema['oneOf']) && count(array_filter($schema['oneOf'], $texts)) === count($schema['oneOf']);
    }

    /** @return array{string, string, string, bool} the type, how it is read, its phpdoc where PHP says less, may be null */
    private function type(array $schema): array
    {
        [$schema, $absent] = $this->plain($schema);
        $null = $absent ? '|null' : '';
        if (isset($schema['$ref'])) {
            $name = basename($schema['$ref']);
            if ($name === 'Rect') {
                return ['Box', 'Box::class', '', $absent];
            }
            if ($this->isChoice($name)) {
                return ['string', 'null', "one of \\OCRFacture\\Enum\\$name", $absent];
            }
            if (!isset($this->definitions[$name]['properties'])) {
                // A name for a table or a text.
                return $this->type(array_diff_key($this->definitions[$name], ['description' => 0]));
            }
            $name = self::RENAMED[$name] ?? $name;
            return [$name, "$name::class", '', $absent];
        }
        switch ($schema['type']) {
            case 'array':
                if (($schema['maxItems'] ?? 0) === 4 && ($schema['minItems'] ?? 0) === 4) {
                    return ['Box', 'Box::class', '', $absent];
                }
                [$item, $kind] = $this->type($schema['items']);
                return ['array', $kind === 'null' ? 'null' : "[$kind]", "@var list<$item>$null", $absent];
            case 'object':
                [$item, $kind] = $this->type($schema['additionalProperties']);
                return ['array', "['*' => $kind]", "@var array<string, $item>$null", $absent];
            case 'string':
                return match (true) {
                    ($schema['contentEncoding'] ?? '') === 'base64' => ['string', "'bytes'", '', $absent],
                    ($schema['format'] ?? '') === 'date' => ['DateTimeImmutable', "'date'", '', $absent],
                    ($schema['pattern'] ?? '') === self::DECIMAL
                        => ['string', 'null', "@var numeric-string$null", $absent],
                    default => ['string', 'null', '', $absent],
                };
            default:
                $types = ['integer' => 'int', 'number' => 'float', 'boolean' => 'bool'];
                return [$types[$schema['type']], $schema['type'] === 'number' ? "'float'" : 'null', '', $absent];
        }
    }

    /** @return array{string, string} the type of an option, and its phpdoc where PHP says less */
    private function optionType(array $schema): array
    {
        [$plain] = $this->plain($schema);
        $name = basename($plain['$ref'] ?? '');
        return match (true) {
            $name === 'Limits' => ['?Limits', ''],
            $name === 'Preprocess' => ['Steps|string|null', "@var Steps|'auto'|'none'|null"],
            $name === 'Want' => ['bool|float|null', ''],
            $name !== '' => ["$name|string|null", ''],
            ($plain['format'] ?? '') === 'date', ($plain['format'] ?? '') === 'partial-date-time'
                => ['DateTimeInterface|string|null', ''],
            $plain['type'] === 'array' => ['?array', '@var list<' . $this->type($plain['items'])[0] . '>|null'],
            default => ['?' . $this->type($plain)[0], ''],
        };
    }

    /** @return array{array<string, mixed>, bool} the schema without `null`, and whether it admitted it */
    private function plain(array $schema): array
    {
        if (isset($schema['anyOf'])) {
            $kept = array_filter($schema['anyOf'], static fn (array $one): bool => ($one['type'] ?? '') !== 'null');
            assert(count($kept) === 1);
            return [reset($kept), count($kept) < count($schema['anyOf'])];
        }
        if (is_array($schema['type'] ?? null)) {
            $kinds = array_values(array_diff($schema['type'], ['null']));
            // Amounts are asked for as text or number; PHP gives text.
            $kind = $kinds === ['string', 'number'] ? 'string' : $kinds[0];
            return [['type' => $kind] + $schema, count($kinds) < count($schema['type'])];
        }
        return [$schema, false];
    }

    private function default(array $schema, string $type, bool $absent, bool $needed): string
    {
        return match (true) {
            $absent => ' = null',
            $type === 'array' && (array_key_exists('default', $schema) || !$needed) => ' = []',
            !array_key_exists('default', $schema) => $needed ? '' : ($type === 'bool' ? ' = false' : ''),
            is_array($schema['default']) => " = new $type()",
            default => ' = ' . var_export($schema['default'], true),
        };
    }

    private static function camel(string $name): string
    {
        return lcfirst(str_replace(' ', '', ucwords(strtr($name, '_-', '  '))));
    }

    private static function head(string $namespace, string $uses): string
    {
        return "<?php\n\n// Drawn from docs/schema by generate.php: change the Rust types instead.\n\n"
            . "declare(strict_types=1);\n\nnamespace OCRFacture\\$namespace;\n\n$uses";
    }

    private static function doc(string $text, string $indent, string $more = ''): string
    {
        // Without the links of Rust.
        $text = preg_replace('/\[`(?:\w+::)*(\w+)`\]/', '`$1`', $text);
        $text = trim(preg_replace('/\s+/', ' ', $text));
        if (str_starts_with($more, 'one of')) {
            $text .= ' ' . ucfirst($more) . '.';
            $more = '';
        }
        $text = trim("$more $text");
        $one = "$indent/** $text */\n";
        if (mb_strlen($one) <= 121) {
            return $one;
        }
        $lines = [];
        foreach (explode(' ', $text) as $word) {
            $last = array_key_last($lines);
            if ($last !== null && mb_strlen("$indent * {$lines[$last]} $word") <= 120) {
                $lines[$last] .= " $word";
            } else {
                $lines[] = $word;
            }
        }
        $lines = array_map(static fn (string $line): string => rtrim("$indent * $line") . "\n", $lines);
        return "$indent/**\n" . implode('', $lines) . "$indent */\n";
    }
}
