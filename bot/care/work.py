"""What a use case is given: the open transaction, the moment, the house and the person.

A use case is a plain function `fn(work, person, *arguments) -> Reply`. It says what one person does in one transaction,
knows nothing of Telegram and holds no sentence. It answers with `Say` values; what cannot be done is raised as
`CannotDo(word, **facts)`, which undoes everything.

    def pause(work: Work, person: Person) -> Reply:
        patient = patient_of(person)
        with changing(work, patient):
            ...
        return (Say("pause-done"),)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.errors import CannotDo
from bot.schedules.protocol import Protocol, Setting
from bot.store import facts
from bot.store.records import Patient
from bot.store.store import Tx
from bot.store.treatments import treatments_of
from bot.words.message import Reader, Reply
from bot.words.phrasebook import Phrasebook


class Triage(StrEnum):
    """How "is this normal today?" is answered. What speaks for each: docs/clinical.md."""

    GRADED = "graded"
    """One answer for what was tapped, with how soon somebody should look."""
    LIST = "list"
    """The whole table, the same for everybody: where graded advice counts as a medical device."""


@dataclass(frozen=True, slots=True)
class House:
    """What the host of this bot decided, the same for everyone."""

    zone: str
    """IANA name: the first guess for a newcomer."""
    country: str
    """ISO 3166 code in capitals: the first guess for a newcomer."""
    protocol: Protocol
    book: Phrasebook
    triage: Triage = Triage.GRADED
    """A deployment says which (`TRIAGE`); the default is for those that put a house together by hand."""


@dataclass(frozen=True, slots=True)
class Work:
    """One transaction. Every `now` inside it is the same."""

    tx: Tx
    now: datetime
    """Aware UTC."""
    house: House


@dataclass(frozen=True, slots=True)
class Person:
    """Who wrote or tapped, as Telegram vouches for it. Never taken from what a button says."""

    telegram_id: int
    chat_id: int
    language: str
    """A language that the house speaks: the patient's own choice, else the nearest to what Telegram says."""
    update_id: int
    tapped_message_id: int | None = None
    """The message under which the tapped button stands."""
    patient: Patient | None = None
    """`None` until they have agreed that something is kept."""
    telegram_language: str | None = None
    """What Telegram says of their language, `pt-br`: spoken by the house or not."""


UseCase = Callable[[Work, Person], Reply]
"""What a handler runs: a use case with its further arguments already filled in."""

TextUseCase = Callable[[Work, Person, str], Reply | None]
"""Reads what somebody typed; `None` says "not for me", and the next one is asked."""


def patient_of(person: Person) -> Patient:
    """The person as a patient. `CannotDo` for somebody who has not agreed yet: they are asked to tap /start."""
    if person.patient is None:
        raise CannotDo("start-first")
    return person.patient


@contextmanager
def changing(work: Work, patient: Patient) -> Iterator[Patient]:
    """Stands around every change of what a patient's plan depends on.

    What the old facts left unsaid is closed under the old facts first; afterwards the next wake-up is computed from the
    new ones.
    """
    with facts.changing(work.tx, patient, work.house.protocol, work.now) as locked:
        yield locked


def reader_of(work: Work, person: Person, patient: Patient | None) -> Reader:
    """For whom the words of an answer are put. `patient` as it stands at the end of the use case; `None` for a
    stranger.
    """
    if patient is None:
        return Reader(work.now, person.language, work.house.zone, work.house.country)
    return Reader(
        now=work.now,
        language=patient.language,
        zone=patient.zone,
        country=patient.country,
        emergency=patient.emergency,
        clinic_phone=patient.clinic_phone,
        setting=_setting(work, patient),
    )


def _setting(work: Work, patient: Patient) -> Setting:
    """Who did the latest session: a clinic, or the person at home."""
    sessions = treatments_of(work.tx, patient)
    return sessions[-1].setting if sessions else Setting.PROFESSIONAL
