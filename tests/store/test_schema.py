"""The schema: what the migrations make is what the code expects, on both databases."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import BigInteger, Column, Connection, Integer, inspect, text
from sqlmodel import SQLModel

from bot.errors import Exit, Mistake
from bot.store import engines, migrate
from bot.store.migrations import REVISIONS
from bot.store.store import open_store
from tests.proof.numbers import note

WIDE = {
    "patient.telegram_id",
    "patient.chat_id",
    "patient.card_message_id",
    "consent.update_id",
    "message.telegram_message_id",
    "inbox.bot_id",
    "inbox.update_id",
    "inbox.lane",
}
"""Every id that Telegram gives out, and where it stands."""
OURS = {"id", "patient_id", "consent_id", "message_id"}


def test_an_empty_database_migrated_to_the_head_equals_the_models(database_url: str) -> None:
    assert migrate.upgrade(database_url) == REVISIONS[-1]

    with connected(database_url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    migrate.upgrade(database_url)
    migrate.upgrade(database_url)

    open_store(database_url).close()


def test_the_listed_revisions_are_the_ones_in_the_folder(database_url: str) -> None:
    with connected(database_url) as connection:
        scripts = ScriptDirectory.from_config(migrate.configuration(connection))

    assert tuple(script.revision for script in reversed(list(scripts.walk_revisions()))) == REVISIONS


def test_an_empty_database_is_not_opened(database_url: str) -> None:
    with pytest.raises(Mistake, match="run `python -m bot migrate` first") as mistake:
        open_store(database_url)

    assert mistake.value.exit_code is Exit.DATABASE


def test_a_schema_of_tomorrow_is_neither_opened_nor_migrated(database_url: str) -> None:
    migrate.upgrade(database_url)
    with connected(database_url) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    for attempt in (open_store, migrate.upgrade):
        with pytest.raises(Mistake, match="newer than this program") as mistake:
            attempt(database_url)
        assert mistake.value.exit_code is Exit.DATABASE


def test_a_migration_that_breaks_leaves_nothing_behind(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE half_done (id INTEGER)"))
        raise KeyboardInterrupt

    monkeypatch.setattr(migrate, "_run", half)
    with pytest.raises(KeyboardInterrupt):
        migrate.upgrade(database_url)
    monkeypatch.undo()

    migrate.upgrade(database_url)
    with connected(database_url) as connection:
        assert "half_done" not in inspect(connection).get_table_names()


def test_a_start_does_not_wait_for_alembic() -> None:
    program = "import sys, bot.store.store, bot.store.migrate; sys.exit('alembic' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_every_id_of_telegram_is_64_bits_wide() -> None:
    found = {
        f"{table.name}.{column.name}"
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, BigInteger)
    }
    suspicious = {
        f"{table.name}.{column.name}"
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if column.name.endswith("_id") and column.name not in OURS
    }
    assert found == WIDE
    assert suspicious <= WIDE


def test_every_id_of_telegram_is_64_bits_wide_in_the_database_too(migrated_url: str) -> None:
    """SQLite keeps whatever it is given, PostgreSQL refuses seven billion in an INTEGER: what counts is what the table says."""
    with connected(migrated_url) as connection:
        types = {
            f"{table.name}.{column['name']}": column["type"]
            for table in SQLModel.metadata.sorted_tables
            for column in inspect(connection).get_columns(table.name)
        }
        kind = connection.dialect.name
    ids = {name: types[name] for name in types if isinstance(types[name], Integer) and is_of_telegram(name)}
    narrow = [name for name, type_ in ids.items() if not isinstance(type_, BigInteger)]

    note(f"F42 {kind}", {"columns": len(types), "ids": len(ids), "narrow": len(narrow)})
    assert ids.keys() == WIDE
    assert narrow == []


def is_of_telegram(name: str) -> bool:
    """Whether a column of whole numbers, `table.column`, is an id that Telegram gave out, by its name."""
    _, column = name.split(".")
    return column == "lane" or (column.endswith("_id") and column not in OURS)


def test_whatever_belongs_to_a_patient_goes_with_the_patient() -> None:
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            if column.name == "patient_id":
                assert deletion_of(column) == "CASCADE", f"{table.name}.{column.name}"


def test_a_database_file_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "data" / "bot.db"
    migrate.upgrade(f"sqlite:///{path}")

    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "address", ["", "data/bot.db", "mysql://root:secret@localhost/bot", "sqlite://", "sqlite:///:memory:"]
)
def test_an_address_that_is_none_is_one_readable_line_without_the_address(address: str) -> None:
    with pytest.raises(Mistake, match="DATABASE_URL") as mistake:
        open_store(address)

    assert "secret" not in mistake.value.line


def test_a_file_that_is_no_database_is_one_readable_line(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    path.write_text("Dear diary, today I had my face needled and it was fine. " * 50)

    for attempt in (open_store, migrate.upgrade):
        with pytest.raises(Mistake, match="it is damaged, or no database") as mistake:
            attempt(f"sqlite:///{path}")
        assert mistake.value.exit_code is Exit.DATABASE


def test_a_server_that_is_not_there_is_one_readable_line_without_the_password() -> None:
    with pytest.raises(Mistake, match="it cannot be reached") as mistake:
        open_store("postgres://bot:secret@127.0.0.1:1/bot")

    assert "secret" not in mistake.value.line
    assert mistake.value.exit_code is Exit.DATABASE


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    engine = engines.writer(engines.url_of(url))
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def deletion_of(column: Column[object]) -> str | None:
    (key,) = column.foreign_keys
    return key.ondelete
