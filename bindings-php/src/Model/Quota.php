<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

/** The answer of `quota`. */
final readonly class Quota extends Model
{
    protected const SHAPE = [
        'plan' => ['plan', null],
        'limits' => ['limits', [Allowance::class]],
    ];

    public function __construct(
        /** @var list<Allowance> Every limit of the plan; none means that nothing is counted. */
        public array $limits,
        /** Name of the caller's plan; absent where there is none: in local mode, and on a server that needs no key. */
        public ?string $plan = null,
    ) {
    }
}
