"""Everybody who may ask for a screen or answer a check-in, and all that they may read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from itertools import product

from bot.schedules.facts import Concern
from bot.schedules.loader import default_protocol
from bot.schedules.protocol import ConcernLevel
from bot.words.message import FactValue, Reader
from bot.words.step_facts import step_facts
from tests.content.measures import book
from tests.content.reach import AREA_SETS, DEPTHS, look, reader_for
from tests.content.reading import variables_of
from tests.people import a_patient, a_treatment


@dataclass(frozen=True)
class Asking:
    """Somebody who asks for a screen or answers a check-in: the variables that the words are given, and for whom they are put."""

    known: dict[str, FactValue]
    reader: Reader


@cache
def everybody() -> tuple[Asking, ...]:
    """All areas and depths, at a clinic and at home, from the first hours to the last months, with and without a worry
    and a number to call.
    """
    found = []
    for ended, areas, (setting, depth) in product(("2026-03-06 09:00", "2026-03-06 23:45"), AREA_SETS, DEPTHS):
        treatment = a_treatment(ended, areas=tuple(areas), depth_mm=depth, setting=setting)
        for days, held in product((0, 1, 3, 7, 14, 42, 200), (False, True)):
            now = treatment.ended_at + timedelta(days=days, hours=7)
            concerns = (Concern("c1", ConcernLevel.SOON, now),) if held else ()
            facts = replace(a_patient(treatment), concerns=concerns)
            phone, country = ("+49 30 123456", "DE") if held == (days % 2 == 0) else (None, "LU")
            reader = reader_for(setting, now, phone=phone, country=country)
            found.append(Asking(step_facts([treatment.id], facts, default_protocol(), reader), reader))
    return tuple(found)


def said_to_everybody(id_: str, *, days: int | None = None, activity: str | None = None) -> frozenset[str]:
    """Every text of a word that answers somebody.

    `days`: only to those who answer that long after their treatment. `activity`: only to those for whose skin it is listed.
    """
    read = variables_of([id_])
    seen: dict[object, str] = {}
    for one in everybody():
        if days is not None and one.known["day"] not in (days, days + 1):
            continue
        if activity is not None and one.known[f"{activity}-open"] == "none":
            continue
        reader = one.reader
        looks = (
            reader.setting,
            reader.clinic_phone,
            reader.country,
            *(look(one.known.get(name), reader) for name in sorted(read)),
        )
        if looks not in seen:
            seen[looks] = book().plain(id_, one.known, reader)
    return frozenset(seen.values())
