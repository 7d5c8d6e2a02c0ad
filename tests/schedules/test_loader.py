"""A broken protocol file is one line with file, key and reason."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.errors import Exit, Mistake
from bot.schedules import loader
from bot.schedules.loader import default_protocol, load

SHIPPED = Path(loader.__file__).parent / "microneedling"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for file in SHIPPED.glob("*.toml"):
        shutil.copy(file, tmp_path / file.name)
    return tmp_path


def change(folder: Path, old: str, new: str, file: str = "schedule.toml") -> None:
    path = folder / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_the_shipped_protocol_reads_and_is_the_same_each_time(folder: Path) -> None:
    assert load(folder) == default_protocol()


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('when = "d3@morning"', 'when = "d3@noon"', 'schedule.toml: step D3-1.when: "d3@noon" is not a time that is known here'),
        ('latest = "d4@12:00"', 'latest = "d4@25:00"', 'schedule.toml: step D3-1.latest: "25:00" is not a time of day'),
        ('id = "D3-1"\n', 'id = "D2-1"\n', "schedule.toml: step: two have the same id"),
        ('id = "D3-1"\nwhen', 'id = "D3-1"\nwhem', "schedule.toml: step D3-1.when: is missing"),
        ("priority = 0\nfacts", "priority = 7\nfacts", "schedule.toml: step D0-1.priority: should be 0, 1, 2 or 3"),
        ('"F74"]', '"F99"]', 'schedule.toml: step D0-1.facts: "F99" is not in evidence.toml'),
        ('"setting:home"]', '"setting:hom"]', 'schedule.toml: step W4-N.none_of: "setting:hom" is not a condition that is known here'),
        ('joins = "W4-1"', 'joins = "W9-1"', "schedule.toml: step W4-N: there is no step W9-1"),
        ('sunscreen = { S = "24h"', 'sunscreen = { S = "1 day"', "schedule.toml: unlock.sunscreen.S: should be a time such as"),
        ('id = "microneedling"', "id = 7", "schedule.toml: id: should be text"),
        ("[quiet]", "[quiett]", "schedule.toml: quiet: is missing"),
        ('kind = "permit"', 'kind = "permitt"', "schedule.toml: step D1-2.kind: should be one of"),
        ("snooze = true", "snoozed = true", "schedule.toml: step D1-3.snoozed: is not a key that is known here"),
        ('answers = ["calm", "not-calm", "not-sure"]\n', "", "schedule.toml: step D7-1.answers: a check-in needs at least one"),
        ('version = "1.0"', "version = ", "schedule.toml: not readable as TOML: Invalid value"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_protocol_is_one_line_with_file_key_and_reason(
    folder: Path, old: str, new: str, line: str
) -> None:
    change(folder, old, new)

    with pytest.raises(Mistake) as caught:
        load(folder)

    assert caught.value.line.startswith(line)
    assert "\n" not in caught.value.line
    assert caught.value.exit_code is Exit.WRONG_USE


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('settles = "48h"', 'settles = "2 days"', "settles: should be a time such as"),
        ('id = "swelling"', 'id = "redness"', "symptom: two have the same id"),
        ('id = "redness"', 'id = "Redness!"', "symptom Redness!.id: should be small letters with hyphens"),
        ('likely = ["0h", "7d"]', 'likely = ["7d", "0h"]', "symptom redness.likely: ends before it begins"),
        ('likely = ["0h", "7d"]', 'likely = ["7d"]', "symptom redness.likely: should be two times"),
        ('past = "today"', 'past = "normal"', "symptom swelling.past: what lasts too long is never normal"),
        ('past = "today"', 'past = "later"', "symptom swelling.past: should be one of normal, soon, today, urgent"),
        ('"F75"]', '"F99"]', 'symptom redness.facts: "F99" is not in evidence.toml'),
        ('{ id = "same" },', '{ id = "worse" },', "symptom redness.choices: two have the same id"),
        ('{ id = "same" },', '{ id = "ask" },', "symptom redness.choices ask.id: is the name of another word"),
        ('{ id = "same" },', '"same",', "symptom redness.choices: should be a list of tables"),
        ('    { id = "not-sure", level = "soon" },\n', "", "symptom redness.choices: there is no not-sure"),
        ('"not-sure", level = "soon"', '"not-sure"', "symptom redness.choices not-sure.level: who is not sure is"),
        ('level = "urgent"', 'level = "today"', "symptom redness.choices urgent.level: should be urgent"),
        ('"pus", level = "today"', '"pus"', "symptom infection.choices pus.level: without a window nothing"),
        ("worse_day = 2", "worse_days = 2", "symptom soreness.choices worse.worse_days: is not a key that is known"),
        ("worse = true, worse_day", "worse_day", "symptom soreness.choices worse.worse_day: goes with worse"),
        ('raised_by = ["diabetes", ', 'raised_by = ["sugar", ', "symptom redness.choices hot-spot.raised_by: should be one"),
        ('"soon", two_days', '"today", two_days', "symptom lump.choices lump.two_days: goes with the level soon"),
        ('"area:scalp"', '"area:head"', 'symptom scalp.all_of: "area:head" is not a condition that is known here'),
        ("sooner = { after", "soonest = { after", "symptom darkening.choices bronzed.sooner: its symptom does not"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_symptoms_is_one_line_too(folder: Path, old: str, new: str, line: str) -> None:
    change(folder, old, new, "symptoms.toml")

    with pytest.raises(Mistake) as caught:
        load(folder)

    assert caught.value.line.startswith(f"symptoms.toml: {line}")
    assert "\n" not in caught.value.line


def test_evidence_without_a_known_strength_is_refused(folder: Path) -> None:
    change(folder, 'strength = "review"', 'strength = "hearsay"', "evidence.toml")

    with pytest.raises(Mistake, match=r"^evidence\.toml: F01\.strength: should be one of "):
        load(folder)


def test_a_missing_folder_and_a_huge_file_are_refused(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(Mistake, match=r"^evidence\.toml: cannot be read in nowhere$"):
        load(tmp_path / "nowhere")

    (folder / "schedule.toml").write_bytes(b"#" * (loader.LIMIT + 1))
    with pytest.raises(Mistake, match=r"^schedule\.toml: is larger than 256 KiB$"):
        load(folder)
