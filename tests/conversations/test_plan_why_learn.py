"""/plan, /why, /learn: the year ahead, what it rests on, and what is known of the treatment."""

from __future__ import annotations

from tests.conversations.town import Town
from tests.conversations.walks import line_with, treated, until

STAGES = (
    ("2026-03-06 15:10", "Fri 6 March 19:30: this evening", "rules for now"),
    ("2026-03-07 10:00", "Sat 7 March 16:00: day 1, quick check", "day 1"),
    ("2026-03-09 10:00", "Tue 10 March 09:30: day 4", "day 3, quick check"),
    ("2026-03-13 10:00", "Mon 16 March 09:30: building phase", "one week, quick check"),
    ("2026-03-20 10:00", "Fri 27 March 09:30: three weeks", "two weeks, quick check"),
    ("2026-06-04 10:00", "Sat 4 July 09:30: four months", "three months, photo"),
    ("2027-03-06 09:00", "Sat 6 March 09:30: one year, photo", "nine months"),
)


async def test_the_plan_begins_with_the_next_message_and_why_with_the_last_at_each_stage_of_the_year(
    town: Town,
) -> None:
    maria = await treated(town)
    for when, following, last in STAGES:
        await until(town, when)
        await maria.says("/plan")
        assert line_with(maria.screen, "•") == f"• {following}"

        await maria.says("/why")
        assert line_with(maria.screen, "Message of").endswith(f": {last}."), when
        assert "Most waiting times after needling come from habit" in maria.screen


async def test_the_plan_is_turned_page_by_page_in_place_to_the_end_of_the_year(town: Town) -> None:
    maria = await treated(town)
    await maria.says("/plan")
    first = maria.message.id
    await maria.taps("More ▶", "More ▶")

    assert maria.message.id == first
    assert "Sat 6 March 2027 09:30: one year, photo" in maria.screen
    assert "Page 3 of 3." in maria.screen
    assert "More ▶" not in maria.buttons
    await maria.taps("◀ Back")
    assert "Page 2 of 3." in maria.screen


async def test_the_year_comes_as_a_picture_and_as_a_file(town: Town) -> None:
    maria = await treated(town)
    await maria.says("/plan")
    await maria.taps("As a picture")
    assert maria.message.photo is not None
    assert maria.screen == "Your year at a glance."

    await maria.taps("As a calendar file")
    assert maria.message.document is not None
    assert "ask me for a new file" in maria.screen


async def test_what_is_left_out_is_told_on_request_with_its_reason_in_words(town: Town) -> None:
    maria = await treated(town)
    await maria.says("/settings")
    await maria.taps("Only the essentials")
    await maria.says("/plan")
    await maria.taps("What I leave out")
    assert "Tue 10 March 09:30: day 4. You asked for the essentials only." in maria.screen
    assert "one week, quick check" not in maria.screen

    await maria.taps("Back to the plan")
    assert maria.screen.startswith("Your plan")


async def test_a_pause_shows_in_the_plan_and_in_what_it_left_out(town: Town) -> None:
    maria = await treated(town)
    await maria.says("/pause")
    await maria.says("/plan")
    assert "You paused my messages" in maria.screen

    await until(town, "2026-03-12 10:00")
    await maria.taps("Go on")
    await maria.says("/plan")
    await maria.taps("What I leave out")
    assert "day 2. " in maria.screen
    assert "You had paused my messages." in maria.screen or "One summary stood for it." in maria.screen


async def test_a_fact_comes_with_its_strength_its_source_and_how_much_of_it_was_read(town: Town) -> None:
    maria = await treated(town)
    await maria.says("/why")

    assert "Common practice; no trial found. We read a part of it." in maria.screen
    assert "Clinic leaflets: nuanceaesthetics.com" in maria.screen
    await maria.taps("More ▶")
    assert "Page 2 of " in maria.screen


async def test_what_nobody_read_yet_and_what_is_our_own_judgement_is_called_so(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-16 10:00")
    await maria.says("/why")
    pages = [maria.screen]
    while "More ▶" in maria.buttons:
        await maria.taps("More ▶")
        pages.append(maria.screen)

    assert all("our own careful guess" in page for page in pages)
    smoking = next(page for page in pages if "Smoking slows" in page)
    assert "General knowledge: we have not read the source yet." in smoking
    assert "Sorensen LT. Ann Surg 2012" in smoking


async def test_another_message_can_be_asked_about(town: Town) -> None:
    maria = await treated(town)
    await until(town, "2026-03-08 10:00")
    await maria.says("/why")
    await maria.taps("Another message")
    assert maria.buttons[:2] == ["day 2", "day 1, quick check"]

    await maria.taps("first notes")
    assert "Message of Fri 6 March 15:04: first notes." in maria.screen


async def test_why_knows_only_messages_that_this_person_got(town: Town) -> None:
    maria = await treated(town)
    await maria.says("/why")
    for forged in ("1:why:M12-1:0", "1:why:nonsense:0", "1:why:D0-1:x", "1:why:D0-1:0:0:0"):
        await maria.taps_on(maria.message, forged)
        assert maria.toast is not None
        assert "What this rests on" not in maria.hears[-1]


async def test_before_the_first_message_why_says_so(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/start")
    await maria.taps("I am 18 or over and I agree")
    await maria.says("/why")

    assert "I have not sent you any advice yet" in maria.screen


async def test_a_stranger_can_learn_how_it_works_and_read_who_should_wait(town: Town) -> None:
    maria = town.person("Maria")
    await maria.says("/learn")
    await maria.taps("How does it work?")
    assert "the skin's own repair" in maria.screen
    page = maria.message.id

    await maria.taps("Back", "Who should wait?")
    for _ in range(5):
        assert "This list is not a medical check." in maria.screen
        await maria.taps("More ▶")

    assert "A pacemaker or metal implant" in maria.screen
    assert "More ▶" not in maria.buttons
    assert maria.message.id == page
