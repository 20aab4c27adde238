-- One dialect for SQLite and PostgreSQL: TEXT and BIGINT. Instants are microseconds since 1970, UTC.

CREATE TABLE api_keys (
    id TEXT PRIMARY KEY,
    -- SHA-256 of the key (and pepper), in hexadecimal; the key itself is nowhere.
    hash TEXT NOT NULL UNIQUE,
    tenant TEXT NOT NULL,
    plan TEXT NOT NULL,
    name TEXT NOT NULL,
    environment TEXT NOT NULL,
    last4 TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- From then on it is refused: revoked, or rotated and its overlap over.
    ends_at BIGINT
);
CREATE INDEX api_keys_by_tenant ON api_keys (tenant, created_at);

-- What a tenant has used in a month, and in the last day of it that it called. Both are UTC: 2026-11, 2026-11-29.
CREATE TABLE quotas (
    tenant TEXT NOT NULL,
    month TEXT NOT NULL,
    month_used BIGINT NOT NULL,
    day TEXT NOT NULL,
    day_used BIGINT NOT NULL,
    PRIMARY KEY (tenant, month)
);

-- One call by its idempotency key: at work (no status) under a lease, or answered.
CREATE TABLE idempotency (
    tenant TEXT NOT NULL,
    -- SHA-256 of method, route and key, in hexadecimal.
    call TEXT NOT NULL,
    -- SHA-256 of the parts of the request.
    fingerprint TEXT NOT NULL,
    -- Who executes it: only they may answer.
    owner TEXT NOT NULL,
    lease_ends_at BIGINT NOT NULL,
    -- What the quota was debited for it, so that a second execution after a crash costs nothing more.
    paid BIGINT NOT NULL,
    status BIGINT,
    content_type TEXT,
    body TEXT,
    ends_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, call)
);
CREATE INDEX idempotency_by_end ON idempotency (ends_at);
