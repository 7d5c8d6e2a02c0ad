"""Whatever was treated and however deep: every question, every slip and every screen can be said, with no word or moment missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest

from bot.care import may_i, settings, small_talk, today, why, worried, year_plan
from bot.care.work import House, Person, Work, reader_of
from bot.schedules.loader import default_protocol
from bot.schedules.protocol import Area, Modifier, Setting
from bot.store import consents, patients
from bot.store.facts import changing
from bot.store.store import Store, open_store
from bot.store.treatments import Told, add_treatment
from bot.words.message import How, Reply
from bot.words.render import render
from tests.content.measures import book
from tests.content.typed import asked
from tests.databases import new_database
from tests.people import LISBON, at

ENDED = at("2026-03-06 16:30", LISBON)
DEPTHS = (None, 0.3, 0.8, 1.5, 2.0)
AREAS = [frozenset(some) for size in (1, 2, 4) for some in combinations(Area, size)]
QUESTIONS = [key for key, entry in asked().items() if entry["kind"] in ("topic", "activity")]


@dataclass
class Counter:
    """Where one person is answered, without Telegram in between."""

    store: Store
    house: House
    now: datetime = ENDED

    def answers(self, ask: object, *arguments: str) -> list[str]:
        """What the person reads, message by message; words that lack something raise."""
        with self.store.transaction() as tx:
            work = Work(tx, self.now, self.house)
            patient = patients.patient_by_telegram(tx, 1)
            person = Person(telegram_id=1, chat_id=1, language="en", update_id=1, patient=patient)
            assert callable(ask)
            reply: Reply = ask(work, person, *arguments)
            reader = reader_of(work, person, patient)
            return [render(say, book(), reader).text for say in reply if say.how is not How.CARD]


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    store = open_store(new_database("sqlite", tmp_path, migrated=True))
    yield Counter(store, House(LISBON, "PT", default_protocol(), book()))
    store.close()


def treats(counter: Counter, areas: frozenset[Area], depth_mm: float | None, setting: Setting) -> None:
    """The one patient, treated so at the moment at which the clock stands."""
    told = Told(
        counter.now, "2026-03-06T16:30", LISBON, areas, depth_mm, setting, None, frozenset({Modifier.MINOXIDIL})
    )
    with counter.store.transaction() as tx:
        patient = patients.create_patient(
            tx, telegram_id=1, chat_id=1, language="en", zone=LISBON, country="PT", now=counter.now
        )
        consents.give(tx, patient, text_version="1", text_hash="", language="en", update_id=1, now=counter.now)
        with changing(tx, patient, counter.house.protocol, counter.now) as locked:
            add_treatment(tx, locked, told, counter.house.protocol, counter.now)


@pytest.mark.parametrize("nth", range(len(AREAS)))
def test_every_question_slip_and_screen_has_its_words(counter: Counter, nth: int) -> None:
    depth = DEPTHS[nth % len(DEPTHS)]
    treats(counter, AREAS[nth], depth, Setting.HOME if depth == 0.3 else Setting.PROFESSIONAL)
    for later in (timedelta(hours=1), timedelta(days=2), timedelta(days=20)):
        counter.now = ENDED + later
        for question in QUESTIONS:
            words = asked()[question]["words"][0]
            assert len(counter.answers(may_i.may_i, words)) == 1, words
            assert counter.answers(small_talk.words, f"oops, {words}"), words
        for group in may_i.GROUPS:
            assert counter.answers(may_i.menu, group)
        for screen in (
            today.today,
            year_plan.year_plan,
            year_plan.left_out,
            why.why,
            settings.settings,
            worried.worried,
        ):
            assert counter.answers(screen), screen
