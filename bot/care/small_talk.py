"""What people type when no question is open. Despair and danger come before everything, also before what is being
registered.

No answer is ever put together from what was typed: a phrase is recognised and gets its written reply, or there are two
lines and [I'm worried].
"""

from __future__ import annotations

from bot.care import form as forms
from bot.care import may_i, skin_clock
from bot.care.no_treatment import nothing_yet
from bot.care.pausing import stop
from bot.care.step_words import variables
from bot.care.work import Person, Work, patient_of
from bot.care.worried import worried
from bot.schedules.asked import About, Heard, hear
from bot.schedules.concerns import concern_is_open
from bot.schedules.facts import PatientFacts
from bot.schedules.protocol import Activity
from bot.store.facts import facts_of
from bot.words.message import Opens, Reply, Say

SOOTHED = frozenset({"painkillers", "ice", "picking"})
"""Questions whose own answer helps with pain or itch: it follows the list."""
NOT_A_SLIP = "procedure"
""" "I used my dermaroller" tells of a session."""


def urgent_words(work: Work, person: Person, text: str) -> Reply | None:
    """Despair gets its own words with the crisis line, at once; danger gets the urgent signs. `None` for anything
    else.
    """
    heard = hear(text)
    if About.CRISIS in heard:
        return (Say("said-crisis" if person.patient else "said-crisis-stranger", urgent=True),)
    return worried(work, person) if About.DANGER in heard else None


def about_the_skin(work: Work, person: Person, text: str) -> Reply | None:
    """ "Is this normal?" and slips of somebody whose treatment is known: asked before a date is looked for, so that "I
    went to the gym yesterday" registers nothing. `None` while a session is being entered.
    """
    heard, patient = hear(text), person.patient
    if patient is None or not ({About.WORRY, About.SLIP} & heard.kinds) or forms.load(work, patient) is not None:
        return None
    if not skin_clock.counting(facts_of(work.tx, patient), work.now):
        return None
    if About.WORRY in heard:
        return _worry(work, person, heard)
    slipped = About.SLIP in heard and heard.keys and NOT_A_SLIP not in heard.keys
    return _slip(work, person, heard) if slipped else None


def words(work: Work, person: Person, text: str) -> Reply | None:
    """Everything else that somebody may type. Always answers."""
    heard = hear(text)
    if About.WORRY in heard:
        return _worry(work, person, heard)
    if About.DEVICE in heard:
        return (Say("said-device"),)
    if About.SLIP in heard:
        return _slip(work, person, heard)
    if heard.keys:
        return may_i.answers_to(work, person, heard.keys)
    if About.STOP in heard:
        return stop(work, person)
    for kind, word in _SMALL:
        if kind in heard:
            return (Say(word),)
    if text.startswith("/"):
        return (Say("command-unknown"),)
    patient_of(person)
    return (Say("said-not-understood"),)


_SMALL = ((About.REAL, "said-real"), (About.THANKS, "said-thanks"), (About.GREETING, "said-hello"))


def _worry(work: Work, person: Person, heard: Heard) -> Reply:
    """Urgent signs and the list first; then what was asked about, where its answer says what to do about the worry."""
    asked = tuple(key for key in heard.keys if key in SOOTHED)
    return (*worried(work, person), *(may_i.answers_to(work, person, asked) if asked else ()))


def _slip(work: Work, person: Person, heard: Heard) -> Reply:
    """Kind, what to do now, until when to watch. What has opened was no slip."""
    facts = facts_of(work.tx, patient_of(person))
    if not skin_clock.counting(facts, work.now):
        return nothing_yet(work, person)
    if concern_is_open(facts, work.now):
        return (Say("slip-held"),)
    key = heard.keys[0] if heard.keys else ""
    opened = _opened(work, facts, key)
    if opened is not None:
        return (Say("slip-open", {"what": skin_clock.activity_word(Activity(key)), "when": opened}),)
    known = f"slip-{key}" in work.house.book.ids() and (key not in set(Activity) or _moments(work, facts, key))
    return (Say(f"slip-{key}" if known else "slip", variables(work, person, facts)),)


def _opened(work: Work, facts: PatientFacts, key: str) -> Opens | None:
    """The moment at which an activity opened, if it has for every area."""
    moments = _moments(work, facts, key)
    if not moments or not all(one.is_open(work.now) for one in moments):
        return None
    return Opens(max(one.at for one in moments if one.at is not None))


def _moments(work: Work, facts: PatientFacts, key: str) -> tuple[skin_clock.Unlock, ...]:
    if key not in set(Activity):
        return ()
    return skin_clock.unlocks(work.house.protocol, skin_clock.counting(facts, work.now), Activity(key), work.now)
