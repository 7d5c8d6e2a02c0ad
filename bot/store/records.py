"""The tables: what happened, one row per fact. What is planned is computed from them and stands nowhere.

Every instant is aware UTC (naive ones are refused on the way in). Enums are kept by value. Every id of Telegram is 64
bits wide. Whatever belongs to a patient hangs on the patient's row and goes with it.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from bot.schedules.protocol import Area, ConcernLevel, Goal, Modifier, Setting
from bot.store.columns import Json, SetOf, Typed, Words, by_value, new_id
from bot.store.states import InboxState, MessageState, PatientState, PauseWhy, ReminderState, TreatmentState

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""A migration can drop only what has a name, and the two databases would each make up their own."""


def _patient_key(*, primary: bool = False) -> Any:
    return Field(foreign_key="patient.id", ondelete="CASCADE", index=not primary, primary_key=primary)


class Patient(SQLModel, table=True):
    """One person who writes to the bot, known inside by a random id."""

    id: str = Field(default_factory=new_id, primary_key=True)
    telegram_id: int = Field(sa_column=Column(BigInteger, nullable=False, unique=True))
    """Read only through `patients.patient_by_telegram`."""
    chat_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    language: str
    """A language of the house, such as `en`."""
    zone: str
    """IANA name of the zone where they are now."""
    country: str | None = None
    """ISO 3166 code in capitals."""
    emergency: str | None = Field(default=None, sa_column=Column(Typed))
    """The emergency number, as they typed it; asked where none is known for the country."""
    clinic_phone: str | None = Field(default=None, sa_column=Column(Typed))
    morning: time | None = None
    """Their own morning slot; `None` is the protocol's. So for the quiet hours."""
    quiet_from: time | None = None
    quiet_until: time | None = None
    essentials_only: bool = False
    discreet: bool = False
    """Reminders show a neutral line first."""
    card_on: bool = True
    card_message_id: int | None = Field(default=None, sa_column=Column(BigInteger))
    """Telegram's id of the pinned card."""
    state: PatientState = Field(default=PatientState.ACTIVE, sa_column=Column(by_value(PatientState), nullable=False))
    rev: int = 0
    """Raised by every transaction that changes what the plan depends on."""
    next_due_at: datetime | None = Field(default=None, index=True)
    """When the dispatcher must look next. Written by `facts.reschedule` alone."""
    closed_until: datetime
    """Until when unsaid steps have been closed."""
    lease_owner: str | None = None
    lease_until: datetime | None = None
    """Real time, which no time machine moves."""
    created_at: datetime


class Consent(SQLModel, table=True):
    """What a person agreed to, word for word by its hash. Nothing about health can be stored without one."""

    id: int | None = Field(default=None, primary_key=True)
    patient_id: str = _patient_key()
    text_version: str
    text_hash: str
    language: str
    update_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    """The update that carried the tap."""
    at: datetime
    withdrawn_at: datetime | None = None


class Draft(SQLModel, table=True):
    """Something half entered: a registration, a correction. One of each kind per patient."""

    patient_id: str = _patient_key(primary=True)
    kind: str = Field(primary_key=True)
    consent_id: int = Field(foreign_key="consent.id", ondelete="CASCADE", index=True)
    step: str
    """What is asked next."""
    known: dict[str, Any] = Field(sa_column=Column(Json, nullable=False))
    updated_at: datetime


class Treatment(SQLModel, table=True):
    """One session, booked or done. It keeps its id when a booking takes place."""

    id: str = Field(default_factory=new_id, primary_key=True)
    patient_id: str = _patient_key()
    consent_id: int = Field(foreign_key="consent.id", ondelete="CASCADE", index=True)
    state: TreatmentState = Field(sa_column=Column(by_value(TreatmentState), nullable=False))
    ends_at: datetime
    """When it ended; while it is booked, when it is planned to end."""
    ends_local: str
    """The same as it was told, `2026-03-27T15:30` on the clocks of `zone`."""
    zone: str
    """IANA name of the zone in which the end was told."""
    registered_at: datetime
    """When the bot was told of the session; of a booking that took place: when it was told so."""
    areas: frozenset[Area] = Field(default=frozenset(), sa_column=Column(SetOf(Area), nullable=False))
    depth_mm: float | None = Field(default=None, sa_column=Column(Float))
    goal: Goal | None = Field(default=None, sa_column=Column(by_value(Goal)))
    setting: Setting = Field(default=Setting.PROFESSIONAL, sa_column=Column(by_value(Setting), nullable=False))
    modifiers: frozenset[Modifier] = Field(default=frozenset(), sa_column=Column(SetOf(Modifier), nullable=False))
    sessions_left: int = 0
    protocol: str = "microneedling"
    protocol_version: str = ""
    undo: dict[str, Any] | None = Field(default=None, sa_column=Column(Json))
    """The values before the last correction, until `undo_until`."""
    undo_until: datetime | None = None


class Message(SQLModel, table=True):
    """One Telegram message out: one bubble. Its reminders are the rows that point to it."""

    id: str = Field(default_factory=new_id, primary_key=True)
    patient_id: str = _patient_key()
    ids: tuple[str, ...] = Field(sa_column=Column(Words, nullable=False))
    """The step first, then its lines."""
    state: MessageState = Field(sa_column=Column(by_value(MessageState), nullable=False, index=True))
    attempt: int = 1
    """Which attempt is on its way, or was the last. An answer counts only for its own attempt."""
    doubts: int = 0
    """How many attempts had an unknown outcome. A message said again after a doubt is marked as a possible repeat."""
    priority: int
    silent: bool
    text_hash: str
    """SHA-256 of the rendered text, in hex."""
    protocol_version: str
    telegram_message_id: int | None = Field(default=None, sa_column=Column(BigInteger))
    reason: str | None = None
    """Why it was refused: a fixed word, never Telegram's text."""
    due_at: datetime
    latest_at: datetime
    """Stale after this."""
    created_at: datetime
    retry_at: datetime | None = None
    settled_at: datetime | None = None


class Reminder(SQLModel, table=True):
    """The ledger: one row for a step that is being said, was said, or is not said any more. What is still planned has
    no row.
    """

    __table_args__ = (UniqueConstraint("patient_id", "about", "step", "occurrence", "host"),)

    id: int | None = Field(default=None, primary_key=True)
    patient_id: str = Field(foreign_key="patient.id", ondelete="CASCADE")
    about: str
    """Id of the treatment, booking or concern; the empty string for S-LATE."""
    step: str
    occurrence: int
    host: str = ""
    """The step in whose bubble a line stands; the empty string for a step."""
    message_id: str | None = Field(default=None, foreign_key="message.id", ondelete="SET NULL", index=True)
    state: ReminderState = Field(sa_column=Column(by_value(ReminderState), nullable=False))
    reason: str | None = None
    due_at: datetime
    at: datetime
    """When it went out, or was closed unsaid."""
    rang: bool = False
    bubble: bool = Field(default=False, sa_column=Column(Boolean, nullable=False))
    """Whether it was a message of its own, not a line in one."""


class Answer(SQLModel, table=True):
    """A choice that somebody tapped. A changed mind is one row more."""

    __table_args__ = (UniqueConstraint("patient_id", "about", "step", "occurrence", "nth"),)

    id: int | None = Field(default=None, primary_key=True)
    patient_id: str = Field(foreign_key="patient.id", ondelete="CASCADE")
    about: str
    step: str
    occurrence: int
    nth: int
    """0 for the first answer, 1 for the first change of mind, and so on."""
    choice: str
    at: datetime


class Concern(SQLModel, table=True):
    """Something that worries, until it is sorted."""

    id: str = Field(default_factory=new_id, primary_key=True)
    patient_id: str = _patient_key()
    level: ConcernLevel = Field(sa_column=Column(by_value(ConcernLevel), nullable=False))
    opened_at: datetime
    closed_at: datetime | None = None


class Screening(SQLModel, table=True):
    """The answers of the last time that somebody went through what speaks against a session."""

    patient_id: str = _patient_key(primary=True)
    consent_id: int = Field(foreign_key="consent.id", ondelete="CASCADE", index=True)
    points: tuple[str, ...] = Field(sa_column=Column(Words, nullable=False))
    """Only what applies or is not sure: `keloid/self diabetes/not-sure`."""
    at: datetime


class Pause(SQLModel, table=True):
    """A time without messages. At most one of a kind is open at once."""

    __table_args__ = (
        Index(
            "uq_pause_open",
            "patient_id",
            "why",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    patient_id: str = _patient_key()
    why: PauseWhy = Field(sa_column=Column(by_value(PauseWhy), nullable=False))
    started_at: datetime
    ended_at: datetime | None = None


class Snooze(SQLModel, table=True):
    """A step that somebody wants once more, later."""

    __table_args__ = (UniqueConstraint("patient_id", "about", "step", "occurrence"),)

    id: int | None = Field(default=None, primary_key=True)
    patient_id: str = Field(foreign_key="patient.id", ondelete="CASCADE")
    about: str
    step: str
    occurrence: int
    due_at: datetime
    at: datetime
    """When it was asked for."""


class Inbox(SQLModel, table=True):
    """One update of Telegram, kept before Telegram is told that it arrived."""

    __table_args__ = (Index("ix_inbox_open", "state", "lane", "update_id"),)

    bot_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    update_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    lane: int | None = Field(default=None, sa_column=Column(BigInteger))
    """Whose turn it takes: `from.id`, else the chat. Forgotten once answered."""
    kind: str
    """`message`, `callback_query`, …; or what it is called when it could not be read."""
    raw: str | None = Field(default=None, sa_column=Column(Typed))
    """The update as JSON. Forgotten once answered."""
    state: InboxState = Field(default=InboxState.NEW, sa_column=Column(by_value(InboxState), nullable=False))
    attempts: int = 0
    """How often it was taken in hand."""
    reply: str | None = Field(default=None, sa_column=Column(Typed))
    """The answer as word ids and facts, between the commit and its sending."""
    received_at: datetime
    """Real time. So for `applied_at` and `held_until`."""
    applied_at: datetime | None = None
    holder: str | None = None
    """The process that has it in hand, until `held_until`: meanwhile nobody else touches its lane."""
    held_until: datetime | None = None


class Audit(SQLModel, table=True):
    """What was done to a person's data, and when: a verb from the code, never words of theirs."""

    id: int | None = Field(default=None, primary_key=True)
    patient_id: str | None = Field(default=None, foreign_key="patient.id", ondelete="CASCADE", index=True)
    what: str
    at: datetime


class Tombstone(SQLModel, table=True):
    """Somebody asked to be forgotten: a keyed hash, so that a restored backup can forget them again. It names nobody."""

    keyed_hash: str = Field(primary_key=True)
    at: datetime


class Meta(SQLModel, table=True):
    """A few facts about this database itself."""

    name: str = Field(primary_key=True)
    value: str = Field(sa_column=Column(Text, nullable=False))


class Pace(SQLModel, table=True):
    """How fast messages may leave, over all processes that share this database: one row. Real time."""

    name: str = Field(primary_key=True)
    next_at: datetime
    """The first moment that nobody has taken yet."""
    paused_until: datetime
    """Until then Telegram wants nothing from anybody."""
