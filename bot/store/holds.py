"""Holds on people and on updates end by the machine's clock, and one that is set back by a day makes a minute a day long."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update
from sqlmodel import col

from bot.store.records import Inbox, Patient
from bot.store.store import Tx

LONGEST = timedelta(minutes=5)
"""Nobody and nothing is held for longer at once: a dispatcher's lease is a minute, an update in hand less than that, and a
silence that somebody needs five.
"""


def shorten(tx: Tx) -> None:
    """Whatever is held for longer than anybody can mean is held that long from now: whoever lives still holds it."""
    until = tx.real_now() + LONGEST
    for held_until, table in ((Patient.lease_until, Patient), (Inbox.held_until, Inbox)):
        name = col(held_until)
        tx.execute(update(table).where(name > until).values({name: until}).execution_options(synchronize_session=False))
