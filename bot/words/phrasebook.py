"""The phrasebook: turns the id of a word and its facts into what one person reads.

Words are Fluent messages. What a person typed never passes through Fluent and never becomes markup; what a word may
need to know about the reader (whom to call, who treats them) every word is given:

    $clinic  $clinic-phone  $has-phone  $setting  $country
    $emergency  $has-emergency  $out-of-hours  $has-out-of-hours  $crisis  $has-crisis        (each `has` is "yes" or "no")

A number that is not known reads as words in its place ("an out-of-hours doctor"), so a sentence is never left with a
hole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from fluent.runtime import FluentBundle

from bot.errors import Mistake
from bot.logs import log
from bot.words.countries import Numbers, country_name, numbers
from bot.words.formats import Formats
from bot.words.inserts import Inserts
from bot.words.markup import visible
from bot.words.message import FactValue, Reader, Word
from bot.words.sources import Source, read_sources, variables_of

ENGLISH = "en"
"""The language that every word has, and that stands in where another one lacks it."""

INTERFACE_WORDS = Path(__file__).with_name("locales")
PROTOCOL_WORDS = Path(__file__).parents[1] / "schedules" / "microneedling" / "words"

_ABOUT = frozenset(
    {
        "setting", "clinic", "clinic-phone", "has-phone", "country", "emergency", "has-emergency", "out-of-hours",
        "has-out-of-hours", "crisis", "has-crisis",
    }
)  # fmt: skip
"""What is known about the reader. Few words read any of it: for the others it is not looked up."""

_SPACE_AT_END = re.compile(r"[ \t]+$", re.MULTILINE)
_EMPTY_LINES = re.compile(r"\n{3,}")


class CannotSay(Exception):
    """A word that is not there, or one that wants a fact that it was not given: a mistake in the program or in its
    words.
    """


@dataclass(frozen=True, slots=True)
class Language:
    """All words of one language."""

    code: str
    bundle: FluentBundle
    ids: frozenset[str]
    reads: Mapping[str, frozenset[str]]
    """The variables that each word reads."""
    formats: Formats

    @property
    def rtl(self) -> bool:
        """Whether it is written from right to left."""
        return str(self.formats.locale.text_direction) == "rtl"


def load_book(
    folders: Iterable[Path] = (INTERFACE_WORDS, PROTOCOL_WORDS),
    *,
    table: Mapping[str, Numbers] | None = None,
    strict: bool = False,
) -> Phrasebook:
    """Reads every Fluent file of some folders. `Mistake` for the first that is wrong.

    `table`: numbers to call, as `countries.read_numbers` answers them. `strict`: a word or fact that a language lacks
    raises instead of being said in English; for tests.
    """
    languages = {code: _language(code, sources) for code, sources in read_sources(folders).items()}
    if ENGLISH not in languages:
        raise Mistake("there are no words in English: no file en.ftl")
    return Phrasebook(languages, table, strict=strict)


@cache
def default_book() -> Phrasebook:
    """The words that come with the bot, read once."""
    return load_book()


def _language(code: str, sources: list[Source]) -> Language:
    file = sources[0].path.name
    try:
        locale = Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        raise Mistake(f"{file}: {code} is not a language that Babel knows") from None
    # Fluent's own isolation would fence off every number and word; `Inserts` fences off what needs it.
    bundle = FluentBundle([code], use_isolating=False)
    for source in sources:
        bundle.add_resource(source.resource)
    named = {entry.id.name for source in sources for entry in source.entries()}
    ids = frozenset(name for name in named if bundle.has_message(name))
    for needed in ("format-day", "format-day-year", "format-time"):
        if needed not in ids:
            raise Mistake(f"{file}: {needed}: missing, and no date can be written without it")
    day, day_year, time = (_format(bundle, name, {}) for name in ("format-day", "format-day-year", "format-time"))
    return Language(code, bundle, ids, variables_of(sources), Formats(locale, day, day_year, time))


def _format(bundle: FluentBundle, word: str, facts: Mapping[str, object]) -> str:
    pattern = bundle.get_message(word).value
    assert pattern is not None  # noqa: S101 - `read_sources` refuses messages without a text
    said, wrong = bundle.format_pattern(pattern, dict(facts))
    if wrong:
        raise CannotSay(f"{word}: {wrong[0]}")
    return str(said)


class Phrasebook:
    """All words in all languages. Safe to use from many threads."""

    def __init__(self, languages: Mapping[str, Language], table: Mapping[str, Numbers] | None, *, strict: bool) -> None:
        self._languages = languages
        self._table = table
        self._strict = strict
        self._reported: set[tuple[str, str]] = set()

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of all languages, English first."""
        return tuple(sorted(self._languages, key=lambda code: (code != ENGLISH, code)))

    def ids(self, language: str = ENGLISH) -> frozenset[str]:
        """The ids of all words of a language."""
        return self._languages[language].ids

    def nearest(self, language: str | None) -> str:
        """The language that comes nearest to what Telegram says of a person: `pt-br` gets `pt-BR`, else `pt`, else
        English.
        """
        wanted = (language or "").replace("_", "-").lower()
        for code in (wanted, wanted.split("-", maxsplit=1)[0]):
            for known in self._languages:
                if known.lower() == code:
                    return known
        return ENGLISH

    def numbers(self, country: str | None) -> Numbers:
        """Whom to call in a country (ISO 3166 code): the host's own numbers where there are some."""
        return numbers(country, self._table)

    def is_rtl(self, language: str) -> bool:
        """Whether a language is written from right to left."""
        return self._languages[self.nearest(language)].rtl

    def say(self, word: str, facts: Mapping[str, FactValue], reader: Reader) -> str:
        """A word as HTML. `CannotSay` for a word or a fact that is not there; without `strict` only if English lacks
        it too.
        """
        return _EMPTY_LINES.sub("\n\n", _SPACE_AT_END.sub("", self._html(Word(word, facts), reader))).strip()

    def plain(self, word: str, facts: Mapping[str, FactValue], reader: Reader) -> str:
        """The same without markup: for labels, toasts, files and pictures."""
        return visible(self.say(word, facts, reader))

    def _html(self, word: Word, reader: Reader) -> str:
        code = self.nearest(reader.language)
        if code == ENGLISH or self._strict:
            return self._in(code, word, reader)
        try:
            return self._in(code, word, reader)
        except CannotSay:
            self._report(code, word.id)
            return self._in(ENGLISH, word, reader)

    def _in(self, code: str, word: Word, reader: Reader) -> str:
        language = self._languages[code]
        if word.id not in language.ids:
            raise CannotSay(f"{code}: there is no word {word.id}")
        inserts = Inserts(language.formats, reader, rtl=language.rtl, say=lambda other: self._html(other, reader))
        about = self._about(reader) if language.reads[word.id] & _ABOUT else {}
        given = {**about, **word.facts}
        said = _format(language.bundle, word.id, {name: inserts.fact(value) for name, value in given.items()})
        return inserts.fill(said)

    def _about(self, reader: Reader) -> dict[str, FactValue]:
        """What every word is given about the reader."""
        known = self.numbers(reader.country)
        clinic = Word(f"clinic-{reader.setting}")
        urgent = known.urgent or reader.emergency
        name = country_name(reader.country, self.nearest(reader.language)) if reader.country else None
        return {
            "setting": reader.setting.value,
            "clinic": clinic,
            "clinic-phone": reader.clinic_phone or clinic,
            "has-phone": reader.clinic_phone is not None,
            "emergency": urgent or Word("number-unknown-emergency"),
            "has-emergency": urgent is not None,
            "out-of-hours": known.out_of_hours or Word("number-unknown-out-of-hours"),
            "has-out-of-hours": known.out_of_hours is not None,
            "crisis": known.crisis or Word("number-unknown-crisis"),
            "has-crisis": known.crisis is not None,
            "country": name or Word("country-unknown"),
        }

    def _report(self, code: str, word: str) -> None:
        if (code, word) not in self._reported:
            self._reported.add((code, word))
            log("words").warning("word_missing", where=word, languages=code)


@dataclass(frozen=True, slots=True)
class Voice:
    """The phrasebook opened for one reader: what a picture is given."""

    book: Phrasebook
    reader: Reader

    @property
    def now(self) -> datetime:
        """The moment of reading, aware UTC."""
        return self.reader.now

    @property
    def zone(self) -> str:
        """The reader's zone, an IANA name."""
        return self.reader.zone

    @property
    def language(self) -> str:
        """The language that is read, one of the book's."""
        return self.book.nearest(self.reader.language)

    @property
    def rtl(self) -> bool:
        """Whether it is written from right to left."""
        return self.book.is_rtl(self.reader.language)

    def plain(self, word: str, facts: Mapping[str, FactValue]) -> str:
        """A word without markup."""
        return self.book.plain(word, facts, self.reader)
