"""Three days after a backup it is restored: nothing of the past is said again, and whoever was forgotten stays forgotten."""

from __future__ import annotations

from pathlib import Path

from sqlmodel import select

from bot.ops.backup import backup
from bot.ops.restore import restore
from bot.playground.server import Served
from bot.schedules.plan import Reason
from bot.store import forgetting
from bot.store.patients import patient_by_telegram
from bot.store.records import Reminder
from bot.store.store import open_store
from tests.databases import migrated_url
from tests.delivery.conftest import AMIR, MARIA, served
from tests.delivery.office import DAY, an_office
from tests.people import LISBON, at
from tests.proof.numbers import note

__all__ = ["migrated_url", "served"]
MORNING = at("2026-03-06 09:00", LISBON)


async def test_three_days_after_the_backup_nothing_past_is_said_and_the_forgotten_stay_away(
    migrated_url: str, served: Served, tmp_path: Path
) -> None:
    out = tmp_path / "monday.backup"
    store = open_store(migrated_url)
    async with an_office(store, served, MORNING, alone=False) as office:
        maria = office.treated(MARIA)
        office.treated(AMIR)
        await office.walk(MORNING + DAY)
        backup(migrated_url, out, office.clock())
        await office.walk(MORNING + 2 * DAY)
        with store.transaction() as tx:
            amir = patient_by_telegram(tx, AMIR)
            assert amir is not None
            forgetting.forget(tx, amir, office.clock())
        await office.walk(MORNING + 4 * DAY)
        comes_next = office.next_due()
        heard = len(office.texts(MARIA))
        amir_heard = len(office.texts(AMIR))
    store.close()

    restored, _ = restore(migrated_url, out, MORNING + 4 * DAY)

    assert (restored.patients, restored.forgotten) == (1, 1)
    store = open_store(migrated_url)
    async with an_office(store, served, MORNING + 4 * DAY, alone=False) as office:
        await office.settled()
        fresh = office.texts(MARIA)[heard:]
        assert len(fresh) == 1
        assert [one.ids[0] for one in office.messages()][-1] == "S-LATE"
        assert office.patient(maria).next_due_at == comes_next, "as if nothing had been"
        assert comes_next is not None
        await office.walk(comes_next)
        assert len(office.texts(MARIA)) > heard + 1
        assert office.messages()[-1].due_at == comes_next
        await office.walk(comes_next + 30 * DAY)
        past = [one for one in office.messages() if one.created_at >= MORNING + 4 * DAY > one.due_at]
        with store.read() as tx:
            came_back = patient_by_telegram(tx, AMIR) is not None
            skipped = list(tx.exec(select(Reminder).where(Reminder.reason == Reason.RESTORE.value)))
        kind = "sqlite" if migrated_url.startswith("sqlite") else "postgresql"
        note(f"F38 {kind}", {"past": len(past), "erased": int(came_back)})
        assert not past
        assert not came_back
        assert len(office.texts(AMIR)) == amir_heard
        assert {"D1-3", "D2-1"} <= {row.step for row in skipped}
        assert len([one for one in office.messages() if one.ids[0] == "S-LATE"]) == 1
    store.close()
