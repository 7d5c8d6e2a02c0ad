"""Escaping, measuring and cutting."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.words.markup import clusters, escape, fit, fit_plain, harmless, isolated, units, visible, without_times
from tests.words.html import read

FAMILY = "👩‍👩‍👧‍👦"
FLAG = "🇵🇹"
THUMB = "👍🏽"

pieces = st.lists(
    st.one_of(
        st.text(max_size=20).map(escape),
        st.sampled_from([FAMILY, FLAG, THUMB, "e\u0301", " ", "\n"]),
        st.text(max_size=8).map(lambda text: f"<b>{escape(text)}</b>"),
        st.just('<tg-time unix="1772876400" format="wDt">Sat 7 March 16:30</tg-time>'),
    ),
    max_size=30,
)


@given(st.text())
def test_typed_text_turns_harmless_once_and_for_all(text: str) -> None:
    clean = harmless(text)

    assert harmless(clean) == clean
    assert "\n" not in clean
    clean.encode("utf-8")


def test_a_direction_override_does_not_turn_the_sentence_round() -> None:
    assert harmless("call \u202egnorw\u202c now\u0000") == "call gnorw now"


def test_a_name_in_another_direction_is_fenced_off_and_one_in_the_same_is_not() -> None:
    assert isolated("Maria", rtl=False) == "Maria"
    assert isolated("امیر", rtl=False) == "\u2068امیر\u2069"
    assert isolated("امیر", rtl=True) == "امیر"
    assert isolated("+351 21 000", rtl=True) == "\u2068+351 21 000\u2069"


def test_length_is_counted_as_telegram_counts_offsets() -> None:
    assert units("aé") == 2
    assert units("👍") == 2


def test_a_short_text_is_left_alone() -> None:
    assert fit("<b>a &lt; b</b>", 5) == "<b>a &lt; b</b>"


def test_a_long_text_ends_at_a_word_with_its_tags_closed() -> None:
    cut = fit("<b>" + "gentle wash and plain cream " * 40 + "</b>", 200)

    text, entities = read(cut)
    assert units(text) <= 200
    assert text.removesuffix("…").split()[-1] in {"gentle", "wash", "and", "plain", "cream"}
    assert [entity.name for entity in entities] == ["b"]


def test_a_moment_is_kept_whole_or_left_out() -> None:
    moment = '<tg-time unix="1" format="wDt">Sat 7 March 16:30</tg-time>'

    assert "tg-time" not in fit("from " + moment, 15)
    assert moment in fit("from " + moment + " on and on and on", 28)


def test_four_thousand_emoji_are_cut_between_two_of_them() -> None:
    cut = fit_plain(FAMILY * 1000, 200)

    assert cut == FAMILY * ((200 - 1) // units(FAMILY)) + "…"


def test_families_flags_and_skin_tones_are_one_character_each() -> None:
    characters = [FAMILY, FLAG, FLAG, THUMB, "e\u0301", "x"]

    assert list(clusters("".join(characters))) == characters


def test_a_fence_that_was_cut_is_closed() -> None:
    cut = fit_plain("\u2068" + "آ" * 100 + "\u2069", 50)

    assert cut.count("\u2068") == cut.count("\u2069") == 1


def test_a_list_of_two_hundred_moments_keeps_its_words_and_loses_its_markup() -> None:
    moment = '<tg-time unix="1" format="wDt">Sat</tg-time>\n'

    text, entities = read(fit(moment * 200, 4096))
    assert entities == []
    assert text == "Sat\n" * 200


@given(pieces, st.integers(min_value=1, max_value=120))
def test_whatever_is_cut_still_reads_and_is_a_beginning_of_the_whole(parts: list[str], limit: int) -> None:
    whole = "".join(parts)

    text, _ = read(fit(whole, limit))
    assert units(text) <= limit
    beginning = text.removesuffix("…").rstrip("\u2069")
    kept, all_of_it = list(clusters(beginning)), list(clusters(visible(whole)))
    assert kept == all_of_it[: len(kept)]


@given(pieces)
def test_moments_can_be_taken_out_without_a_trace_in_the_text(parts: list[str]) -> None:
    whole = "".join(parts)

    text, entities = read(without_times(whole))
    assert text == read(whole)[0]
    assert "tg-time" not in {entity.name for entity in entities}
