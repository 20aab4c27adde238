<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

use DateTimeImmutable;

/** The answer of `check_compliance` and `validate`. */
final readonly class Report extends Model
{
    use ReportWays;

    protected const SHAPE = [
        'verdict' => ['verdict', null],
        'as_of' => ['asOf', 'date'],
        'rulesets' => ['rulesets', [Ruleset::class]],
        'findings' => ['findings', [Finding::class]],
        'score' => ['score', null],
    ];

    public function __construct(
        /** `failed` on a fatal finding, `not_run` when nothing could be looked at. One of \OCRFacture\Enum\Status. */
        public string $verdict,
        /** The day the law is read at. */
        public DateTimeImmutable $asOf,
        /** @var list<Ruleset> Every ruleset, run or not, in the order of the layers. */
        public array $rulesets,
        /** @var list<Finding> What failed, in the order of the rulesets; every rule when all were asked for. */
        public array $findings,
        /**
         * 0 to 100: share of the rules looked at that passed, where a fatal rule weighs five, a warning two, an
         * information one. None when no rule was looked at.
         */
        public ?int $score = null,
        /** As the engine told it, to the byte. */
        private ?string $told = null,
    ) {
    }
}
