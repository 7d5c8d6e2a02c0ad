"""Two thousand texts that mean nothing, and hundreds that mean too much: each gets an answer, none breaks anything, none gets advice.

Without Telegram in between: the readers of typed words, in their order, over a real database.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.care.work import House, Person, Work, reader_of
from bot.handlers.routes import first_of
from bot.handlers.talk import READERS
from bot.schedules.asked import TALK, About, hear
from bot.schedules.loader import default_protocol
from bot.schedules.protocol import Area, ConcernLevel, Setting
from bot.schedules.symptom_words import symptoms_in
from bot.store import answers, patients
from bot.store.facts import changing
from bot.words.markup import MESSAGE, units, visible
from bot.words.message import Reply, Say
from bot.words.render import render
from tests.content.measures import book
from tests.content.typed import asked
from tests.conversations.test_every_answer import Counter, treats
from tests.conversations.test_slips_and_small_talk import PERMITS
from tests.people import LISBON

READ = first_of(*READERS)
NEUTRAL = ("said-", "place-", "settings-phone-ask", "command-unknown", "answer-which")
"""What may answer a text that means nothing: small talk, a place or a number that is asked back, no advice."""
IN_A_GO = 20
"""Texts of one example: a hundred examples are two thousand."""

LETTERS = st.text(alphabet=string.ascii_lowercase, min_size=3, max_size=9)
NONSENSE = st.one_of(
    st.text(max_size=60),
    st.lists(LETTERS, min_size=1, max_size=12).map(" ".join),
    st.text(alphabet="😀🙂👍🏽❤️😭\u200d\ufe0f", max_size=40),
    st.text(alphabet="אבגדהוזחטיכלמסע \u202e\u2067\u2069،؟سلامخوبی", max_size=60),
    st.text(alphabet="{}$<>&%;'\"\\/-*_`[]()|=#!?. \n\t", max_size=60),
    st.text(alphabet="\u200b\u200c\u200d\ufeff \n", max_size=30),
    st.text(alphabet=string.digits + ".,:/-+ ", max_size=24),
    st.text(alphabet="abc xyz", min_size=1, max_size=6).map(lambda one: (one * 4096)[:4096]),
    st.text(max_size=10).map(lambda one: "/" + one),
)
PHRASES = [phrase for table in asked().values() for phrase in table["words"]]
MEANING = st.lists(st.sampled_from(PHRASES), min_size=1, max_size=5).map(" ".join)


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """Maria, face and scalp, two days after her treatment."""
    from bot.store.store import open_store
    from tests.databases import new_database

    store = open_store(new_database("sqlite", tmp_path_factory.mktemp("typed"), migrated=True))
    found = Counter(store, House(LISBON, "PT", default_protocol(), book()))
    treats(found, frozenset({Area.FACE, Area.SCALP}), 0.3, Setting.PROFESSIONAL)
    found.now += timedelta(days=2)
    yield found
    store.close()


class _UndoError(Exception):
    """Nothing of an answer is kept: the next text is typed by the same person."""


def typed(counter: Counter, text: str, *, worried: bool = False) -> tuple[Reply, list[str]]:
    """What answers a text, and how it reads."""
    reply: Reply = ()
    read: list[str] = []
    try:
        with counter.store.transaction() as tx:
            work = Work(tx, counter.now, counter.house)
            patient = patients.patient_by_telegram(tx, 1)
            assert patient is not None
            if worried:
                with changing(tx, patient, counter.house.protocol, counter.now) as locked:
                    answers.open_concern(tx, locked, ConcernLevel.SOON, counter.now)
            person = Person(telegram_id=1, chat_id=1, language="en", update_id=1, patient=patient)
            reply = READ(work, person, text) or ()
            read = [_shown(say, work, person) for say in reply]
            raise _UndoError
    except _UndoError:
        return reply, read


def _shown(say: Say, work: Work, person: Person) -> str:
    text = visible(render(say, book(), reader_of(work, person, person.patient)).text)
    assert 0 < units(text) <= MESSAGE
    assert "{" not in text.replace(str(say.facts), "")
    return text


def means_nothing(text: str) -> bool:
    """Whether nothing in it is known: no question, no symptom, no slip, no word of small talk."""
    heard = hear(text)
    return not (heard.kinds - {About.YES, About.NO, About.TALK}) and not symptoms_in(text) and set(heard.keys) <= TALK


@given(st.lists(NONSENSE, min_size=IN_A_GO, max_size=IN_A_GO))
@settings(
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_what_means_nothing_gets_an_answer_and_never_advice(counter: Counter, texts: list[str]) -> None:
    for text in texts:
        reply, _ = typed(counter, text)

        assert reply, ascii(text)
        if means_nothing(text):
            assert all(say.word.startswith(NEUTRAL) for say in reply), (ascii(text), [say.word for say in reply])


@given(st.lists(MEANING, min_size=5, max_size=5))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_is_strung_together_is_answered_danger_first_and_held_back_under_a_worry(
    counter: Counter, texts: list[str]
) -> None:
    for text in texts:
        reply, read = typed(counter, text, worried=True)

        assert reply, text
        heard = hear(text)
        if About.DANGER in heard and About.CRISIS not in heard:
            assert "112" in read[0], text
        for shown, say in zip(read, reply, strict=True):
            if say.word.startswith(("can-", "slip")):
                assert not PERMITS.search(shown), (text, shown)


ANSWERED = [key for key, table in asked().items() if table["kind"] in ("topic", "activity")]


@pytest.mark.parametrize("days", [2, 30])
def test_under_a_worry_no_answer_of_may_i_allows_anything(counter: Counter, days: int) -> None:
    later = Counter(counter.store, counter.house, counter.now + timedelta(days=days))
    for key in ANSWERED:
        _, read = typed(later, asked()[key]["words"][0], worried=True)

        assert not PERMITS.search("".join(read)), (key, read)
        assert "are over" not in "".join(read), (key, read)
