"""The options that describe a patient, and a file that stands in for options."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from bot.errors import Mistake
from bot.schedules.protocol import Area, Goal, Modifier, Setting

_Command = TypeVar("_Command", bound=Callable[..., Any])

_DESCRIPTION = (
    click.option("--treated", required=True, help="When it ended, on the local clock: 2026-03-27T15:30."),
    click.option("--zone", required=True, help="Time zone, such as Europe/Berlin."),
    click.option(
        "--area",
        "areas",
        required=True,
        multiple=True,
        type=click.Choice([one.value for one in Area]),
        help="Repeatable.",
    ),
    click.option("--depth", default="unknown", show_default=True, help="Needle length in mm, or unknown."),
    click.option("--goal", type=click.Choice([one.value for one in Goal])),
    click.option(
        "--setting",
        default=Setting.PROFESSIONAL.value,
        show_default=True,
        type=click.Choice([one.value for one in Setting]),
    ),
    click.option(
        "--modifier", "modifiers", multiple=True, type=click.Choice([one.value for one in Modifier]), help="Repeatable."
    ),
    click.option("--course", default=0, show_default=True, help="Further sessions that are planned."),
    click.option("--now", help="When it is told, on the local clock; the moment it ended if not given."),
    click.option("--lang", default="en", show_default=True, help="Language of the words."),
)
_NOT_IN_A_FILE = frozenset({"script", "help"})


def described(command: _Command) -> _Command:
    """The options that describe a patient, the same for every command."""
    for option in reversed(_DESCRIPTION):
        command = option(command)
    return command


def script_file(command: _Command) -> _Command:
    """`--script FILE.toml`: its keys are the names of options, and what is typed wins."""
    return click.option(
        "--script",
        type=click.Path(path_type=Path, dir_okay=False),
        is_eager=True,
        expose_value=False,
        callback=_read_file,
        help="A TOML file of these options; what is typed here wins.",
    )(command)


def known_language(lang: str, languages: tuple[str, ...]) -> str:
    """The language, if there are words in it."""
    if lang not in languages:
        raise Mistake(f"--lang: there are no words in {lang!r}; there are {', '.join(languages)}")
    return lang


def _read_file(ctx: click.Context, _parameter: click.Parameter, path: Path | None) -> None:
    if path is None:
        return
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise Mistake(f"{path}: cannot be read ({error.strerror})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Mistake(f"{path.name}: not readable as TOML: {' '.join(str(error).split())}") from None
    known = {name.removeprefix("--"): one for one in ctx.command.params for name in one.opts}
    options = {name: one for name, one in known.items() if name not in _NOT_IN_A_FILE and isinstance(one, click.Option)}
    defaults: dict[str, object] = {}
    for key, value in values.items():
        if key not in options:
            raise Mistake(f"{path.name}: {key}: is no option; there are {', '.join(sorted(options))}")
        defaults[options[key].name or key] = _value(f"{path.name}: {key}", value, options[key])
    ctx.default_map = defaults


def _value(where: str, value: object, option: click.Option) -> object:
    """A value of the file as it would have been typed."""
    many = list(value) if isinstance(value, list) else [value]
    if option.is_flag:
        if not isinstance(value, bool):
            raise Mistake(f"{where}: should be true or false")
        return value
    if any(isinstance(one, dict | list | bool) for one in many) or (isinstance(value, list) and not option.multiple):
        raise Mistake(f"{where}: should be {'a list of texts' if option.multiple else 'one value'}")
    texts = [one.isoformat() if isinstance(one, date | datetime) else str(one) for one in many]
    return texts if option.multiple else texts[0]
