"""Methods by which a bot receives its updates: polling or a webhook, never both."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.playground.answers import RefusedError, bad_request, conflict, too_many
from bot.playground.desk import Desk, Method
from bot.playground.params import Params
from bot.playground.polling import WEBHOOK_SET
from bot.playground.telegram_json import unix
from bot.playground.updates import DEFAULT_KINDS
from bot.playground.webhook import Address

PORTS = frozenset({80, 88, 443, 8443})
SET_AGAIN_AFTER = 1.0
"""Real seconds between two settings of a webhook."""
_SECRET = re.compile("[A-Za-z0-9_-]{0,256}")


async def get_updates(desk: Desk, params: Params) -> Any:
    """getUpdates, long polling for up to 50 s. `allowed_updates` is remembered."""
    if desk.webhook.address is not None:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    _allow(desk, params)
    offset = params.integer("offset")
    limit = params.integer("limit", 100, low=1, high=100)
    timeout = params.integer("timeout", 0, low=0, high=50)
    return await desk.polling.get(offset, limit, timeout)


def set_webhook(desk: Desk, params: Params) -> Any:
    """setWebhook; an empty address removes it."""
    url = params.text("url").strip()
    if not url:
        return delete_webhook(desk, params)
    secret = params.text("secret_token")
    if _SECRET.fullmatch(secret) is None:
        raise bad_request("secret token contains unallowed characters")
    _check_address(url, local=desk.rules.local)
    now = time.monotonic()
    if now - desk.webhook.set_at < SET_AGAIN_AFTER:
        raise too_many(1)
    desk.webhook.set_at = now
    _allow(desk, params)
    if params.flag("drop_pending_updates"):
        desk.world.updates.drop_all()
    desk.polling.end_wait(WEBHOOK_SET)
    desk.webhook.set(Address(url, secret, params.integer("max_connections", 40, low=1, high=100)))
    return True


def delete_webhook(desk: Desk, params: Params) -> Any:
    """deleteWebhook."""
    desk.webhook.set(None)
    if params.flag("drop_pending_updates"):
        desk.world.updates.drop_all()
    return True


def get_webhook_info(desk: Desk, _params: Params) -> Any:
    """getWebhookInfo."""
    address = desk.webhook.address
    shown: dict[str, Any] = {
        "url": "" if address is None else address.url,
        "has_custom_certificate": False,
        "pending_update_count": desk.world.updates.count(),
    }
    if address is not None:
        shown["max_connections"] = address.max_connections
    if desk.webhook.last_error is not None:
        at, words = desk.webhook.last_error
        shown |= {"last_error_date": unix(at), "last_error_message": words}
    if desk.world.updates.allowed != DEFAULT_KINDS:
        shown["allowed_updates"] = sorted(desk.world.updates.allowed)
    return shown


def _allow(desk: Desk, params: Params) -> None:
    """What cannot be read as a list of names changes nothing, as on Telegram."""
    try:
        given = params.parsed("allowed_updates", "")
    except RefusedError:
        return
    if isinstance(given, list) and all(isinstance(name, str) for name in given):
        desk.world.updates.allow(name.lower() for name in given)


def _check_address(url: str, *, local: bool) -> None:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise bad_request("bad webhook: invalid URL")
    if local:
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


METHODS: Mapping[str, Method] = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
