"""What people got, compared with what the database says, in Jepsen's words: lost, duplicated, unexpected, recovered, uncertain.

A second copy is allowed only where nobody could know of the first one: this very message was leaving, and not yet written down as
arrived, when its process was killed or stopped; or its answer was lost; or the database was away. Each second copy has to be silent and
to say that it may be one.
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
from tests.proof.arena import Arena, Cause, Incident

REPEAT = "You may have this message already. Just in case, here it is once more.\n\n"
COMMITTED_WITHIN_S = BUSY_SECONDS
"""How long after the answer of a call its result may be uncommitted when the database was away: a commit that waits for it."""
A_CALL = timedelta(seconds=15)
"""What left in time may arrive so much later."""
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
    overtaken: int = 0
    """Messages that arrived after their own repeat: the process was stopped in the instant between its last look at the lease
    and the first byte.
    """
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
        in_flight=sum(len(one.doubts.messages) for one in arena.incidents),
    )
    by_key: dict[tuple[int, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        by_key[entry.chat_id, _hash(entry.source.removeprefix(REPEAT))].append(entry)
    _reminders(arena, books, by_key, report)
    _replies(arena, books, by_key, report)
    _owed(books, steps, report)
    if report.overtaken > report.pauses:
        report.unexplained.append(f"{report.overtaken} overtaken in {report.pauses} pauses: one is under way at a time")
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
        if not (_doubted(arena, message.id) or _answer_lost(arena, first)):
            report.unexplained.append(f"{name}: twice, and nothing happened in between")
        if _is_repeat(first) and not _is_repeat(second) and _woke(arena, _stops_with(arena, message.id), second):
            report.overtaken += 1
        elif not _is_repeat(second):
            report.unexplained.append(f"{name}: the second copy does not say so")


def _replies(arena: Arena, books: _Books, by_key: dict[tuple[int, str], list[Entry]], report: Report) -> None:
    """What is left are answers to updates. An update is answered; twice only if nobody could know of the first time, and
    then silently and marked. (Nobody in a proof asks the same thing twice.)
    """
    unfinished = [one for one in books.inbox if one.state in {InboxState.NEW, InboxState.APPLIED}]
    report.lost += [f"update {one.kind}: {one.state.value}" for one in unfinished]
    report.unexpected += [f"update {one.kind}: parked" for one in books.inbox if one.state is InboxState.PARKED]
    asked = Counter(call.chat_id for call in arena.served.ledger.calls if call.method in SENDS)
    for (chat, _), copies in by_key.items():
        copies.sort(key=lambda one: one.number)
        if chat not in asked or (copies[0].source.startswith(REPEAT) and not _answer_doubted(arena, chat)):
            report.unexpected.append(f"something to {chat} that the database does not know: {copies[0].text[:60]!r}")
        for first, second in itertools.pairwise(copies):
            name = f"an answer to {chat}: {first.text[:60]!r}"
            if not (_in_hand(arena, chat) or _answer_lost(arena, first)):
                report.unexplained.append(f"{name}: twice, and nothing happened in between")
            if _is_repeat(first) and not _is_repeat(second) and _woke(arena, _stops_of(arena, chat), second):
                report.overtaken += 1
            elif not _is_repeat(second):
                report.unexplained.append(f"{name}: the second copy does not say so")
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


def _doubted(arena: Arena, message_id: str) -> bool:
    """Whether a process was killed or stopped while just this message was leaving."""
    return any(message_id in one.doubts.messages for one in arena.incidents)


def _in_hand(arena: Arena, person: int) -> bool:
    """Whether a process was killed or stopped while something that this person had said was not yet answered."""
    return any(person in one.doubts.people for one in arena.incidents)


def _answer_lost(arena: Arena, first: Entry) -> bool:
    """Whether the answer about a message got lost, or the database was away when it came."""
    call = _call_of(arena.served.ledger.calls, first)
    if call is None or call.fault in ANSWER_LOST:
        return call is not None
    began, ended = first.monotonic, call.finished + COMMITTED_WITHIN_S
    away = (one for one in arena.incidents if one.cause is Cause.DATABASE)
    return any(one.began <= ended and one.ended >= began for one in away)


def _is_repeat(entry: Entry) -> bool:
    return entry.silent and entry.source.startswith(REPEAT)


def _answer_doubted(arena: Arena, person: int) -> bool:
    """Whether something happened after which an answer to this person may leave as a possible repeat."""
    faults = (one.fault for one in arena.served.ledger.calls if one.chat_id == person)
    return _in_hand(arena, person) or any(faults)


def _stops_with(arena: Arena, message_id: str) -> list[Incident]:
    """When a process was stopped with this message in hand."""
    return [one for one in arena.incidents if one.cause is Cause.PAUSE and message_id in one.doubts.messages]


def _stops_of(arena: Arena, person: int) -> list[Incident]:
    """When one was stopped before something that this person had said was answered."""
    return [one for one in arena.incidents if one.cause is Cause.PAUSE and person in one.doubts.people]


def _woke(arena: Arena, stops: Sequence[Incident], entry: Entry) -> bool:
    """Whether a process wrote this message after one of these stops. That it had looked before is told by their number: see
    `check`.
    """
    call = _call_of(arena.served.ledger.calls, entry)
    return call is not None and any(one.ended <= call.started for one in stops)


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
