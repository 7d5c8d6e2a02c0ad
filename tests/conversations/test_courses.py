"""Courses of several sessions, as stories: how many, from when, too early, two areas side by side, one voice."""

from __future__ import annotations

import re
from collections import Counter
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from sqlmodel import select

from bot.schedules.facts import SaidState
from bot.schedules.protocol import Setting
from bot.store.facts import facts_of
from bot.store.records import Message as MessageRow
from bot.store.records import Treatment
from bot.store.states import TreatmentState
from bot.words.message import FactValue, Word
from tests.content.measures import BANNED, GIVES_AWAY, book, grade, sentences, words
from tests.content.reach import reader_for
from tests.content.reading import ids_in
from tests.conversations.test_registering import treatments
from tests.conversations.town import Human, Town
from tests.conversations.walks import line_with, reads, treated, until
from tests.people import LISBON, at

# Maria's first session ended on Fri 6 March, 15:04. With the depth unknown, the next is due from Fri 3 April.
FIRST = "Fri 6 March, 15:04"


async def with_goal(town: Town, goal: str) -> Human:
    """Maria on day 4, who has said what her session was for."""
    maria = await treated(town)
    await until(town, "2026-03-10 10:00")
    await maria.taps(goal)
    return maria


async def opens(maria: Human, session: str) -> None:
    """The screen of one session."""
    await maria.says("/treatment")
    await maria.taps(session)


async def plans(maria: Human, number: str) -> None:
    """So many more sessions are planned."""
    await opens(maria, FIRST)
    await maria.taps("Sessions planned", number)


async def books(maria: Human, *taps: str) -> None:
    """Up to the screen before a booked session is noted."""
    await maria.says("/treatment")
    await maria.taps("I had another session", "It is still to come", *taps)


def session_ended(town: Town, text: str) -> Treatment:
    """The session that ended then."""
    return next(one for one in treatments(town) if one.ends_at == at(text, LISBON))


def said_steps(town: Town, maria: Human) -> Counter[tuple[str, str]]:
    """How often each step was said about each session."""
    with town.store.read() as tx:
        said = facts_of(tx, maria.patient()).said
    return Counter((one.about, one.step) for one in said if one.state is SaidState.SAID and one.bubble)


# ── how many ──


USUAL = (
    ("Fine lines, wrinkles", "3 or 4."),
    ("Dark patches", "Never again while it is darker than before."),
    ("Hair", "12 weeks of sessions, then a look back."),
    ("Something else", "depends on what it is for"),
    ("Acne scars", "about 3, then a look back together. Some people had up to 6."),
)


async def test_sessions_planned_says_what_studies_had_and_chooses_nothing(town: Town) -> None:
    maria = await treated(town)
    await opens(maria, FIRST)
    assert "More sessions planned: none noted" in maria.screen
    for goal, usual in USUAL:
        await maria.taps("Correct", "What it was for", goal, "Apply", "Sessions planned")
        assert usual in maria.screen
        assert "you and your clinic want" in maria.screen
        assert "Fewer is fine, and so is none." in maria.screen
        assert maria.buttons[:7] == ["0", "1", "2", "3", "4", "5", "6"], "no number is ticked"
        await maria.taps("◀ Back")


async def test_at_home_no_number_is_asked_for_but_when_to_stop_is_said(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/start")
    await maria.taps("I am 18 or over and I agree", "Yes", "14:30", "Face", "I did it at home", "Up to 0.3 mm")
    await maria.taps("None of these", "Start")
    await opens(maria, "Fri 6 March, 14:30")
    await maria.taps("The next one")

    assert "not before Fri 13 March" in maria.screen
    assert "Still red, or darker on brown and black skin, after Mon 9 March 14:30? Then stop" in maria.screen
    assert maria.buttons == ["◀ Back", "I'm worried"]


async def test_the_screen_of_a_session_shows_which_one_it_is_the_first_day_and_what_is_booked(town: Town) -> None:
    maria = await with_goal(town, "Acne scars")
    await plans(maria, "2")
    await books(maria, "▶", "8", "15:00", "Yes, note it")
    await opens(maria, FIRST)

    assert "Session 1 of 3 on this area, 2 more planned" in maria.screen
    assert "not before Fri 3 April. Later is fine. Only if all is calm" in maria.screen
    assert "Booked: Wed 8 April" in maria.screen


async def test_under_a_worry_no_day_is_named_for_the_next_one(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 16:05")
    await maria.taps("Worse")
    await opens(maria, FIRST)

    assert "Another one? Not now: ask your clinic first, please." in maria.screen
    assert "not before" not in maria.screen


async def test_a_further_session_takes_one_off_and_deleting_it_gives_it_back(town: Town) -> None:
    maria = await with_goal(town, "Acne scars")
    await plans(maria, "1")
    await until(town, "2026-04-10 15:00")
    await maria.says("just finished, face, at the clinic, depth not known")
    await maria.taps("Start")
    second = session_ended(town, "2026-04-10 15:00")
    assert (second.sessions_left, second.goal) == (0, "acne-scars")
    await opens(maria, "Fri 10 April, 15:00")
    assert "Session 2 of 2 on this area, none more planned" in maria.screen
    assert "not before Fri 8 May" in maria.screen

    await maria.taps("Delete", "Yes, delete it")
    await opens(maria, FIRST)
    assert "Session 1 of 2 on this area, 1 more planned" in maria.screen
    await opens(maria, "Fri 10 April, 15:00")
    await maria.taps("Undo")
    await opens(maria, FIRST)
    assert "Session 1 of 2 on this area, none more planned" in maria.screen


async def test_a_booked_session_that_took_place_takes_one_off_too_and_never_below_none(town: Town) -> None:
    maria = await with_goal(town, "Acne scars")
    await plans(maria, "1")
    for month, when, session in (("▶", "2026-04-08 15:00", "8"), ("▶", "2026-05-13 15:00", "13")):
        await books(maria, month, session, "15:00", "Yes, note it")
        await until(town, when)
        await maria.taps("Just finished", "Face", "Clinic, depth not known", "Start")
        assert session_ended(town, when).sessions_left == 0

    await opens(maria, "Wed 13 May, 15:00")
    assert "Session 3 of 3 on this area, none more planned" in maria.screen


async def test_the_number_is_set_on_the_latest_session_of_the_course_also_from_an_older_one(town: Town) -> None:
    maria = await with_goal(town, "Acne scars")
    await until(town, "2026-04-10 15:00")
    await maria.says("just finished, face, at the clinic, depth not known")
    await maria.taps("Start")
    await plans(maria, "3")

    assert session_ended(town, "2026-04-10 15:00").sessions_left == 3
    assert session_ended(town, "2026-03-06 15:04").sessions_left == 0


async def test_a_session_corrected_to_another_area_leaves_its_course(town: Town) -> None:
    maria = await with_goal(town, "Acne scars")
    await plans(maria, "2")
    await until(town, "2026-04-10 15:00")
    await maria.says("just finished, face, at the clinic, depth not known")
    await maria.taps("Start")
    await opens(maria, "Fri 10 April, 15:00")
    await maria.taps("Correct", "Where", "Scalp", "Apply")

    assert session_ended(town, "2026-04-10 15:00").sessions_left == 0
    await opens(maria, FIRST)
    assert "Session 1 of 3 on this area, 2 more planned" in maria.screen


# ── too early ──


async def test_a_date_before_the_first_day_is_stopped_kindly_and_a_later_one_is_taken(town: Town) -> None:
    maria = await with_goal(town, "Acne scars")
    await books(maria, "27", "15:00")

    assert "That is earlier than Fri 3 April." in maria.screen
    assert "too early for another session on the same area" in maria.screen
    assert "Please ask your clinic first. A later date is fine." in maria.screen
    assert "Yes, note it" not in maria.buttons
    await maria.taps("Choose a later day")
    assert "April 2026" in maria.buttons
    await maria.taps("3", "15:00", "Yes, note it")

    assert [one.ends_at for one in treatments(town)][1:] == [at("2026-04-03 15:00", LISBON)]


async def test_a_typed_date_is_stopped_the_same_and_another_can_be_typed(town: Town) -> None:
    maria = await with_goal(town, "Acne scars")
    await maria.says("my next session is on 27 March 15:00")
    assert "That is earlier than Fri 3 April." in maria.screen
    await maria.says("8 April 15:00")

    assert "Still to come: Wed 8 April, 15:00" in maria.screen


async def test_the_old_button_of_a_date_that_is_too_early_keeps_nothing(town: Town) -> None:
    maria = await with_goal(town, "Acne scars")
    await books(maria, "27", "15:00")
    await maria.taps_on(maria.message, "1:begin")
    await maria.says("yes")

    assert "earlier than Fri 3 April" in " ".join(one.text for one in town.world.history(maria.id)[-3:])
    assert len(treatments(town)) == 1


async def test_the_clinic_wins_and_the_date_is_noted_as_the_clinics_until_it_moves(town: Town) -> None:
    maria = await with_goal(town, "Acne scars")
    await books(maria, "27", "15:00", "My clinic set this date")
    assert "You told me that your clinic set this date, so I keep it as theirs." in maria.screen
    await maria.taps("Yes, note it")
    await opens(maria, "Fri 27 March, 15:00")
    assert "clinic set this date" in maria.screen

    await maria.taps("Move it", "28", "15:00")
    assert "That is earlier than Fri 3 April." in maria.screen
    await maria.taps("Choose a later day", "7", "15:00", "Yes, note it")
    await opens(maria, "Tue 7 April, 15:00")
    assert "early" not in maria.screen


async def test_at_home_a_later_day_is_the_only_one_for_the_same_area(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/start")
    await maria.taps("I am 18 or over and I agree", "Yes", "14:30", "Face", "I did it at home", "Up to 0.3 mm")
    await maria.taps("None of these", "Start")
    await books(maria, "10", "15:00")

    assert "That is earlier than Fri 13 March." in maria.screen
    assert maria.buttons == ["Choose a later day", "It is for another area", "I'm worried"]
    await maria.taps_on(maria.message, "1:vouch:clinic-set")
    assert "cannot use that button" in maria.screen
    assert len(treatments(town)) == 1


async def test_another_area_has_its_own_time(town: Town) -> None:
    maria = await with_goal(town, "Acne scars")
    await books(maria, "27", "15:00", "It is for another area")
    assert "Noted: it is for another area." in maria.screen
    await maria.taps("Yes, note it")
    await opens(maria, "Fri 27 March, 15:00")

    assert "early" not in maria.screen


async def test_later_than_the_first_day_is_never_a_matter(town: Town) -> None:
    maria = await with_goal(town, "Acne scars")
    await until(town, "2026-08-01 10:00")
    await books(maria, "▶", "25", "15:00")

    assert maria.screen.startswith("Is this right?")
    assert "late" not in maria.screen


async def test_a_session_that_took_place_too_early_starts_as_always_with_one_line_about_it(town: Town) -> None:
    maria = await with_goal(town, "Acne scars")
    await until(town, "2026-03-20 15:00")
    await maria.says("just finished, face, at the clinic, depth not known")
    summary = maria.message.id
    await maria.taps("Start")

    started = reads(town, maria, summary)
    assert started.startswith("Done. Your plan is running, from Fri 20 March, 15:00.")
    assert "your last one there was on Fri 6 March. The time to wait was until Fri 3 April." in started
    assert "tell your clinic about it, and ask them before the next one" in started
    assert "should have" not in started
    assert len(maria.hears) == 2, "the first notes come as always"


async def test_a_booked_date_that_becomes_early_by_what_is_told_is_named(town: Town) -> None:
    maria = await with_goal(town, "Acne scars")
    await books(maria, "▶", "8", "15:00", "Yes, note it")
    await until(town, "2026-03-28 15:00")
    await maria.says("just finished, face, at the clinic, depth not known")
    await maria.taps("Start")

    note = next(text for text in maria.hears if "One more thing" in text)
    assert "You have a date on Wed 8 April. That is early: the first day for the same area is Sat 25 April." in note
    await opens(maria, "Wed 8 April, 15:00")
    assert "It is early" in maria.screen


async def test_two_dates_too_close_to_each_other_are_stopped_as_well(town: Town) -> None:
    maria = await with_goal(town, "Acne scars")
    await books(maria, "▶", "8", "15:00", "Yes, note it")
    await books(maria, "▶", "15", "15:00")

    assert "That is earlier than Wed 6 May." in maria.screen


# ── two areas, and the same area again ──


async def test_face_by_the_clinic_then_scalp_at_home_run_side_by_side_in_one_voice(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-20 12:00")
    await maria.says("/treatment")
    await maria.taps("I had another session", "Just now", "Scalp", "I did it at home", "0.4–0.5 mm")
    assert "Applies: none" in maria.screen, "who she is, is shown and not asked again"
    await maria.taps("Start")
    assert "Put nothing on it yet" in maria.hears[1]
    assert "Hair wash: from Sat 21 March 12:00." in maria.hears[1]

    await maria.says("/today")
    assert "Day 0, scalp. Closing and calming down." in maria.screen
    assert "Day 14, face. Building, below the surface." in maria.screen
    assert line_with(maria.screen, "hair wash").startswith("• from Sat 21 March 12:00")
    await maria.says("/can wash my hair")
    assert "Sat 21 March 12:00" in maria.screen
    await maria.says("/can shave")
    assert "shaving (scalp): from Mon 23 March 12:00" in maria.screen

    await maria.says("/plan")
    assert "Wed 25 March 09:30: day 5 (scalp)" in maria.screen
    await maria.taps("More ▶")
    assert "three weeks (face)" in line_with(maria.screen, "Fri 27 March 09:30")
    assert "one week, quick check (scalp)" in line_with(maria.screen, "Fri 27 March 09:30")

    await until(town, "2026-03-27 10:00")
    week = [text for text in maria.hears if "Area: " in text]
    assert any("Area: scalp" in text and "One week" in text for text in week)
    assert any("Area: face" in text and "Three weeks" in text for text in week)
    assert max(said_steps(town, maria).values()) == 1


async def test_the_same_area_again_at_week_five_starts_anew_and_says_nothing_twice(town: Town) -> None:
    maria = await with_goal(town, "Acne scars")
    await until(town, "2026-04-10 15:00")
    await maria.says("just finished, face, at the clinic, depth not known")
    await maria.taps("Start")
    first, second = (session_ended(town, when).id for when in ("2026-03-06 15:04", "2026-04-10 15:00"))
    before = {step for about, step in said_steps(town, maria) if about == first}
    await until(town, "2027-04-20 10:00")

    said = said_steps(town, maria)
    assert {step for about, step in said if about == first} == before, "the first session is silent from here on"
    assert {"D1-1", "D3-1", "W6-1", "M3-1", "M12-1"} <= {step for about, step in said if about == second}
    assert "D4-1" not in {step for about, step in said if about == second}, "what is merely helpful was read before"
    assert max(said.values()) == 1
    three = next(one for one in town.world.history(maria.id) if one.text.startswith("Three months."))
    assert three.date == at("2026-07-09 09:30", LISBON)


async def test_the_plan_the_picture_and_the_calendar_know_what_is_booked(town: Town) -> None:
    maria = await with_goal(town, "Acne scars")
    await books(maria, "▶", "8", "15:00", "Yes, note it")
    await maria.says("/plan")
    assert "• Wed 1 April 09:30: one week to go" in maria.screen
    assert maria.screen.index("one week to go") < maria.screen.index("• Booked: Wed 8 April")
    await maria.taps("As a calendar file")
    assert maria.message.document is not None

    events = list(Calendar.from_ical(maria.message.document.content).walk("VEVENT"))
    (visit,) = (one for one in events if str(one.get("uid")).endswith(".booked@aftercare-bot"))
    assert b"DTSTART;VALUE=DATE:20260408" in visit.to_ical()
    assert not GIVES_AWAY.search(str(visit.get("summary")))
    assert "Should be over: Wed 8 April 15:00." in str(visit.get("description"))


# ── one voice from start to end ──

A_COURSE = """
03-06 15:04 I am an automatic remind | For now: hands off, and
03-06 19:30 Tonight.
03-07 09:30 Good morning, day 1.
03-07 16:00 A quick check, one tap,
03-08 09:30 Hello, day 2.
03-09 09:30 Day 3. Quick check, one
03-10 09:30 Day 4. The first stretch
03-11 09:30 Day 5. Plain care: soft
03-12 09:30 Day 6. From now on, sun
03-13 09:30 One week. A quick check,
03-16 09:30 Day 10. Nothing new to d
03-20 09:30 Two weeks. A quick check
03-27 09:30 Three weeks. Does it loo
04-01 09:30 Your visit comes closer:
04-03 09:30 Your visit comes closer: | One month. Photo time, i
04-08 09:30 A quick check before Fri
04-10 15:00 Hello. Your visit of Fri
04-10 15:10 I am an automatic remind | For now: hands off, and
04-10 19:30 Tonight.
04-11 09:30 Good morning, day 1.
04-11 16:00 A quick check, one tap,
04-11 20:01 Hello again. You told me
04-12 12:00 Hello, day 2.
04-13 09:30 Day 3. Quick check, one
04-15 09:30 Day 5. Plain care: soft
04-17 09:30 One week. A quick check,
05-04 12:00 I am an automatic remind
05-08 09:30 One month. Photo time, i
05-22 09:30 Six weeks. A quick check
05-22 14:00 I am an automatic remind | For now: hands off, and
05-22 19:30 Tonight.
05-23 09:30 Good morning, day 1.
05-23 16:00 A quick check, one tap,
05-24 09:30 Hello, day 2.
05-25 09:30 Day 3. Quick check, one
05-27 09:30 Day 5. Plain care: soft
05-29 09:30 One week. A quick check,
"""
"""What came by itself, by day and hour: each bubble with its first words."""


async def test_three_sessions_on_two_areas_with_a_moved_date_a_worry_and_a_pause_read_as_one_voice(town: Town) -> None:
    maria = await treated(town)
    for day, answer in (("07 16:00", "Better"), ("09 09:30", "Better"), ("10 09:30", "Acne scars")):
        await until(town, f"2026-03-{day}")
        await maria.taps(answer)
    await plans(maria, "2")
    await until(town, "2026-03-13 09:30")
    await maria.taps("Calm")
    await until(town, "2026-03-20 09:30")
    await maria.taps("All clear")
    await maria.says("my next session is on 8 April 15:00")
    await maria.taps("Yes, note it")
    await until(town, "2026-04-02 12:00")
    await opens(maria, "Wed 8 April, 15:00")
    await maria.taps("Move it", "10", "15:00", "Yes, note it")
    await until(town, "2026-04-10 15:10")
    await maria.taps("Just finished", "Face", "Clinic, depth not known", "Start")
    await until(town, "2026-04-11 16:01")
    await maria.taps("Worse")
    await until(town, "2026-04-12 12:00")
    await maria.taps("Sorted")
    await until(town, "2026-04-20 12:00")
    await maria.says("/pause")
    await until(town, "2026-05-04 12:00")
    await maria.says("/resume")
    await until(town, "2026-05-22 14:00")
    await maria.says("just finished, face and neck, 1.5 mm, at the clinic")
    await maria.taps("Start")
    await until(town, "2026-05-29 12:00")

    assert came_by_itself(town, maria) == A_COURSE.strip().splitlines()
    assert max(said_steps(town, maria).values()) == 2, "only what a moved date asks for once more"
    assert [one.sessions_left for one in treatments(town)] == [2, 1, 0]


def came_by_itself(town: Town, maria: Human) -> list[str]:
    """The reminders by their moments, without the answers to what she said and tapped."""
    there = ZoneInfo(LISBON)
    with town.store.read() as tx:
        mine = tx.exec(select(MessageRow).where(MessageRow.patient_id == maria.patient().id)).all()
    sent = {one.telegram_message_id for one in mine}
    moments: dict[str, list[str]] = {}
    for one in town.world.history(maria.id):
        if one.id in sent:
            moments.setdefault(f"{one.date.astimezone(there):%m-%d %H:%M}", []).append(
                one.text[:24].splitlines()[0].strip()
            )
    return [f"{at_} {' | '.join(bubbles)}" for at_, bubbles in moments.items()]


# ── the words ──

SAMPLE: dict[str, FactValue] = {
    "number": 2, "total": 3, "left": 1, "day": at("2026-03-27 12:00").date(), "earliest": at("2026-04-03 12:00").date(),
    "before": at("2026-03-06 12:00").date(), "until": at("2026-03-09 15:00"), "when": Word("reg-when-day", {"day": "Fri 27 March"}),
    "course": Word("course-booked", {"day": at("2026-04-08 12:00").date()}), "usual": Word("course-usual-hair"),
}  # fmt: skip


@pytest.mark.parametrize("setting", Setting)
@pytest.mark.parametrize("id_", [*ids_in("en-courses.ftl"), "treat-course-ask"])
def test_what_is_said_of_courses_is_plain_sells_nothing_and_promises_nothing(id_: str, setting: Setting) -> None:
    reader = reader_for(setting, at("2026-03-20 12:00"))
    text = book().plain(id_, {**SAMPLE, "setting": setting.value}, reader)

    assert grade(text) <= 6.0 or words(text) <= 6, text
    assert not [one for one in sentences(text) if words(one) > 20], text
    assert not BANNED.search(text), text
    assert not re.search(r"\b(best|better results|more is|worth|deal|should have)\b", text), text
    assert not re.findall(r"\n\n\n|  |[{}]|\.\.", text), text


async def test_a_booking_of_somebody_else_is_nobodys_business(town: Town) -> None:
    maria = await treated(town)
    amir = await treated(town, "Amir")
    await maria.says("/treatment")
    await books(maria, "▶", "8", "15:00", "Yes, note it")
    with town.store.read() as tx:
        hers = tx.exec(select(Treatment).where(Treatment.state == TreatmentState.BOOKED)).one()
    await amir.says("/treatment")
    await amir.taps("I had another session")
    await amir.taps_on(amir.message, f"1:begin:booked:{hers.id}")

    assert "cannot use that button" in amir.screen
