"""What people got, compared with what the database says, in Jepsen's words: lost, duplicated, unexpected, recovered, uncertain.

A second copy is allowed only where nobody could know of the first one: the process was killed or paused, the answer was lost or the
database was away between the arrival of the first and the commit of its result. Each second copy of a reminder has to be silent and to
say that it may be one.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any

from sqlmodel import col, select

from bot.playground.faults import FaultKind
from bot.playground.ledger import Call, Entry
from bot.schedules.loader import default_protocol
from bot.store import due_audit
from bot.store.engines import BUSY_SECONDS
from bot.store.records import Inbox, Message, Patient, Reminder
from bot.store.states import InboxState, MessageState, ReminderState
from tests.proof.arena import Arena, Incident

REPEAT = "You may have this message already. Just in case, here it is once more.\n\n"
COMMITTED_WITHIN_S = BUSY_SECONDS
"""How long after the answer of a call its result may be uncommitted: a commit that has to wait for others."""
A_CALL = timedelta(seconds=15)
"""What left in time may arrive so much later."""
ON_THE_WIRE_S = 2.0
"""How long what a process had written before it was killed may lie unread at a busy server."""
SENDS = ("sendMessage", "sendPhoto", "sendDocument")
ANSWER_LOST = frozenset(
    {
        FaultKind.DELIVER_THEN_DROP,
        FaultKind.DELIVER_THEN_RESET,
        FaultKind.DELIVER_THEN_502,
        FaultKind.DELIVER_THEN_HANG,
        FaultKind.HALF_BODY,
    }
)


@dataclass
class Report:
    """The numbers of one run, and everything that is wrong with it."""

    sends: int = 0
    kills: int = 0
    pauses: int = 0
    on_the_wire: int = 0
    """Calls under way at the kills and pauses, added up, as Telegram saw it."""
    in_flight: int = 0
    """Messages between the commit of `sending` and the commit of the result then: the most copies that could not be helped."""
    duplicated: int = 0
    most_copies: int = 0
    recovered: int = 0
    """Messages that went out after an attempt in doubt."""
    uncertain: int = 0
    """Messages of which nobody knows whether they arrived: listed as such."""
    uncertain_twice: int = 0
    """Those of them that were in doubt twice: said once more, and that is unknown too. The others are never said again."""
    uncertain_unarrived: int = 0
    """Those of them that did not."""
    reply_copies: int = 0
    lost: list[str] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)
    unexplained: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> list[str]:
        """Everything that must not be."""
        return [*self.lost, *self.unexpected, *self.unexplained]

    def numbers(self) -> dict[str, Any]:
        """For the table: lists as their lengths."""
        return {name: len(value) if isinstance(value, list) else value for name, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class _Books:
    """The database at the end."""

    messages: tuple[Message, ...]
    reminders: tuple[Reminder, ...]
    inbox: tuple[Inbox, ...]
    chats: dict[str, int]
    wrong_dues: int


def check(arena: Arena, *, steps: Sequence[str] = ()) -> Report:
    """Compares. `steps`: what everybody must have got, or must be listed with a reason."""
    books = _read(arena)
    entries = [one for one in arena.served.ledger.entries if one.action == "sent"]
    report = Report(
        kills=sum(one.cause == "kill" for one in arena.incidents),
        pauses=sum(one.cause == "pause" for one in arena.incidents),
        on_the_wire=sum(_on_the_wire(arena.served.ledger.calls, one) for one in arena.incidents),
        in_flight=sum(one.in_doubt for one in arena.incidents),
    )
    by_key: dict[tuple[int, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        by_key[entry.chat_id, _hash(entry.source.removeprefix(REPEAT))].append(entry)
    _reminders(arena, books, by_key, report)
    _replies(arena, books, by_key, report)
    _owed(books, steps, report)
    return report


def _read(arena: Arena) -> _Books:
    now, protocol = arena.clock(), default_protocol()
    with arena.store.read() as tx:
        patients = list(tx.exec(select(Patient)))
        return _Books(
            messages=tuple(tx.exec(select(Message).order_by(col(Message.created_at)))),
            reminders=tuple(tx.exec(select(Reminder))),
            inbox=tuple(tx.exec(select(Inbox))),
            chats={one.id: one.chat_id for one in patients},
            wrong_dues=sum(not due_audit.is_right(tx, one, protocol, now) for one in due_audit.to_audit(tx, now)),
        )


def _reminders(arena: Arena, books: _Books, by_key: dict[tuple[int, str], list[Entry]], report: Report) -> None:
    ids = {(entry.chat_id, entry.message_id): key for key, copies in by_key.items() for entry in copies}
    # One that was given back to the plan carries the words of the one that was said in its place.
    for message in sorted(books.messages, key=lambda one: one.state is MessageState.REFUSED):
        chat, name = books.chats[message.patient_id], message.ids[0]
        key = (chat, message.text_hash)
        # Said again at a later moment it may read a little differently.
        keys = {key, ids.get((chat, message.telegram_message_id or 0), key)}
        copies = sorted((one for each in keys for one in by_key.pop(each, [])), key=lambda one: one.number)
        report.sends += len(copies)
        report.most_copies = max(report.most_copies, len(copies))
        _one_message(arena, message, copies, f"{name} to {chat}", report)


def _one_message(arena: Arena, message: Message, copies: list[Entry], name: str, report: Report) -> None:
    match message.state:
        case MessageState.SENT if not copies:
            report.lost.append(f"{name}: sent, and never arrived")
        case MessageState.SENDING:
            report.lost.append(f"{name}: left in the middle")
        case MessageState.UNKNOWN:
            report.uncertain += 1
            report.uncertain_twice += message.doubts > 1
            report.uncertain_unarrived += not copies
        case MessageState.LATER if copies:
            report.unexpected.append(f"{name}: arrived, though it is still to come")
        case MessageState.SENT if message.doubts:
            report.recovered += 1
    if any(one.at < message.due_at for one in copies):
        report.unexpected.append(f"{name}: early")
    if any(one.at > message.latest_at + A_CALL for one in copies):
        report.unexpected.append(f"{name}: when nobody needed it any more")
    if message.silent and message.doubts == 0 and any(not one.silent for one in copies):
        report.unexpected.append(f"{name}: rang")
    report.duplicated += max(0, len(copies) - 1)
    for first, second in itertools.pairwise(copies):
        if not _explained(arena, first):
            report.unexplained.append(f"{name}: twice, and nothing happened in between")
        if not (second.silent and second.source.startswith(REPEAT)):
            report.unexplained.append(f"{name}: the second copy does not say so")


def _replies(arena: Arena, books: _Books, by_key: dict[tuple[int, str], list[Entry]], report: Report) -> None:
    """What is left are answers to updates. An update is answered; twice only if nobody could know of the first time.
    (Nobody in a proof asks the same thing twice.)
    """
    unfinished = [one for one in books.inbox if one.state in {InboxState.NEW, InboxState.APPLIED}]
    report.lost += [f"update {one.kind}: {one.state.value}" for one in unfinished]
    report.unexpected += [f"update {one.kind}: parked" for one in books.inbox if one.state is InboxState.PARKED]
    asked = Counter(call.chat_id for call in arena.served.ledger.calls if call.method in SENDS)
    for (chat, _), copies in by_key.items():
        if copies[0].source.startswith(REPEAT) or chat not in asked:
            report.unexpected.append(f"something to {chat} that the database does not know: {copies[0].text[:60]!r}")
        copies.sort(key=lambda one: one.number)
        report.unexplained += [
            f"an answer to {chat} twice, and nothing happened in between: {first.text[:60]!r}"
            for first in copies[:-1]
            if not _explained(arena, first)
        ]
    report.reply_copies = sum(max(0, len(copies) - 1) for copies in by_key.values())


def _owed(books: _Books, steps: Sequence[str], report: Report) -> None:
    rows = {
        (one.patient_id, one.step): one for one in books.reminders if one.bubble or one.state is not ReminderState.SAID
    }
    for patient, chat in books.chats.items():
        for step in steps:
            row = rows.get((patient, step))
            if row is None:
                report.lost.append(f"{step} to {chat}: neither said nor listed")
            elif row.state is ReminderState.SENDING:
                report.lost.append(f"{step} to {chat}: left in the middle")
    if books.wrong_dues:
        report.lost.append(f"{books.wrong_dues} people are looked at at the wrong moment")


def _explained(arena: Arena, first: Entry) -> bool:
    call = _call_of(arena.served.ledger.calls, first)
    if call is None or call.fault in ANSWER_LOST:
        return True
    began, ended = first.monotonic - ON_THE_WIRE_S, call.finished + COMMITTED_WITHIN_S
    return any(one.began <= ended and one.ended >= began for one in arena.incidents)


def _call_of(calls: Sequence[Call], entry: Entry) -> Call | None:
    """The call that brought a message; `None` while it is not over."""
    return next(
        (
            one
            for one in calls
            if one.chat_id == entry.chat_id and one.method in SENDS and one.started <= entry.monotonic <= one.finished
        ),
        None,
    )


def _on_the_wire(calls: Sequence[Call], incident: Incident) -> int:
    """Messages on the wire at the instant at which something was done to a bot."""
    return sum(one.method in SENDS and one.started <= incident.began <= one.finished for one in calls)


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
