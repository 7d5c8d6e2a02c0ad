"""Urgent signs, in the words of somebody who never read the list. None of them may be read as a question about cream, or not at all."""

from __future__ import annotations

import pytest

from bot.schedules.asked import About, hear


@pytest.mark.parametrize(
    "text",
    [
        "numbing cream made my ears ring",
        "the numbing cream makes me twitch",
        "can I put more numbing cream on?",
        "my ears are ringing",
        "my lips turned blue",
        "my palms look grey",
        "my tongue feels thick",
        "my throat is swelling",
        "my eye is swollen shut",
        "my face is drooping on one side",
        "the bleeding will not stop",
    ],
)
def test_an_urgent_sign_in_plain_words_brings_the_urgent_signs_first(text: str) -> None:
    assert About.DANGER in hear(text)


def test_who_asks_whether_to_stop_blood_thinners_reads_not_to_stop_what_is_prescribed() -> None:
    assert hear("should I stop my blood thinners?").keys == ("painkillers",)
