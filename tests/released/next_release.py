"""A release that does not exist: this program with two more revisions of the schema, of the kinds that docs/adr/0013 allows."""

from __future__ import annotations

import shutil
from pathlib import Path

from bot.store.migrations import REVISIONS
from tests.released.village import ROOT

NEXT = ("next1", "next2")
STEP = "alembic.runtime.migration:HeadMaintainer.update_to_step"
"""What Alembic calls between the end of one revision and the beginning of the next: a place to be killed at."""

_COLUMNS = '''"""Columns that this program does not know."""

import sqlalchemy as sa
from alembic import op

revision = "next1"
down_revision = "{before}"


def upgrade() -> None:
    op.add_column("patient", sa.Column("favourite_cake", sa.String(), nullable=True))
    op.add_column("message", sa.Column("colour", sa.String(24), nullable=False, server_default="plain"))
    op.add_column("inbox", sa.Column("weight", sa.Integer(), nullable=False, server_default="1"))
'''
_TABLE = '''"""A table and an index that this program does not know."""

import sqlalchemy as sa
from alembic import op

revision = "next2"
down_revision = "next1"


def upgrade() -> None:
    op.create_table(
        "postcard",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("patient_id", sa.String(), sa.ForeignKey("patient.id", ondelete="CASCADE"), nullable=False),
    )
    op.execute("INSERT INTO postcard (patient_id) SELECT id FROM patient")
    op.create_index("ix_reminder_due_at", "reminder", ["due_at"])
'''


def write_next_release(folder: Path) -> Path:
    """Puts it into a folder, from which a `Zygote` can fork it."""
    shutil.copytree(ROOT / "bot", folder / "bot")
    (folder / "tests").symlink_to(ROOT / "tests")
    migrations = folder / "bot" / "store" / "migrations"
    (migrations / "versions" / "next_1.py").write_text(_COLUMNS.format(before=REVISIONS[-1]))
    (migrations / "versions" / "next_2.py").write_text(_TABLE)
    (migrations / "__init__.py").write_text(f"REVISIONS = {(*REVISIONS, *NEXT)!r}\n")
    return folder
