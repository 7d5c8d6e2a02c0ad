"""Where a mistake of the program happened, for the log: a place, never a text that an exception carries."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parents[1]


def where(error: BaseException) -> str:
    """The innermost line of this program on the way to the error, as `handlers/talk.py:41`; the outermost of all if it
    is none of ours.
    """
    trace = error.__traceback__
    place = "unknown"
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.is_relative_to(PACKAGE):
            place = f"{file.relative_to(PACKAGE)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
