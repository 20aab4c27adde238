<?php

// Drawn from docs/schema by generate.php: change the Rust types instead.

declare(strict_types=1);

namespace OCRFacture\Model;

/** What became of a ruleset. */
final readonly class Ruleset extends Model
{
    protected const SHAPE = [
        'id' => ['id', null],
        'version' => ['version', null],
        'status' => ['status', null],
        'why' => ['why', Message::class],
    ];

    public function __construct(
        /**
         * `fr-mentions`, `container`, `xsd`, `en16931-cii`, `en16931-ubl`, `facturx-<profile>`, `br-fr-cii`,
         * `br-fr-ubl`, `ppf-flux1`, `pdfa3`.
         */
        public string $id,
        /** Version of the rules. */
        public string $version,
        /** What became of it. One of \OCRFacture\Enum\Status. */
        public string $status,
        /** Why it was not run, or only in part. */
        public ?Message $why = null,
    ) {
    }
}
