"""/treatment: several sessions, corrections with a preview, deleting, undo, further sessions."""

from __future__ import annotations

from sqlmodel import select

from bot.schedules.protocol import Area, Goal
from bot.store.records import Reminder
from bot.store.states import ReminderState, TreatmentState
from tests.conversations.test_registering import only_treatment, treatments
from tests.conversations.town import Human, Town
from tests.people import LISBON, at


async def running(town: Town, ended: str = "14:30") -> Human:
    """Maria with a running plan."""
    maria = town.person("Maria")
    await maria.registers(ended)
    return maria


async def test_treatment_without_one_asks_at_once(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/treatment")
    assert "Tap /start" in maria.screen
    await maria.says("/start")
    await maria.taps("I am 18 or over and I agree")
    await maria.says("/treatment")

    assert "You began to tell me of a session" in maria.screen
    await maria.taps("Go on where you stopped")
    assert "Is it" in maria.screen


async def test_the_list_says_how_each_session_stands(town: Town) -> None:
    maria = await running(town)
    await town.passes(days=3)
    await maria.says("/treatment")

    assert "Fri 6 March, 14:30: day 3" in maria.screen
    await maria.taps("Fri 6 March, 14:30")
    assert "How: clinic, depth not known" in maria.screen
    assert {"Correct", "Delete", "Sessions planned"} <= set(maria.buttons)


async def test_a_corrected_date_shows_what_moves_before_anything_does(town: Town) -> None:
    maria = await running(town)
    await town.passes(days=2)
    await maria.says("/treatment")
    await maria.taps("Fri 6 March, 14:30", "Correct", "When", "Another day", "5", "14:30")

    assert "Ended: Thu 5 March, 14:30" in maria.screen
    assert "messages were sent and stay." in maria.screen
    assert " move:" in maria.screen
    assert only_treatment(town).ends_at == at("2026-03-06 14:30", LISBON), "nothing moves before [Apply]"


async def test_apply_moves_what_is_pending_and_repeats_nothing(town: Town) -> None:
    maria = await running(town)
    await town.passes(days=2)
    await maria.says("/treatment")
    await maria.taps("Fri 6 March, 14:30", "Correct", "When", "Another day", "5", "14:30", "Apply")
    assert only_treatment(town).ends_at == at("2026-03-05 14:30", LISBON)
    await town.passes(days=7)

    with town.store.read() as tx:
        said = tx.exec(select(Reminder).where(Reminder.state == ReminderState.SAID, Reminder.host == "")).all()
    steps = [one.step for one in said]
    assert len(steps) == len(set(steps))
    assert {"D3-1", "D4-1", "D7-1", "W2-1"} <= set(steps)


async def test_leave_changes_nothing(town: Town) -> None:
    maria = await running(town)
    await maria.says("/treatment")
    await maria.taps("Fri 6 March, 14:30", "Correct", "Where", "Scalp", "Leave it")

    assert "All stays as it was." in maria.screen
    assert only_treatment(town).areas == {Area.FACE}


async def test_everything_about_a_session_can_be_corrected_and_undone(town: Town) -> None:
    maria = await running(town)
    await maria.says("/treatment")
    await maria.taps("Fri 6 March, 14:30", "Correct", "Where", "Face and neck", "Change", "Who, how deep")
    await maria.taps("Clinic, over 1.5 mm", "Change", "What it was for", "Acne scars", "Apply")
    told = only_treatment(town)
    assert (told.areas, told.depth_mm, told.goal) == (frozenset({Area.FACE, Area.NECK}), 2.5, Goal.ACNE_SCARS)
    await maria.taps("Undo")

    told = only_treatment(town)
    assert (told.areas, told.depth_mm, told.goal) == (frozenset({Area.FACE}), None, None)
    assert "as it was before" in maria.screen


async def test_a_session_that_took_place_cannot_be_moved_into_the_future(town: Town) -> None:
    maria = await running(town)
    await maria.says("/treatment")
    await maria.taps("Fri 6 March, 14:30", "Correct", "When")
    await maria.says("tomorrow 10:00")

    assert "cannot end in the future" in maria.screen
    assert only_treatment(town).ends_at == at("2026-03-06 14:30", LISBON)


async def test_deleting_takes_two_steps_and_can_be_undone(town: Town) -> None:
    maria = await running(town)
    await maria.says("/treatment")
    await maria.taps("Fri 6 March, 14:30", "Delete")
    assert "planned messages fall away" in maria.screen
    await maria.taps("No, keep it")
    assert only_treatment(town).state is TreatmentState.DONE
    await maria.taps("Delete", "Yes, delete it")
    assert only_treatment(town).state is TreatmentState.CANCELLED
    assert await town.assembly.next_moment() is None
    await maria.taps("Undo")

    assert only_treatment(town).state is TreatmentState.DONE
    assert await town.assembly.next_moment() is not None


async def test_undo_ends_after_a_day_and_says_so(town: Town) -> None:
    maria = await running(town)
    await maria.says("/treatment")
    await maria.taps("Fri 6 March, 14:30", "Delete", "Yes, delete it")
    await town.passes(days=2)
    await maria.taps("Undo")

    assert "can no longer be undone" in maria.screen
    assert only_treatment(town).state is TreatmentState.CANCELLED


async def test_further_sessions_can_be_planned_and_the_next_one_is_told_of_in_time(town: Town) -> None:
    maria = await running(town)
    await maria.says("/treatment")
    await maria.taps("Fri 6 March, 14:30", "Sessions planned", "2")
    assert "2 more sessions" in maria.screen
    assert only_treatment(town).sessions_left == 2
    for day, answer in (
        ("07 16:00", "Better"),
        ("09 09:30", "Better"),
        ("13 09:30", "Calm"),
        ("20 09:30", "All clear"),
    ):
        await town.clock_reads(f"2026-03-{day}")
        await maria.taps(answer)
    await town.passes(days=16)

    said = [one.text for one in town.world.history(maria.id)]
    assert any("Fri 3 April" in text and "if you and your clinic want it" in text for text in said)


async def test_somebody_elses_session_answers_like_one_that_never_was(town: Town) -> None:
    maria = await running(town)
    amir = town.person("Amir")
    await amir.registers("13:00")
    hers = next(one for one in treatments(town) if one.patient_id == maria.patient().id)
    for verb in ("session", "correct", "cancel", "cancel-yes", "undo", "course", "move", "not-happened", "took-place"):
        answers = []
        for about in (hers.id, "abcdefghijk"):
            await amir.taps_on(amir.message, f"1:{verb}:{about}")
            answers.append(amir.screen)
        assert answers[0] == answers[1]
        assert "cannot use that button" in answers[0]

    assert next(one for one in treatments(town) if one.id == hers.id).state is TreatmentState.DONE
