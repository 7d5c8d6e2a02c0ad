"""Telegram's HTML: what it makes of a text, and what it refuses."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.entities import to_html, trim, units, with_found
from bot.playground.telegram_html import ParseError, parse_html
from bot.playground.values import Entity

TEXTS = st.text(st.characters(codec="utf-8"), max_size=60)


LONE_SURROGATE = (
    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
)


def marks(entities: list[Entity]) -> list[tuple[str, int, int]]:
    return [(entity["type"], entity["offset"], entity["length"]) for entity in entities]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>a</b><i>b</i>", "ab", [("bold", 0, 1), ("italic", 1, 1)]),
        ("<B>a</B>", "a", [("bold", 0, 1)]),
        ("<strong>a<em>b</em></strong>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<u>a</u><s>b</s><del>c</del>", "abc", [("underline", 0, 1), ("strikethrough", 1, 2)]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ("<code>a</code> <pre>b</pre>", "a b", [("code", 0, 1), ("pre", 2, 1)]),
        ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ("😀<b>a</b>", "😀a", [("bold", 2, 1)]),
        ("<b>😀</b>", "😀", [("bold", 0, 2)]),
        ("<b></b>a", "a", []),
        ("<b>a</>", "a", [("bold", 0, 1)]),
        ("&lt;b&gt; &amp; &quot;&#65;&#x1F600;", '<b> & "A😀', []),
        ("&nbsp; &copy; & &#0;", "&nbsp; &copy; & &#0;", []),
        ("  <b> a </b>\n", "a", [("bold", 0, 1)]),
        ("<b>a <code>b</code> c</b>", "a b c", [("bold", 0, 2), ("code", 2, 1), ("bold", 3, 2)]),
    ],
)
def test_a_marked_up_text_becomes_plain_text_and_entities(
    source: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    plain, found = parse_html(source)
    assert plain == text
    assert marks(found) == entities


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a<x>b</x>", 'Unsupported start tag "x" at byte offset 1'),
        ("é<p>b</p>", 'Unsupported start tag "p" at byte offset 2'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("2<3", "Unclosed start tag at byte offset 1"),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<b>a</b x>", "Unclosed end tag at byte offset 4"),
        ("<a href>b</a>", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
        ('<a href="b', "Unclosed start tag at byte offset 0"),
        ("<a =b>c</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x:y>b</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-time unix="5" format="x">a</tg-time>', "Invalid date-time format specified"),
        (
            "&#xD800;",
            LONE_SURROGATE,
        ),
    ],
)
def test_a_wrong_text_is_refused_in_telegrams_words(source: str, words: str) -> None:
    with pytest.raises(ParseError) as refused:
        parse_html(source)
    assert str(refused.value) == words


def test_a_link_keeps_its_address() -> None:
    text, entities = parse_html('<a href="https://example.org/?a=1&amp;b=2">here</a>')
    assert text == "here"
    assert entities == [{"type": "text_link", "offset": 0, "length": 4, "url": "https://example.org/?a=1&b=2"}]


def test_code_in_a_block_names_its_language() -> None:
    _, entities = parse_html('<pre><code class="language-python">x</code></pre>')
    assert entities == [{"type": "pre", "offset": 0, "length": 1, "language": "python"}]


def test_a_date_is_an_entity_in_telegrams_order_of_letters() -> None:
    text, entities = parse_html('from <tg-time unix="1774600200" format="tDw">Fri 27 March</tg-time>')
    assert text == "from Fri 27 March"
    assert entities == [
        {"type": "date_time", "offset": 5, "length": 12, "unix_time": 1774600200, "date_time_format": "wDt"}
    ]


def test_before_api_9_5_a_date_is_an_unknown_tag() -> None:
    with pytest.raises(ParseError, match='Unsupported start tag "tg-time" at byte offset 2'):
        parse_html('a <tg-time unix="5">b</tg-time>', (9, 4))
    assert parse_html('a <tg-time unix="5">b</tg-time>', (9, 5))[0] == "a b"


def test_a_date_in_bold_is_not_bold() -> None:
    _, entities = parse_html('<b>at <tg-time unix="5" format="t">9</tg-time> ok</b>')
    assert marks(entities) == [("bold", 0, 3), ("date_time", 3, 1), ("bold", 4, 3)]


@given(TEXTS)
def test_an_escaped_text_comes_back_the_same_and_without_entities(text: str) -> None:
    plain, entities = parse_html(html.escape(text, quote=False))
    assert (plain, entities) == (text.strip(), [])


@given(st.text(alphabet='<>/&;="ab tg-time#x1é😀', max_size=40))
def test_no_text_at_all_breaks_the_parser(source: str) -> None:
    try:
        text, entities = parse_html(source)
    except ParseError:
        return
    assert all(e["offset"] >= 0 and e["offset"] + e["length"] <= units(text) for e in entities)


@given(st.lists(st.tuples(TEXTS, st.sampled_from(["b", "i", "u", "code", "blockquote", ""])), max_size=6))
def test_every_entity_marks_what_its_tag_enclosed(parts: list[tuple[str, str]]) -> None:
    source = "x" + "".join(
        f"<{tag}>{html.escape(text, quote=False)}</{tag}>" if tag else html.escape(text) for text, tag in parts
    )
    text, entities = parse_html(source + "x")
    assert text == "x" + "".join(text for text, _ in parts) + "x"
    marked = sum(e["length"] for e in entities)
    assert marked == sum(units(text) for text, tag in parts if tag)


@given(TEXTS)
def test_a_page_shows_a_text_as_it_is_and_never_as_markup(text: str) -> None:
    shown = to_html(text, with_found(text, ()))
    assert html.unescape(re.sub(r"<[^>]*>", "", shown)) == text


def test_a_page_gets_safe_tags_only() -> None:
    entities = [
        {"type": "text_link", "offset": 0, "length": 1, "url": 'javascript:alert("x")'},
        {"type": "text_link", "offset": 1, "length": 1, "url": 'https://a.org/"onclick="x'},
        {"type": "date_time", "offset": 2, "length": 1, "unix_time": 5, "date_time_format": "wDT"},
        {"type": "bold", "offset": 3, "length": 2},
    ]
    assert to_html("abcd<", entities) == (
        '<span class="tg-text-link">a</span>'
        '<a href="https://a.org/&quot;onclick=&quot;x" target="_blank" rel="noopener noreferrer">b</a>'
        '<time data-unix="5" data-format="wDT">c</time><b>d&lt;</b>'
    )


def test_overlapping_entities_still_give_well_nested_tags() -> None:
    entities = [{"type": "bold", "offset": 0, "length": 4}, {"type": "italic", "offset": 2, "length": 4}]
    assert to_html("abcdef", entities) == "<b>ab<i>cd</i></b><i>ef</i>"


def test_commands_addresses_and_mentions_are_found_but_not_in_code() -> None:
    text = "/today or mail@example.org, https://example.org/a. @aftercare_bot #day2 /x/y"
    assert marks(with_found(text, ())) == [
        ("bot_command", 0, 6),
        ("email", 10, 16),
        ("url", 28, 21),
        ("mention", 51, 14),
        ("hashtag", 66, 5),
    ]
    assert marks(with_found("/today", [{"type": "code", "offset": 0, "length": 6}])) == [("code", 0, 6)]


def test_trimming_moves_entities_along() -> None:
    assert trim("  ab  ", [{"type": "bold", "offset": 1, "length": 4}]) == (
        "ab",
        [{"type": "bold", "offset": 0, "length": 2}],
    )
