"""Logs: one JSON object a line, events from a fixed vocabulary, and nothing of a person in any of them.

Only the fields of `ALLOWED` leave the process. Free text, exception messages and arguments of other libraries do not: a log of a
bot for patients is copied, mailed and pasted, and python-telegram-bot, httpx and SQLAlchemy all print what people typed.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any, TextIO

import structlog

ALLOWED = frozenset(
    {
        "ts", "level", "event", "logger", "room", "count", "counts", "seconds", "ms", "attempt", "outcome", "error", "where",
        "method", "code", "state", "reason", "step", "priority", "release", "zone_data", "schema", "port", "url",
        "update_kind", "late_s", "lag_s", "claimed", "sent", "later", "refused", "unreachable", "unknown", "skipped",
        "depth", "retry_s", "command", "reference", "mode", "protocol", "signal", "languages", "setting", "known", "repeat",
        "unheard",
    }
)  # fmt: skip
"""Names of fields that may be logged. A step id says what was sent but not to whom; no field says to whom."""

Listener = Callable[[Mapping[str, Any]], None]
"""Is told every event, whatever the level of the log: its name under `event`, its other fields as they are logged."""

_listeners: list[Listener] = []
_LEVELS = logging.getLevelNamesMapping()

_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{6,}")
_NUMBER = re.compile(r"-?\d{5,}")


def scrub(text: str) -> str:
    """Removes what looks like a token or a Telegram id, and line breaks."""
    return _NUMBER.sub("#", _TOKEN.sub("<token>", text)).replace("\r", " ").replace("\n", " ")


def _only_allowed(_logger: object, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    kept: dict[str, Any] = {}
    for key, value in event.items():
        if key in ALLOWED and value is not None:
            kept[key] = scrub(value) if isinstance(value, str) else value
    return kept


def _told(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for listener in _listeners:
        try:
            listener(event)
        except Exception as error:  # noqa: BLE001 - whoever only counts must not break what is counted
            event["unheard"] = type(error).__name__
    return event


def _from(level: int) -> Callable[[object, str, MutableMapping[str, Any]], MutableMapping[str, Any]]:
    def loud_enough(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        if _LEVELS[str(event["level"]).upper()] < level:
            raise structlog.DropEvent
        return event

    return loud_enough


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """What is logged in this process is told to `listener` as well: that is how events are counted."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


class _Foreign(logging.Formatter):
    """Other libraries may say that they spoke, from where and how loudly, but not what: their words can hold ours."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {"level": record.levelname.lower(), "event": "library_spoke", "logger": record.name}
        line["where"] = f"{record.module}:{record.lineno}"
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
        return json.dumps(line)


def configure(level: str, stream: TextIO | None = None) -> None:
    """Sets up logging for the whole process.

    `level` is the name of a standard level. Libraries are held at WARNING whatever `level` says: at DEBUG they would print people's words,
    and httpx prints the token at INFO.
    """
    out = stream or sys.stderr
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            _only_allowed,
            _told,
            _from(getattr(logging, level)),
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="ts"),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG),  # what is not written is told all the same
        logger_factory=structlog.WriteLoggerFactory(file=out),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(_Foreign())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in list(logging.root.manager.loggerDict):
        known = logging.getLogger(name)
        if known.level and known.level < logging.WARNING:
            known.setLevel(logging.WARNING)
    for name in ("telegram", "httpx", "httpcore", "apscheduler", "sqlalchemy", "aiohttp", "asyncio"):
        logging.getLogger(name).setLevel(logging.WARNING)
    sys.excepthook = _excepthook


def _excepthook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The last resort: says where the program broke, without the message, which may hold a token or a patient's words."""
    places: list[str] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename}:{trace.tb_lineno} in {code.co_name}")
        trace = trace.tb_next
    del error
    print(f"{kind.__name__}, at:\n  " + "\n  ".join(places), file=sys.stderr)  # noqa: T201 - logging itself may be what broke


def log(name: str) -> Any:
    """A logger whose events are `noun_verb` and whose fields are in `ALLOWED`."""
    return structlog.get_logger(room=name)  # "logger" is a parameter of structlog's own
