"""The schema, step by step: Alembic runs the revisions in `versions`. Here the program knows its own without Alembic."""

REVISIONS = ("0001",)
"""Every revision, oldest first. The last is what this program needs."""
