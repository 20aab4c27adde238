"""Webhooks, verified by us and by the reference library of Standard Webhooks."""

from __future__ import annotations

import base64
import secrets
from datetime import datetime, timezone

import pytest
from ocr_facture_api import OCRFactureSignatureError, OCRFactureValidationError, verify_webhook
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

BODY = '{"type":"invoice.read","data":{"id":"é"}}'


def secret(size: int = 32) -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(size)).decode()


def signed(key: str, now: datetime, ident: str = "msg_1", body: str = BODY) -> dict[str, str]:
    return {
        "webhook-id": ident,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(key).sign(ident, now, body),
    }


def test_what_the_reference_signs_is_genuine() -> None:
    now = datetime.now(tz=timezone.utc)
    for size in (24, 32, 64):
        key = secret(size)
        headers = signed(key, now)
        Webhook(key).verify(BODY, headers)
        delivery = verify_webhook(key, headers, BODY.encode())
        assert (delivery.id, delivery.timestamp) == ("msg_1", int(now.timestamp()))
        assert verify_webhook([secret(), key], {k.upper(): v for k, v in headers.items()}, BODY) == delivery


def test_what_the_reference_refuses_is_refused() -> None:
    now = datetime.now(tz=timezone.utc)
    key = secret()
    headers = signed(key, now)
    told = set()
    for bit in range(len(BODY.encode()) * 8):
        body = bytearray(BODY.encode())
        body[bit // 8] ^= 1 << bit % 8
        with pytest.raises(OCRFactureSignatureError) as refused:
            verify_webhook(key, headers, bytes(body))
        told.add(str(refused.value))
    for changed in (
        {**headers, "webhook-id": "msg_2"},
        {**headers, "webhook-timestamp": str(int(now.timestamp()) + 1)},
        {**headers, "webhook-signature": signed(secret(), now)["webhook-signature"]},
        {name: value for name, value in headers.items() if name != "webhook-signature"},
        signed(key, datetime.fromtimestamp(now.timestamp() - 400, tz=timezone.utc)),
    ):
        with pytest.raises(WebhookVerificationError):
            Webhook(key).verify(BODY, changed)
        with pytest.raises(OCRFactureSignatureError) as refused:
            verify_webhook(key, changed, BODY)
        told.add(str(refused.value))
    assert len(told) == 1
    old = signed(key, datetime.fromtimestamp(1_000_000, tz=timezone.utc))
    assert verify_webhook(key, old, BODY, now=1_000_300).timestamp == 1_000_000


def test_a_secret_that_cannot_be_one() -> None:
    for key in ("", "whsec_", "whsec_c2hvcnQ=", []):
        with pytest.raises(OCRFactureValidationError):
            verify_webhook(key, {}, b"")
