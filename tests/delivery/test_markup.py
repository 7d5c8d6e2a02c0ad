"""Texts made readable for servers that know less."""

from __future__ import annotations

from bot.delivery.markup import plain, without_date_times


def test_an_older_server_gets_the_date_as_written() -> None:
    html = 'From <tg-time unix="1772876400" format="wDT">Sat 7 March 16:30</tg-time>: <b>sunscreen</b>.'
    assert without_date_times(html) == "From Sat 7 March 16:30: <b>sunscreen</b>."


def test_plain_text_keeps_every_word_and_what_a_person_typed() -> None:
    html = '<b>Hello</b> Maria &lt;3 &amp; &quot;you&quot;, <a href="https://example.org/?a=1&amp;b=2">read</a>'
    assert plain(html) == 'Hello Maria <3 & "you", read'
