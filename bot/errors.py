"""What can go wrong in a way that somebody can mend, and the exit codes of the process."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of `python -m bot`, as documented in docs/operations.md."""

    OK = 0
    FAULT = 1
    """A mistake in the program: the only case in which a trace is printed."""
    WRONG_USE = 2
    """A wrong argument, setting or protocol file."""
    BAD_TOKEN = 3
    """Telegram does not accept the token, or there is none."""
    UNREACHABLE = 4
    """The Bot API server could not be reached."""
    DATABASE = 5
    """The database cannot be opened, or its schema is newer than this program."""
    ADDRESS_IN_USE = 6
    """The port of the playground is taken."""
    BACKUP = 7
    """The file is no backup of this program, is damaged, or was made by a newer program; or it is there already."""
    UNDELIVERED = 8
    """`dead` found something that ended without reaching its person."""


class Mistake(Exception):
    """A mistake that the operator can mend: shown as its one line, never as a trace."""

    def __init__(self, line: str, exit_code: Exit = Exit.WRONG_USE) -> None:
        super().__init__(line)
        self.line = line
        self.exit_code = exit_code


class CannotDo(Exception):
    """A use case that cannot be carried out, as something the person can be told.

    `word` is the id of a Fluent message, `facts` its variables.
    """

    def __init__(self, word: str, **facts: object) -> None:
        super().__init__(word)
        self.word = word
        self.facts = facts
