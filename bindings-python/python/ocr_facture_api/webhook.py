"""Webhooks, by Standard Webhooks 1.0: whether a call comes from who shares the secret."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ._native import verify_webhook as verify
from .errors import from_json


class WebhookDelivery(NamedTuple):
    """A call that comes from who it says."""

    id: str
    """The same each time it is sent again: what was already done under it need not be done twice."""
    timestamp: int
    """When it was sent, in seconds since 1970 (UTC)."""


def verify_webhook(
    secrets: str | Iterable[str],
    headers: Mapping[str, str] | Iterable[tuple[str, str]],
    body: bytes | str,
    *,
    now: float | None = None,
) -> WebhookDelivery:
    """Verifies a call; raises `OCRFactureSignatureError`, whatever is wrong with it.

    `secrets` is the one `whsec_…`, or all that are valid while they change. `body` is the call's own bytes, not parsed
    and written again. `now` is the clock, in seconds since 1970, for tests.
    """
    every = [secrets] if isinstance(secrets, str) else list(secrets)
    pairs = list(headers.items() if isinstance(headers, Mapping) else headers)
    raw = body.encode() if isinstance(body, str) else bytes(body)
    ok, told = verify(every, pairs, raw, int(time.time() if now is None else now))
    if not ok:
        raise from_json(told)
    return WebhookDelivery(**json.loads(told))
