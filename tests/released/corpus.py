"""Every kind of button that the bot shows, found by going round the frozen world and tapping each new one."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from telegram.ext import CallbackQueryHandler

from bot.handlers.context import App
from bot.words.buttons import decode
from tests.released.settlers import AMIR, GRACE, HANA, INGRID, LENA, MARIA, NOON, OTTO, ROSA, TOMAS
from tests.released.village import Village

LAST = "forget-yes"
"""After it there is nobody to tap anything: in the corpus it is the last."""
COMMANDS = (
    *("start", "today", "plan", "can", "why", "learn", "check", "treatment", "settings", "privacy", "about", "help"),
    *("pause", "resume", "forget"),
)
TOURS: tuple[tuple[int, tuple[str, ...]], ...] = (
    (OTTO, ("=Brazil", "=Nepal", "place-yes", "number-skip")),
    (OTTO, ("month:*", "ended-on:20260326", "=/check", "signs", "symptoms", "symptom:redness", "felt:*")),
    (TOMAS, ("=/start", "=15 mm")),
    (MARIA, ("=pus and it itches", "=+351 210 000 000", "phone:*", "=/settings", "set-phone")),
    (HANA, ("=Nepal", "zone:*", "=102")),
    (INGRID, ("=/treatment", "session:*", "=my face is burning", "=may I swim?", "=I do not know")),
    (ROSA, ("=pus", "=how do I take a photo?")),
)
"""What leads to screens that nobody comes upon by tapping: typed (`=`) and tapped, as in `Village.taps`."""
_VERB = re.compile(r"\^1:([a-z-]+)")
_ID = re.compile(r"frozen-\d{4}")
_NUMBER = re.compile(r"[0-9][0-9.T-]*")


@dataclass(frozen=True, slots=True)
class Button:
    """One button, and who was shown it."""

    who: int
    data: str
    refused: bool = False
    """Whether the bot refused it in the frozen world: a button of something that was still to come, or is over."""

    @property
    def verb(self) -> str:
        """What it asks for, without which one."""
        tapped = decode(self.data)
        assert tapped is not None, f"{self.data} is no button of this bot"
        return tapped.verb


@dataclass
class _Round:
    village: Village
    found: dict[str, Button] = field(default_factory=dict)
    """By their shape."""
    untapped: deque[Button] = field(default_factory=deque)
    seen: int = 0

    def look(self) -> None:
        """Notes what people have been shown since the last look."""
        shown = self.village.screens.shown
        for one in shown[self.seen :]:
            for data in one.taps:
                if shape(data) not in self.found:
                    self.found[shape(data)] = Button(one.chat, data)
                    self.untapped.append(self.found[shape(data)])
        self.seen = len(shown)

    async def tour(self, who: int, acts: Sequence[str]) -> None:
        """Goes a way, and looks round on it."""
        for act in acts:
            if act.startswith("="):
                await self.village.says(who, act[1:])
            else:
                await self.village.taps(who, act)
            self.look()

    async def tap_all(self) -> None:
        """Taps what nobody has tapped yet, until there is nothing new."""
        self.look()
        while self.untapped:
            one = self.untapped.popleft()
            if one.verb != LAST:
                await self.village.sends_tap(one.who, one.data)
                self.look()


async def buttons(village: Village) -> list[Button]:
    """One of each shape, in an order in which they can be tapped one after the other. `village` is changed beyond repair."""
    round_ = _Round(village)
    round_.look()
    for who, acts in TOURS:
        await round_.tour(who, acts)
    for who in (MARIA, AMIR, INGRID, GRACE, TOMAS, ROSA, LENA, OTTO):
        for command in COMMANDS:
            await round_.tour(who, [f"=/{command}"])
            await round_.tap_all()
    village.outcomes.clear()
    village.waits_until(NOON + timedelta(days=20, hours=5))
    await round_.tour(INGRID, ["=/treatment", "session:*"])
    village.waits_until(NOON + timedelta(days=370))
    await round_.tap_all()
    return sorted(round_.found.values(), key=lambda one: one.verb == LAST)


def shape(data: str) -> str:
    """What a button says without whom, which one or when: `1:answer:*:D1-3:#:better`."""
    tapped = decode(data)
    assert tapped is not None, data
    return ":".join(
        (tapped.verb, *(_NUMBER.sub("#", _ID.sub("*", one)) if _is_bare(one) else one for one in tapped.args))
    )


def verbs(application: App) -> Iterator[str]:
    """Every verb that the bot answers to."""
    for handlers in application.handlers.values():
        for one in handlers:
            pattern = getattr(one, "pattern", None) if isinstance(one, CallbackQueryHandler) else None
            found = _VERB.match(getattr(pattern, "pattern", ""))
            if found is not None:
                yield found[1]


def _is_bare(argument: str) -> bool:
    return _ID.fullmatch(argument) is not None or _NUMBER.fullmatch(argument) is not None
