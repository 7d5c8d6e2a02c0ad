"""A backup is whole or it is not there; and nothing else is taken for one."""

from __future__ import annotations

import random
import resource
import shutil
import sqlite3
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from bot import cli
from bot.errors import Exit, Mistake
from bot.ops import tombstones
from bot.ops.backup import backup
from bot.ops.folders import alone_in
from bot.ops.restore import restore
from bot.store import engines, manifest
from bot.store.copying import TABLES
from bot.store.forgetting import Buried
from bot.store.manifest import verify
from bot.store.store import open_store
from tests.databases import new_database
from tests.ops.past import everything, forgets, known, lived
from tests.proof.size import seed_of_this_run, size
from tests.store.someone import AMIR, MARIA, NOON

FLIPS = size("FLIPS", 25, 2000)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The file of a bot that has run for a while, in a folder of its own."""
    folder = tmp_path / "data"
    folder.mkdir()
    made = new_database("sqlite", folder, migrated=True)
    lived(made)
    return made


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where the backup goes."""
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder / "monday"


def test_a_backup_holds_every_row_and_only_its_owner_can_read_it(migrated_url: str, out: Path) -> None:
    lived(migrated_url)
    before = everything(migrated_url)

    made = backup(migrated_url, out, NOON)

    assert verify(out) == made
    assert (made.at, made.rows["patient"]) == (NOON, 2)
    assert made.total == sum(len(rows) for rows in before.values()) + 1, "and the schema's number"
    assert {one.name: oct(one.stat().st_mode & 0o777) for one in out.parent.iterdir()} == {
        "monday": "0o600",
        "tombstones": "0o600",
    }
    with sqlite3.connect(out) as file:
        for table in TABLES:
            (count,) = file.execute(f"SELECT count(*) FROM {table.name}").fetchone()  # noqa: S608 - our own tables
            assert count == len(before[table.name]), table.name
    file.close()


def test_what_is_there_is_not_replaced_and_folders_that_are_not_there_are_said(url: str, out: Path) -> None:
    out.write_text("precious")

    with pytest.raises(Mistake, match="is there already"):
        backup(url, out, NOON)
    with pytest.raises(Mistake, match="cannot be written: No such file"):
        backup(url, out.parent / "nowhere" / "out", NOON)
    with pytest.raises(Mistake, match="question mark"):
        backup(url, out.parent / "what?", NOON)
    with pytest.raises(Mistake, match="There is no database file"):
        backup(f"sqlite:///{out.parent}/typo.db", out.parent / "other", NOON)
    with alone_in(out.parent), pytest.raises(Mistake, match="Another backup"):
        backup(url, out.parent / "other", NOON)
    assert out.read_text() == "precious"
    assert [one.name for one in out.parent.iterdir()] == ["monday"]


@pytest.mark.parametrize("room", [100_000, 206_000])
def test_a_disk_that_becomes_full_leaves_nothing_behind(room: int, url: str, out: Path) -> None:
    before, (soft, hard) = everything(url), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        with pytest.raises(Mistake, match="Nothing was kept") as refused:
            backup(url, out, NOON)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert refused.value.exit_code is Exit.DATABASE
    assert list(out.parent.iterdir()) == []
    assert everything(url) == before


def test_a_cut_a_changed_a_foreign_and_a_newer_file_are_refused_and_nothing_is_touched(url: str, out: Path) -> None:
    backup(url, out, NOON)
    before = everything(url)
    whole = out.read_bytes()
    bad = out.with_name("bad")

    def refused(content: bytes, why: str) -> None:
        bad.write_bytes(content)
        with pytest.raises(Mistake, match=why) as mistake:
            restore(url, bad, NOON)
        assert mistake.value.exit_code is Exit.BACKUP
        assert "\n" not in mistake.value.line

    for length in (0, 15, 100, 4096, len(whole) // 2, len(whole) - 4096, len(whole) - 1):
        refused(whole[:length], "damaged")
    refused(b"PK\x03\x04" + whole[4:], "is not a backup of this program, or it is damaged")
    refused(Path(str(engines.url_of(url).database)).read_bytes(), "is not a backup of this program")
    refused(altered(out, "UPDATE meta SET value = 'x' WHERE name = 'tombstones'"), "is damaged")
    refused(altered(out, "DELETE FROM answer"), "is damaged")
    refused(altered(out, "CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM meta; END"), "is not a backup")
    refused(
        altered(out, "UPDATE backup_manifest SET manifest = replace(manifest, '\"0001\"', '\"9999\"')"), "newer program"
    )
    refused(altered(out, "UPDATE backup_manifest SET manifest = replace(manifest, '2026-', '2025-')"), "is damaged")
    refused(altered(out, "UPDATE backup_manifest SET manifest = '{}'"), "is damaged")
    with pytest.raises(Mistake, match="cannot be read: No such file"):
        restore(url, out.with_name("nowhere"), NOON)
    assert everything(url) == before
    assert not [one for one in out.parent.parent.rglob("*") if "restoring" in one.name]


def test_one_changed_byte_is_found_or_was_of_no_account(url: str, out: Path) -> None:
    backup(url, out, NOON)
    drawn = random.Random(seed_of_this_run(38))
    whole = out.read_bytes()
    bad, found = out.with_name("bad"), 0
    for _ in range(FLIPS):
        changed = bytearray(whole)
        changed[drawn.randrange(len(whole))] ^= 1 << drawn.randrange(8)
        bad.write_bytes(changed)
        try:
            verify(bad)
        except Mistake:
            found += 1
        else:
            assert rows_of(bad) == rows_of(out)
    assert found


def test_an_index_that_does_not_say_what_its_table_says_is_found(url: str, out: Path) -> None:
    backup(url, out, NOON)
    with sqlite3.connect(out) as file:
        (page,) = file.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_patient_1'"
        ).fetchone()
    file.close()
    changed = bytearray(out.read_bytes())
    changed[page * 4096 - 3] ^= 1  # within the entry that was written first
    out.write_bytes(changed)

    with pytest.raises(Mistake, match="is damaged"):
        verify(out)


def test_tombstones_add_up_and_a_damaged_list_is_not_overlooked(url: str, out: Path) -> None:
    backup(url, out, NOON)
    first = tombstones.read(out.parent)
    assert first is not None
    assert len(first.stones) == 1
    store = open_store(url)
    forgets(store, MARIA, 1)
    store.close()
    backup(url, out.with_name("tuesday"), NOON + timedelta(days=1))
    tombstones.add(out.parent, Buried(frozenset(), dict.fromkeys(first.stones, NOON - timedelta(days=9))))

    second = tombstones.read(out.parent)
    assert second is not None
    assert len(second.stones) == 2
    assert first.stones.items() <= second.stones.items(), "the last time counts"
    assert str(MARIA) not in (out.parent / "tombstones").read_text()
    with (out.parent / "tombstones").open("a") as file:
        file.write("abc")
    with pytest.raises(Mistake, match="tombstones beside the backup is damaged"):
        restore(url, out, NOON)
    assert known(url) == {AMIR}


def test_the_commands_say_in_one_line_what_they_did(
    url: str, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(out.parent)
    monkeypatch.setenv("DATABASE_URL", url)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["bot", *arguments])
        code = int(cli.main())
        said = capsys.readouterr()
        assert (said.out + said.err).count("\n") == 1
        return code, said.out.strip(), said.err.strip()

    code, said, _ = run("backup", "monday")
    assert (code, said.startswith("Backed up ")) == (Exit.OK, True)
    code, said, _ = run("restore", "--check", "monday")
    assert (code, said.startswith("Whole: ")) == (Exit.OK, True)
    code, said, _ = run("restore", "monday")
    assert (code, said) == (Exit.OK, "Restored 2 patients; 0 were forgotten again. Start the bot.")
    shutil.copy(Path(str(engines.url_of(url).database)), "copied")
    code, _, said = run("restore", "--check", "copied")
    assert (code, said) == (Exit.BACKUP, "copied is not a backup of this program.")
    code, _, said = run("backup", "monday")
    assert (code, said) == (Exit.BACKUP, "monday is there already: a backup never replaces anything.")


def altered(backup_file: Path, statement: str) -> bytes:
    """The bytes of a backup in which somebody changed something."""
    copy = backup_file.with_name("altered")
    shutil.copy(backup_file, copy)
    with sqlite3.connect(copy) as file:
        file.execute(statement)
    file.close()
    content = copy.read_bytes()
    copy.unlink()
    return content


def rows_of(file: Path) -> list[object]:
    """Every row of a backup, its manifest's too."""
    with sqlite3.connect(file) as opened:
        names = [table.name for table in TABLES] + [manifest.TABLE]
        rows = [row for name in names for row in opened.execute(f"SELECT * FROM {name}").fetchall()]  # noqa: S608
    opened.close()
    return rows
