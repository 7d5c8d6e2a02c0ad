"""`rehearse`: a year played with the bot's own parts, printed as a person would read it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.rehearsal.desk import FACE, Desk, reminders, said_on
from tests.rehearsal.golden import SCRIPTS


@pytest.mark.parametrize(
    "described",
    [
        FACE,
        ("--treated", "2026-03-06T20:30", "--zone", "Europe/Berlin", "--area", "face", "--goal", "acne-scars"),
        ("--treated", "2026-03-28T16:31", "--zone", "Europe/Berlin", "--area", "scalp", "--modifier", "minoxidil"),
        ("--treated", "2026-04-05T01:45", "--zone", "Australia/Lord_Howe", "--area", "body", "--depth", "2"),
        ("--treated", "2026-03-06T09:00", "--zone", "Asia/Tehran", "--area", "face", "--setting", "home"),
    ],
)
def test_a_year_in_which_nobody_answers_says_what_the_plan_says_when_it_says_it(
    desk: Desk, described: tuple[str, ...]
) -> None:
    planned = json.loads(desk.types("plan", *described, "--json")[1])["moments"]

    heard = [one for one in desk.hears(*described) if one["kind"] == "reminder"]

    asked_again = {"D1-3", "D3-1", "D7-1", "W2-2", "W6-1"}
    own = [[id_ for id_ in one["ids"] if id_ not in asked_again or id_ == one["ids"][0]] for one in heard]
    assert own == [bubble for moment in planned for bubble in moment["bubbles"]]
    assert [one["at"] for one in heard] == [moment["due"] for moment in planned for _ in moment["bubbles"]]
    assert sum(one["ring"] for one in heard) == sum(moment["ring"] for moment in planned)


def test_the_conversation_reads_from_start_to_month_12(desk: Desk) -> None:
    page = desk.rehearses(*FACE, "--well")

    assert "── Friday 06 March 2026 ── day 0 ── First day" in page
    assert "── Saturday 06 March 2027 ── day 365 ──" in page
    assert "patient taps  [Start]" in page
    assert "09:30  bot ♪ rings · D1-1" in page
    assert "09:30  bot silent · D4-1" in page
    assert "       [Better] [The same]\n" in page
    assert "patient taps  [Calm]" in page
    assert "[I'm worried]" in page
    assert not [line for line in page.splitlines() if len(line) > 100]
    assert not [mark for mark in ("<b>", "<tg-time", "&amp;", "{") if mark in page]


def test_an_answer_is_heard_and_the_bot_asks_again(desk: Desk) -> None:
    entries = desk.hears(*FACE, "--answer", "D1-3=worse@+30m", "--answer", "C-TODAY=sorted", "--until", "d3")

    tapped = [(one["local"][:16], one["text"]) for one in entries if one["kind"] == "tapped"]
    assert tapped == [
        ("2026-03-06T15:00", "Start"),
        ("2026-03-07T16:30", "Worse"),
        ("2026-03-07T20:35", "Sorted"),
    ]
    assert said_on(entries, "2026-03-07") == ["D1-1", "D1-3 + D1-2", "C-TODAY"]


def test_answers_to_a_step_are_used_in_order_and_the_last_one_stands_for_the_rest(desk: Desk) -> None:
    sessions = ("--session", "2026-05-08T15:00", "--session", "2026-07-10T15:00")
    answers = ("--answer", "D1-3=worse", "--answer", "C-TODAY=sorted", "--answer", "D1-3=same")

    entries = desk.hears(*FACE, *sessions, *answers, "--until", "d130")

    assert [one["text"] for one in entries if one["text"] in ("Worse", "The same")] == ["Worse", "The same", "The same"]


def test_what_is_typed_and_tapped_freely_goes_the_way_of_every_message(desk: Desk) -> None:
    freely = ("--says", 'd2@23:00="pus"', "--taps", "d2@23:01=I'm worried", "--says", "2026-03-08T23:02=thanks")

    entries = [one for one in desk.hears(*FACE, *freely, "--until", "d3") if one["local"].startswith("2026-03-08T23")]

    assert [(one["kind"], one["text"]) for one in entries if one["by"] == "patient"] == [
        ("typed", "pus"),
        ("tapped", "I'm worried"),
        ("typed", "thanks"),
    ]
    assert "112" in entries[1]["text"]


def test_a_pause_is_a_pause(desk: Desk) -> None:
    entries = desk.hears(*FACE, "--pause", "d8@10:00..d60@10:00")

    assert [one["text"] for one in entries if one["kind"] == "typed"] == ["/pause", "/resume"]
    inside = [one for one in entries if "2026-03-14T10:01" < one["local"] < "2026-05-05T10:00"]
    assert reminders(inside) == []
    assert said_on(entries, "2026-05-05") == ["S-LATE"]


def test_in_discreet_mode_an_answer_begins_with_show(desk: Desk) -> None:
    entries = desk.hears(*FACE, "--discreet", "--answer", "D1-3=better", "--until", "d2@08:00")

    assert all(one["buttons"][0] == ["Show"] for one in entries if one["kind"] == "reminder")
    assert [one["text"] for one in entries if one["kind"] == "tapped"] == ["Start", "Show", "Better"]


def test_only_the_essentials_is_a_quiet_year(desk: Desk) -> None:
    said = reminders(desk.hears(*FACE, "--essentials"))

    assert {"D0-1 + A-DEEP-0", "D7-1", "M12-1"} <= set(said)
    assert not {"D4-1", "W2-1", "M2-1"} & set(said)


def test_a_booked_session_begins_before_it_and_the_next_one_takes_over(desk: Desk) -> None:
    booked = ("--booked", "2026-02-20T10:00", "--course", "1")
    next_one = ("--session", "2026-04-17T15:00,depth=1.5,booked=2026-04-01T10:00")

    entries = desk.hears(*FACE, *booked, *next_one, "--well")
    said = reminders(entries)

    assert said[:3] == ["PRE-1", "PRE-2", "BOOK-1"]
    assert said.count("D1-1") == 2
    assert said.count("M12-1") == 1
    assert said_on(entries, "2027-04-17") == ["M12-1"]


def test_a_session_told_late_gets_one_summary(desk: Desk) -> None:
    entries = desk.hears(*FACE, "--now", "2026-03-09T18:00")

    assert said_on(entries, "2026-03-09") == ["S-LATE"]


def test_the_list_is_offered_where_levels_are_not(desk: Desk) -> None:
    given = (*FACE, "--says", "d2@12:00=pus", "--taps", "d2@12:01=None of these", "--until", "d2@13:00")

    graded, listed = desk.hears(*given), desk.hears(*given, "--triage", "list")

    assert [one["text"] for one in graded if one["local"] < "2026-03-08T12:01"] == [
        one["text"] for one in listed if one["local"] < "2026-03-08T12:01"
    ]
    assert graded[-1]["text"] != listed[-1]["text"]


def test_what_was_scripted_and_never_came_is_said_at_the_end(desk: Desk) -> None:
    page = desk.rehearses(*FACE, "--answer", "C-WEEK=same", "--says", "d9@10:00=hello", "--until", "d3")

    assert page.endswith("Not played\n  --answer C-WEEK: was not asked\n  --says d9@10:00=hello\n")


def test_a_session_that_the_bot_would_not_take_is_named_at_the_end(desk: Desk) -> None:
    page = desk.rehearses(*FACE, "--session", "2026-03-20T15:00,booked=2026-03-12T12:00", "--until", "d16")

    assert "  --session 2026-03-20T15:00,booked=2026-03-12T12:00: was not noted; the conversation says why\n" in page
    assert "A date to know" not in page


def test_a_visit_that_did_not_happen_starts_nothing(desk: Desk) -> None:
    booked = ("--booked", "2026-02-20T10:00", "--answer", "BOOK-1=did-not-happen")

    assert reminders(desk.hears(*FACE, *booked)) == ["PRE-1", "PRE-2", "BOOK-1"]


def test_options_can_stand_in_a_file(desk: Desk, tmp_path: Path) -> None:
    script = tmp_path / "maria.toml"
    script.write_text(
        'treated = 2026-03-06T15:00:00\nzone = "Europe/Lisbon"\narea = "face"\ndepth = 1.5\nwell = true\n'
        'answer = ["D1-3=worse@+30m", "C-TODAY=sorted"]\nsays = ["d2@23:00=pus"]\n'
    )
    typed = (*FACE, "--depth", "1.5", "--well", "--answer", "D1-3=worse@+30m", "--answer", "C-TODAY=sorted")

    assert desk.rehearses("--script", str(script)) == desk.rehearses(*typed, "--says", "d2@23:00=pus")
    assert "0.3 mm (band S)" in desk.rehearses("--script", str(script), "--depth", "0.3", "--until", "d1")


def test_who_has_everything_deleted_hears_no_more(desk: Desk) -> None:
    entries = desk.hears(*FACE, "--says", "d3@12:00=/forget", "--taps", "d3@12:01=Yes, erase everything")

    assert max(one["local"] for one in entries) < "2026-03-10"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_the_scripts_that_are_kept_can_be_played_to_the_end(desk: Desk, script: Path) -> None:
    page = desk.rehearses("--script", str(script))

    assert "Not played" not in page
    assert f"Call {'112' if 'Tehran' not in page else '115'} at once" in page
