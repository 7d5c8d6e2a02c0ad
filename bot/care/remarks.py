"""Small talk with an answer of its own: `said-<key>`, and the buttons that lead on."""

from __future__ import annotations

from collections.abc import Iterable

from bot.care.work import Person, patient_of
from bot.schedules.asked import TALK
from bot.words.message import Reply, Say, Tap

_TAPS: dict[str, tuple[tuple[Tap, ...], ...]] = {
    "quiet-hours": ((Tap("settings-tap-quiet", "set-quiet"), Tap("settings-tap-morning", "set-morning")),),
    "too-many": ((Tap("button-essentials", "essentials"),),),
    "results": ((Tap("button-photos", "photos"),),),
    "correction": ((Tap("button-sessions", "sessions"),),),
    "settings": ((Tap("settings-tap-back", "settings"),),),
    "moved": ((Tap("settings-tap-place", "place"),),),
}
PREGNANT = "pregnant"
"""What is said of it comes before every "may I": no time of the bot was made for it."""
_FOR_EVERYBODY = frozenset({"nobody-answers", "look-at-photo", PREGNANT})


def remarks(person: Person, keys: Iterable[str]) -> Reply:
    """The answer to the first remark among some keys; empty if there is none. `CannotDo` for somebody who has not agreed
    to anything yet, unless it is about whom to call, about photos or about a pregnancy.
    """
    found = [one for one in keys if one in TALK]
    key = PREGNANT if PREGNANT in found else next(iter(found), None)
    if key is None:
        return ()
    if key not in _FOR_EVERYBODY:
        patient_of(person)
    return (Say(f"said-{key}", taps=_TAPS.get(key, ())),)
