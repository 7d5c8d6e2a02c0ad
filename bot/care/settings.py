"""/settings: one screen, each change in one or two taps, each saying what it changed. Place and time have screens of
their own, in `place`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time
from typing import TypeVar

from bot.care.card import card, card_again
from bot.care.pausing import next_word
from bot.care.place import place_word
from bot.care.work import Person, Work, changing, patient_of
from bot.errors import CannotDo
from bot.schedules import days
from bot.schedules.planner import diff, plan
from bot.schedules.protocol import Slot
from bot.schedules.timing import quiet_hours, slot_time
from bot.store import patients, pauses
from bot.store.facts import facts_of
from bot.store.patients import Changes
from bot.store.records import Patient
from bot.store.states import PatientState
from bot.words.message import FactValue, How, Reply, Say, Tap, Word

_Value = TypeVar("_Value")

MORNINGS = (time(8, 30), time(9), time(9, 30), time(10), time(10, 30), time(11), time(11, 30), time(12))
"""The mornings on offer: the protocol allows 08:30 to 12:00."""
QUIET = ((time(20), time(9)), (time(21), time(8, 30)), (time(22), time(8)), (time(23), time(7)), (time(22), time(10)))
"""The quiet hours on offer."""
BACK = (Tap("settings-tap-back", "settings", ("back",)),)


def settings(work: Work, person: Person) -> Reply:
    """/settings: what is set, and a button for each."""
    return (_screen(work, patient_of(person), How.NEW),)


def tapped(work: Work, person: Person, back: str = "") -> Reply:
    """The same from a button: in place of one of its own screens, else as a message of its own."""
    return (_screen(work, patient_of(person), How.EDIT if back else How.NEW),)


def morning(work: Work, person: Person, chosen: str = "") -> Reply:
    """When the morning messages come: asks, or sets it."""
    patient = patient_of(person)
    offered = {_code(at): at for at in MORNINGS}
    if chosen:
        at = _one_of(chosen, offered)
        change = Word("settings-morning-changed", {"morning": at})
        return (*_changed(work, patient, change, {"morning": at}), *card_again(work, person))
    taps = [Tap("settings-tap-time", "set-morning", (code,), {"at": at}) for code, at in offered.items()]
    now_at = slot_time(facts_of(work.tx, patient), work.house.protocol, Slot.MORNING)
    return (Say("settings-morning", {"morning": now_at}, (*_rows(taps, 4), BACK), How.EDIT),)


def quiet(work: Work, person: Person, chosen: str = "") -> Reply:
    """When the bot does not write first: asks, or sets it."""
    patient = patient_of(person)
    offered = {f"{_code(start)}-{_code(end)}": (start, end) for start, end in QUIET}
    if chosen:
        start, end = _one_of(chosen, offered)
        change = Word("settings-quiet-changed", {"from": start, "until": end})
        changes: Changes = {"quiet_from": start, "quiet_until": end}
        return (*_changed(work, patient, change, changes), *card_again(work, person))
    taps = [
        Tap("settings-quiet-range", "set-quiet", (code,), {"from": start, "until": end})
        for code, (start, end) in offered.items()
    ]
    hours = quiet_hours(facts_of(work.tx, patient), work.house.protocol)
    return (Say("settings-quiet", {"from": hours.start, "until": hours.end}, (*_rows(taps, 2), BACK), How.EDIT),)


def switch(work: Work, person: Person, what: str, state: str) -> Reply:
    """Turns a switch on or off: the essentials, discreet mode, the pinned card."""
    patient = patient_of(person)
    on = _one_of(state, {"on": True, "off": False})
    switches: dict[str, Changes] = {
        "essentials": {"essentials_only": on},
        "discreet": {"discreet": on},
        "card": {"card_on": on},
    }
    changes = _one_of(what, switches)
    reply = _changed(work, patient, Word(f"settings-{what}-{state}"), changes)
    return (*reply, *card(work, person)) if what == "card" and on else (*reply, *card_again(work, person))


def only_the_essentials(work: Work, person: Person) -> Reply:
    """[Only the essentials] under a message: that message stays, and what changed is said below it, with the way back."""
    patient = patient_of(person)
    back = ((Tap("settings-tap-essentials-off", "set", ("essentials", "off")),),)
    if patient.essentials_only:
        return (Say("settings-essentials-already", taps=back),)
    _set(work, patient, {"essentials_only": True})
    said = _told(work, patient, Word("settings-essentials-on"), 0)
    return (Say("settings-done", said, back), *card_again(work, person))


def _changed(work: Work, patient: Patient, change: Word, changes: Changes) -> Reply:
    """Makes the change and says it, with what it moves and when the next message comes."""
    moved = _set(work, patient, changes)
    return (Say("settings-done", _told(work, patient, change, moved), (BACK,), How.EDIT),)


def _told(work: Work, patient: Patient, change: Word, moved: int) -> dict[str, FactValue]:
    return {"change": change, "moved": moved, "next": next_word(work, patient)}


def _set(work: Work, patient: Patient, changes: Changes) -> int:
    """Writes the change and plans again, in this transaction. Answers how many messages it moved."""
    protocol = work.house.protocol
    before = plan(facts_of(work.tx, patient), protocol, work.now)
    with changing(work, patient) as locked:
        patients.change(work.tx, locked, **changes)
    facts = facts_of(work.tx, patient)
    return len(diff(before, plan(facts, protocol, work.now), facts).moved)


def _screen(work: Work, patient: Patient, how: How) -> Say:
    facts = facts_of(work.tx, patient)
    hours = quiet_hours(facts, work.house.protocol)
    said: dict[str, FactValue] = {
        "time": days.local(work.now, patient.zone).time(),
        "place": place_word(patient, patient.language),
        "morning": slot_time(facts, work.house.protocol, Slot.MORNING),
        "from": hours.start,
        "until": hours.end,
        "amount": "essentials" if patient.essentials_only else "all",
        "lock": "discreet" if patient.discreet else "open",
        "card": "on" if patient.card_on else "off",
        "state": _state(work, patient),
    }
    return Say("settings", said, _taps(work, patient), how)


def _state(work: Work, patient: Patient) -> str:
    if patient.state is PatientState.STOPPED:
        return "stopped"
    return "paused" if pauses.is_paused(work.tx, patient) else "running"


def _taps(work: Work, patient: Patient) -> tuple[tuple[Tap, ...], ...]:
    pause = ("settings-tap-resume", "resume") if pauses.is_paused(work.tx, patient) else ("settings-tap-pause", "pause")
    return (
        (Tap("settings-tap-place", "place"), Tap("settings-tap-phone", "set-phone")),
        (Tap("settings-tap-morning", "set-morning"), Tap("settings-tap-quiet", "set-quiet")),
        (_switch("essentials", on=patient.essentials_only), _switch("discreet", on=patient.discreet)),
        (_switch("card", on=patient.card_on), Tap(*pause)),
    )


def _switch(what: str, *, on: bool) -> Tap:
    other = "off" if on else "on"
    return Tap(f"settings-tap-{what}-{other}", "set", (what, other))


def _code(at: time) -> str:
    return f"{at:%H%M}"


def _one_of(chosen: str, offered: Mapping[str, _Value]) -> _Value:
    """What a button stands for. `CannotDo` for one that was never offered."""
    if chosen not in offered:
        raise CannotDo("button-unknown")
    return offered[chosen]


def _rows(taps: Sequence[Tap], width: int) -> tuple[tuple[Tap, ...], ...]:
    return tuple(tuple(taps[at : at + width]) for at in range(0, len(taps), width))
