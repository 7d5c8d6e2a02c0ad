"""Told late, paused, away: diaries of what is read in the chat. Never a flood, never silence. Protocol, section 4."""

from __future__ import annotations

from collections import Counter
from zoneinfo import ZoneInfo

from bot.playground.updates import TAP_AGE
from tests.content.measures import MOMENT, WAITS, sentences
from tests.content.typed import activity_words
from tests.conversations.test_check_ins import choices
from tests.conversations.town import Human, Town
from tests.conversations.walks import line_with, treated, until
from tests.people import LISBON
from tests.proof.numbers import note

AGREE = "I am 18 or over and I agree"
WHO_SPEAKS = (
    "I am an automatic reminder service. I cannot examine you or diagnose. Advice from your clinic comes first."
)
URGENT = ("Call 112 for:", "Swollen lips or tongue. Hard to breathe.", "palms or soles.", "Fever with confusion.")
WAS_AWAY, WAS_OFF = "I was away.", "My notes paused."


def diary(town: Town, human: Human, since: str) -> list[str]:
    """What came by itself or was answered since a day and time, each with its hour and its first words."""
    there = ZoneInfo(LISBON)
    card = human.card.id if human.card is not None else None
    said = (one for one in town.world.history(human.id) if one.from_bot and one.kind != "service" and one.id != card)
    lines = [f"{one.date.astimezone(there):%Y-%m-%d %H:%M} {one.text.splitlines()[0][:24].strip()}" for one in said]
    return [line[5:] for line in lines if line >= since]


async def tells(town: Town, *when: str) -> Human:
    """Maria tells of her session by these taps: face, by a clinic, depth not known."""
    maria = town.person("Maria")
    await maria.says("/start")
    await maria.taps(AGREE, "Yes", *when, "Face", "Clinic, depth not known", "None of these", "Start")
    return maria


def assert_is_whole(summary: str) -> None:
    """Who speaks, whose advice comes first, where she is, what is open, what is next, what is urgent, whom to call."""
    assert summary.startswith(WHO_SPEAKS)
    assert [line for line in ("Now: ", "Open: ", "Next: ") if line not in summary] == []
    assert [sign for sign in URGENT if sign not in summary] == []


async def test_told_three_hours_after_the_end_there_is_a_summary_and_the_evening_card(town: Town) -> None:
    maria = await tells(town, "12:00")
    (summary,) = maria.hears

    assert_is_whole(summary)
    assert line_with(summary, "Now:").startswith("Now: First day – close and calm")
    assert line_with(summary, "Next:").startswith("Next: lukewarm water from Fri 6 March 18:00")
    assert "Shared or dirty needle? See a doctor today." in summary
    assert WAS_AWAY not in summary
    await until(town, "2026-03-07 12:00")
    assert diary(town, maria, "2026-03-06 15:05") == ["03-06 19:30 Tonight.", "03-07 09:30 Good morning, day 1."]


async def test_told_on_day_1_nothing_of_day_0_comes_any_more(town: Town) -> None:
    await until(town, "2026-03-07 11:00")
    maria = await tells(town, "Yesterday", "15:00")
    (summary,) = maria.hears

    assert_is_whole(summary)
    assert line_with(summary, "Open:") == "Open: lukewarm water."
    assert "gentle wash from Sat 7 March 15:00, plain cream from Sat 7 March 15:00" in line_with(summary, "Next:")
    assert WAS_AWAY not in summary
    await until(town, "2026-03-09 12:00")
    assert diary(town, maria, "2026-03-07 11:01") == [
        "03-07 16:00 A quick check, one tap,",
        "03-08 09:30 Hello, day 2.",
        "03-09 09:30 Day 3. Quick check, one",
    ]


async def test_told_late_in_the_evening_the_summary_stands_for_the_evening_card(town: Town) -> None:
    await until(town, "2026-03-06 23:00")
    maria = await tells(town, "20:00")

    assert [text.splitlines()[0][:8] for text in maria.hears] == ["I am an "]
    await until(town, "2026-03-07 12:00")
    assert diary(town, maria, "2026-03-06 23:01") == ["03-07 09:30 Good morning, day 1."]


async def test_told_on_day_3_she_reads_of_the_days_that_are_left(town: Town) -> None:
    maria = await tells(town, "Another day", "3", "15:00")
    (summary,) = maria.hears

    assert_is_whole(summary)
    assert line_with(summary, "Now:") == "Now: Days 1 to 3 – settle."
    assert "alcohol, sport and hot showers, and what came before, if calm" in line_with(summary, "Open:")
    assert "pool, sea and sauna from Sun 8 March 15:00" in line_with(summary, "Next:")
    assert "Shared or dirty needle? See a doctor today." in summary
    await until(town, "2026-03-10 12:00")
    assert diary(town, maria, "2026-03-06 15:05") == [
        "03-07 09:30 Day 4. The first stretch",
        "03-08 09:30 Day 5. Plain care: soft",
        "03-09 09:30 Day 6. From now on, sun",
        "03-10 09:30 One week. A quick check,",
    ]


async def test_told_in_week_6_there_is_one_message_and_then_the_months(town: Town) -> None:
    maria = await tells(town, "Another day", "◀", "◀", "23")
    (summary,) = maria.hears

    assert_is_whole(summary)
    assert line_with(summary, "Now:") == "Now: Months 2 and 3 – firm up."
    assert line_with(summary, "Next:") == "Next: nothing, all of it is open."
    assert "dirty needle" not in summary, "too late for what it would be for"
    await until(town, "2026-04-30 12:00")
    assert diary(town, maria, "2026-03-06 15:05") == [
        "03-24 09:30 Two months. Nothing new",
        "04-23 09:30 Three months. Now a look",
    ]


async def test_a_pause_of_a_month_is_silent_and_ends_with_one_summary_that_says_why(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-08 12:00")
    await maria.says("/pause")
    await until(town, "2026-04-08 12:00")
    assert diary(town, maria, "2026-03-08 12:01") == []
    await maria.says("/resume")
    back, summary = maria.hears

    assert "Good to have you back." in back
    assert_is_whole(summary)
    assert WAS_OFF in summary
    assert line_with(summary, "Now:") == "Now: Months 2 and 3 – firm up."
    await until(town, "2026-05-08 12:00")
    assert diary(town, maria, "2026-04-08 12:01") == [
        "04-17 09:30 Six weeks. A quick check",
        "05-05 09:30 Two months. Nothing new",
    ]


async def test_a_pause_that_ends_in_the_night_is_summed_up_in_the_morning(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 12:00")
    await maria.says("/pause")
    await until(town, "2026-03-09 23:00")
    await maria.says("/resume")
    assert len(maria.hears) == 1
    await until(town, "2026-03-10 09:00")

    assert diary(town, maria, "2026-03-09 23:01") == ["03-10 08:30 I am an automatic remind"]
    assert WAS_OFF in maria.screen


async def test_two_days_without_the_bot_end_with_one_summary_that_says_why(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 10:00")
    await town.clock_reads("2026-03-09 12:00")

    assert diary(town, maria, "2026-03-07 10:01") == ["03-09 12:00 I am an automatic remind"]
    assert_is_whole(maria.screen)
    assert WAS_AWAY in maria.screen
    assert line_with(maria.screen, "Open:") == "Open: make-up, alcohol, and what came before, if calm."
    await until(town, "2026-03-11 12:00")
    assert diary(town, maria, "2026-03-09 12:01") == [
        "03-10 09:30 Day 4. The first stretch",
        "03-11 09:30 Day 5. Plain care: soft",
    ]


async def test_an_hour_without_the_bot_only_makes_one_message_late(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-07 10:00")
    await town.clock_reads("2026-03-07 17:00")

    assert diary(town, maria, "2026-03-07 10:01") == ["03-07 17:00 A quick check, one tap,"]


async def test_a_tap_that_expired_while_the_bot_was_away_is_one_tap_away(town: Town) -> None:
    maria, amir = await treated(town), await treated(town, "Amir")
    await until(town, "2026-03-07 16:00")
    for human in (maria, amir):
        message, better = human._button("Better")
        town.world.person_taps(human.id, message.id, better)
        town.clock.set(town.clock() + TAP_AGE)
        await town.settle()
        assert choices(town, human) == [], "Telegram has thrown it away, and nobody guesses"

    before = dict(town.world.taps)
    lost = sum(tap.answer is None for tap in before.values())
    await amir.taps("Better")  # the buttons are still there
    await until(town, "2026-03-08 09:30")
    assert maria.screen.endswith("I asked on Sat 7 March 16:00 how it is. You can still tell me, here.")
    await maria.taps("Better")
    since = Counter(tap.person_id for number, tap in town.world.taps.items() if number not in before)
    note("F22 taps", {"lost": lost, "most_taps": max(since.values())})
    assert [choices(town, human) for human in (maria, amir)] == [[("D1-3", "better")]] * 2
    assert lost == 2
    assert since == {maria.id: 1, amir.id: 1}


async def test_whose_messages_are_covered_reads_after_a_gap_why_when_they_tap_show(town: Town) -> None:
    maria = await treated(town)
    await maria.says("/settings")
    await maria.taps("Hide the text")
    await until(town, "2026-03-07 10:00")
    await town.clock_reads("2026-03-09 12:00")
    assert maria.screen == "A note for you is ready."
    await maria.taps("Show")

    assert WAS_AWAY in maria.screen


async def test_after_telling_late_and_a_gap_later_each_summary_has_its_own_reason(town: Town) -> None:
    maria = await tells(town, "Another day", "3", "15:00")
    assert WAS_AWAY not in maria.screen
    await until(town, "2026-03-07 10:00")
    await town.clock_reads("2026-03-11 12:00")

    assert WAS_AWAY in maria.screen


async def test_read_days_late_on_a_phone_that_was_off_every_message_is_still_right(town: Town) -> None:
    """Telegram keeps what was sent while a phone is off. So what may be done from when stands there as a date."""
    maria = await treated(town)
    await until(town, "2026-03-20 12:00")
    await maria.says("just finished, scalp, 0.5 mm, at home")
    await maria.taps("Start")
    await until(town, "2027-03-22 12:00")

    pushed = [one.text for one in town.world.history(maria.id) if one.from_bot and one.kind != "service"]
    assert len(pushed) > 25
    for text in pushed:
        for sentence in sentences(text):
            undated = WAITS.search(sentence) and not MOMENT.search(sentence)
            assert not (undated and activity_words(sentence)), text
