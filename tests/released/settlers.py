"""Who lives in the frozen world, and what they have done by `NOON`: every state that a row can be in, reached through the bot itself.

All of them are made up. What they tap is named by what it does, not by its label, so that better words do not change the story.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.care import about
from bot.delivery.books import Books
from bot.handlers.context import Sender, apply
from bot.store import inbox, meta, pace, patients
from bot.store.chosen import record_triage
from bot.store.ledger import Outcome
from bot.store.states import MessageState
from tests.people import BERLIN, LISBON, TEHRAN, at
from tests.released.village import BOT, HOUSE, Village

NOON = at("2026-03-27 12:00", LISBON)
"""A Friday, two days before the clocks go forward in Lisbon and Berlin: the moment at which the world is frozen."""
MARIA, AMIR, JONAS, LENA, PIOTR, SOFIA, YUKI, DIEGO, NOUR, INGRID, TOMAS, ROSA, GRACE, HANA, VERA, OTTO = range(
    7_000_000_001, 7_000_000_017
)
DEAD = "a process that died"
FACE = ("areas:face", "depth:unknown", "applies-none", "begin")


async def settle(village: Village) -> None:
    """Lets everybody do what they did. Begins before anything and ends at `NOON`."""
    await _winter(village)
    await _march(village)
    await _this_week(village)
    await _this_morning(village)
    village.waits_until(NOON - timedelta(minutes=10))
    await _just_now(village)
    assert village.clock() <= NOON
    village.clock.set(NOON)


async def _winter(village: Village) -> None:
    village.waits_until(_on("2026-02-20 10:00"))
    await _comes(village, HANA, "ended:now", "areas:scalp", "depth:1.5", "applies-none", "begin")
    await _comes(village, GRACE, "ended:now", "areas-several", "area:face", "area:neck", "areas-done")
    await village.taps(GRACE, "by:home", "home-depth:0.3", "applies:*", "applies-done", "begin")
    await village.says(GRACE, "My clinic's number is 030 1234567")
    quiet = {"quiet_from": time(20), "quiet_until": time(8), "morning": time(8, 30)}
    village.knows(GRACE, zone=BERLIN, country="DE", clinic_phone="030 1234567", discreet=True, **quiet)
    village.waits_until(_on("2026-02-27 10:00"))
    village.outcomes[NOUR] = Outcome(MessageState.REFUSED, reason="refused")
    await _comes(village, NOUR, "ended:now", *FACE)
    village.waits_until(_on("2026-02-27 10:10"))
    del village.outcomes[NOUR]
    await village.says(HANA, "/pause")
    village.waits_until(_on("2026-03-01 10:00"))
    await village.says(HANA, "/resume")


async def _march(village: Village) -> None:
    village.waits_until(_on("2026-03-10 18:00"))
    await _comes(village, JONAS, "ended:now", "areas:face-neck", "depth:0.9", "applies-none", "begin")
    village.knows(JONAS, zone=BERLIN, country="DE")
    await village.says(JONAS, "/treatment")
    await village.taps(JONAS, "session:*", "course:*", "course-is:*:2")
    await _comes(village, LENA, "ended:now", *FACE)
    await _comes(village, PIOTR, "ended:now", *FACE)
    village.waits_until(_on("2026-03-15 08:00"))
    await village.says(LENA, "/stop")
    village.outcomes[PIOTR] = Outcome(MessageState.UNREACHABLE)
    village.waits_until(_on("2026-03-17 11:00"))
    await village.says(HANA, "/treatment")
    await village.taps(HANA, "new")
    await village.says(HANA, "19 March 15:00")
    await village.taps(HANA, "vouch:clinic-set", "begin")
    village.waits_until(_on("2026-03-19 15:30"))
    await village.says(HANA, "/today")
    await village.taps(HANA, "answer:*:BOOK-1:0:did-not-happen")
    await village.taps(HANA, "new", "ended:now", "areas:face", "depth:0.5", "applies-none", "begin")
    village.waits_until(_on("2026-03-20 09:00"))
    await village.says(JONAS, "/pause")


async def _this_week(village: Village) -> None:
    village.waits_until(_on("2026-03-24 15:04"))
    await _comes(village, MARIA, "ended:now", *FACE)
    village.waits_until(_on("2026-03-25 16:10"))
    await village.taps(MARIA, "answer:*:D1-3:0:same", "answer:*:D1-3:0:better")
    await village.says(AMIR, "/start")
    await village.taps(AMIR, "agree")
    await village.says(AMIR, "Tehran")
    await village.taps(AMIR, "place-yes", "ended:now", "areas:face", "depth:2.5", "applies-none", "begin")
    assert _zone_of(village, AMIR) == TEHRAN
    await _comes(village, INGRID)
    await village.says(INGRID, "16 April 15:00")
    await village.taps(INGRID, "begin")
    await village.says(INGRID, "/learn")
    await village.taps(INGRID, "screening", "screen-tick:*", "screen-page:*:2", "screen-page:*:3", "screen-page:*:4")
    await village.taps(INGRID, "screen-page:*:5", "screen-page:*:6", "screen-done:*")
    await village.says(AMIR, "/learn")
    await village.taps(AMIR, "screening", "screen-page:*:2")
    village.waits_until(_on("2026-03-26 09:50"))
    await _comes(village, SOFIA, "ended:now", *FACE)
    await _comes(village, YUKI, "ended:now", *FACE)
    village.knows(YUKI, zone="Asia/Tokyo", country="JP")
    await _comes(village, ROSA, "ended:now", *FACE)
    village.waits_until(_on("2026-03-26 18:00"))
    await village.taps(AMIR, "answer:*:D1-3:0:worse")


async def _this_morning(village: Village) -> None:
    soon = Outcome(MessageState.LATER, retry_at=NOON + timedelta(minutes=5))
    village.outcomes |= {SOFIA: soon, YUKI: Outcome(MessageState.UNKNOWN, retry_at=NOON + timedelta(minutes=1))}
    village.waits_until(_on("2026-03-27 09:40"))
    await village.taps(MARIA, "snooze:*")
    await village.says(MARIA, "/today")
    await village.says(ROSA, "/treatment")
    await village.taps(ROSA, "session:*", "correct:*", "change", "ask:areas", "areas:neck", "apply")
    await village.taps(ROSA, "session:*", "correct:*")
    await village.says(HANA, "/treatment")
    await village.taps(HANA, "new", "ended:now", "areas:neck", "depth:unknown", "applies-none", "begin")
    await village.says(HANA, "/treatment")
    await village.taps(HANA, "session:*", "cancel:*", "cancel-yes:*")


async def _just_now(village: Village) -> None:
    await _comes(village, VERA, "ended:now", *FACE)
    await village.says(VERA, "/forget")
    await village.taps(VERA, "forget-yes")
    await village.says(OTTO, "/start")
    await village.taps(OTTO, "agree")
    await _comes(village, TOMAS, "ended:now", "areas:body")
    await _comes(village, DIEGO, "ended:now", *FACE)
    village.clock.set(NOON - timedelta(seconds=30))
    _dies_while_it_sends(village)
    with village.store.transaction() as tx:
        inbox.delete_old(tx)
        meta.note(tx, patients.patient_by_telegram(tx, OTTO), "seen", village.clock())
        record_triage(tx, "graded", "the people who made this world", village.clock())
        pace.take(tx, 1, timedelta(seconds=1))
    _leaves_updates(village)


def _dies_while_it_sends(village: Village) -> None:
    """A message to Diego is written down as leaving, and that is the last that is known of it."""
    books = Books(village.store, HOUSE, village.clock, DEAD)
    (trip,) = books.claim(1)
    assert trip.errand.chat_id == DIEGO
    assert books.step([], [trip])


def _leaves_updates(village: Village) -> None:
    """One is in the hands of a process that died, one is done and its answer is not sent, one is parked, one is new."""
    village.puts(village.typed(AMIR, "/today"))
    with village.store.transaction() as tx:
        assert len(inbox.next_batch(tx, BOT, limit=9, holder=DEAD)) == 1
    row = village.typed(INGRID, "/help")
    village.puts(row)
    sender = Sender(row.update_id, INGRID, INGRID, "en", None, private=True)
    assert apply(village.desk, sender, about.help_) is not None
    broken = village.typed(NOUR, "hello")
    village.puts(broken)
    with village.store.transaction() as tx:
        inbox.park(tx, BOT, broken.update_id)
    village.puts(village.typed(MARIA, "may I swim?"))


async def _comes(village: Village, who: int, *taps: str) -> None:
    """Somebody agrees, is where the house is, and goes on tapping."""
    await village.says(who, "/start")
    await village.taps(who, "agree", "place-yes", *taps)


def _zone_of(village: Village, who: int) -> str:
    with village.store.read() as tx:
        patient = patients.patient_by_telegram(tx, who)
        return patient.zone if patient else ""


def _on(text: str) -> datetime:
    return at(text, LISBON)
