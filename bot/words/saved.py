"""A reply as JSON and back: how an answer waits in the inbox between the commit and its sending."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from bot.words.message import Attachment, FactValue, How, Lines, Opens, Say, Tap, Word


@dataclass(frozen=True, slots=True)
class Kept:
    """A saying that is still to be sent."""

    say: Say
    doubts: int = 0
    """How often it left without anybody knowing whether it arrived. A try that is under way counts, until its outcome is
    known: whoever finds it after a crash cannot tell.
    """


def dumps(kept: Iterable[Kept]) -> str:
    """What is kept as compact JSON. `loads(dumps(kept)) == kept`."""
    rows = [{**_say(one.say), "doubts": one.doubts} for one in kept]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def loads(text: str) -> tuple[Kept, ...]:
    """What `dumps` wrote. `ValueError`, `KeyError` or `TypeError` for anything else.

    Doubts are missing where a release wrote that did not count them: then nobody knows.
    """
    return tuple(Kept(_read_say(raw), raw.get("doubts", 1)) for raw in json.loads(text))


def _say(say: Say) -> dict[str, Any]:
    return {
        "word": say.word,
        "facts": _facts(say.facts),
        "taps": [[_tap(tap) for tap in row] for row in say.taps],
        "how": say.how.value,
        "attachment": say.attachment.value if say.attachment else None,
        "ask_location": say.ask_location,
        "urgent": say.urgent,
        "worry": say.worry,
    }


def _read_say(raw: dict[str, Any]) -> Say:
    return Say(
        word=raw["word"],
        facts=_read_facts(raw["facts"]),
        taps=tuple(tuple(_read_tap(tap) for tap in row) for row in raw["taps"]),
        how=How(raw["how"]),
        attachment=Attachment(raw["attachment"]) if raw["attachment"] else None,
        ask_location=raw["ask_location"],
        urgent=raw["urgent"],
        worry=raw["worry"],
    )


def _tap(tap: Tap) -> dict[str, Any]:
    return {"word": tap.word, "verb": tap.verb, "args": list(tap.args), "facts": _facts(tap.facts), "url": tap.url}


def _read_tap(raw: dict[str, Any]) -> Tap:
    return Tap(raw["word"], raw["verb"], tuple(raw["args"]), _read_facts(raw["facts"]), raw["url"])


def _facts(facts: Mapping[str, FactValue]) -> dict[str, Any]:
    return {name: _value(value) for name, value in facts.items()}


def _read_facts(raw: dict[str, Any]) -> dict[str, FactValue]:
    return {name: _read_value(value) for name, value in raw.items()}


def _value(value: FactValue) -> Any:
    match value:
        case datetime():
            return {"datetime": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case time():
            return {"time": value.isoformat()}
        case Opens(at):
            return {"opens": at.isoformat() if at else None}
        case Word(id, facts):
            return {"word": id, "facts": _facts(facts)}
        case Lines(words):
            return {"lines": [_value(word) for word in words]}
        case _:
            return value


def _read_value(raw: Any) -> FactValue:
    match raw:
        case {"datetime": text}:
            return datetime.fromisoformat(text)
        case {"date": text}:
            return date.fromisoformat(text)
        case {"time": text}:
            return time.fromisoformat(text)
        case {"opens": text}:
            return Opens(datetime.fromisoformat(text) if text else None)
        case {"word": id, "facts": facts}:
            return Word(id, _read_facts(facts))
        case {"lines": words}:
            return Lines(tuple(_read_word(word) for word in words))
        case str() | int() | float():
            return raw
        case _:
            raise ValueError("not a fact")


def _read_word(raw: Any) -> Word:
    return Word(raw["word"], _read_facts(raw["facts"]))
