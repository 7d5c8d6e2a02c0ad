"""Settings from the environment and from `.env`."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import settings
from bot.app.assembly import house_of
from bot.care.work import Triage
from bot.errors import Exit, Mistake
from tests.app.test_commands import CHOSEN, SETTINGS


@pytest.fixture(autouse=True)
def _nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    for name, value in CHOSEN.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)


def test_without_further_settings_only_the_token_is_missing() -> None:
    given = settings.load()
    assert given.bot_api_url == settings.TELEGRAM
    assert given.database_url == "sqlite:///data/bot.db"
    assert given.triage_choice() == ("graded", "the tests")
    with pytest.raises(Mistake) as caught:
        given.token()
    assert caught.value.exit_code is Exit.BAD_TOKEN


def test_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("BOT_TOKEN=1:from-the-file\nHOME_ZONE=Asia/Tehran\nSOMETHING_ELSE=1\n")
    monkeypatch.setenv("HOME_ZONE", "Europe/Lisbon")
    given = settings.load()
    assert given.token() == "1:from-the-file"
    assert given.home_zone == "Europe/Lisbon"


def test_an_empty_value_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_API_URL", "")
    assert settings.load().bot_api_url == settings.TELEGRAM


def test_the_country_follows_the_zone_unless_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME_ZONE", "Asia/Tehran")
    assert house_of(settings.load()).country == "IR"
    monkeypatch.setenv("HOME_COUNTRY", "de")
    assert house_of(settings.load()).country == "DE"


def test_a_host_puts_numbers_of_their_own_over_ours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own = tmp_path / "numbers.toml"
    own.write_text(
        '[defaults]\nsource = "called"\nchecked_on = "2026-11-20"\n\n[PT]\nemergency = "112"\ncrisis = "213 544 545"\n'
    )
    monkeypatch.setenv("NUMBERS_FILE", str(own))

    house = house_of(settings.load())

    assert house.book.numbers("PT").crisis == "213 544 545"
    assert house.book.numbers("DE").crisis == "0800 111 0 111"


def test_a_file_of_numbers_that_cannot_be_read_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NUMBERS_FILE", str(tmp_path / "nothing.toml"))

    with pytest.raises(Mistake, match=r"nothing\.toml: cannot be read"):
        house_of(settings.load())


def test_how_worries_are_answered_has_no_default(monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(settings.TRIAGE) == set(Triage)
    monkeypatch.setenv("TRIAGE", "List")
    assert house_of(settings.load()).triage is Triage.LIST

    for missing in ("TRIAGE_CHOSEN_BY", "TRIAGE"):
        monkeypatch.setenv(missing, "")
        with pytest.raises(Mistake, match=f"^{missing} is not set"):
            house_of(settings.load())


def test_the_token_is_not_in_what_settings_print_of_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "123456789:not-for-anybodys-eyes")
    assert "eyes" not in repr(settings.load())


def test_every_setting_is_in_the_table_for_operators() -> None:
    table = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
    for name in settings.Settings.model_fields:
        assert f"| `{name.upper()}` |" in table
    for code in Exit:
        assert f"| {int(code)} |" in table
