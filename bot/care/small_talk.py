"""What people type when no question is open. Danger comes before everything, also before what is being registered;
despair before that (`despair`). Then: a worry or a symptom, a slip, a question, small talk.

No answer is ever put together from what was typed: a phrase is recognised and gets its written reply, or there are two
lines and [I'm worried].
"""

from __future__ import annotations

from bot.care import check, may_i, place, skin_clock, ways
from bot.care import form as forms
from bot.care.no_treatment import nothing_yet
from bot.care.pausing import stop
from bot.care.questions import ask
from bot.care.remarks import PREGNANT, remarks
from bot.care.step_words import variables
from bot.care.work import Person, Work, patient_of
from bot.schedules.asked import TALK, About, Heard, hear
from bot.schedules.concerns import concern_is_open
from bot.schedules.facts import PatientFacts
from bot.schedules.protocol import Activity
from bot.schedules.symptom_words import asks_leave, symptoms_in
from bot.store.facts import facts_of
from bot.words.message import How, Opens, Reply, Say, Word

SOOTHED = frozenset({"painkillers", "ice"})
"""Questions whose own answer helps with pain: it follows the urgent signs or the question."""
NOT_A_SLIP = "procedure"
""" "I used my dermaroller" tells of a session."""
_PICKING, _PICKED = "picking", frozenset({"dryness", "breakouts", "scalp"})
"""What is picked at is the object of the slip, no worry of its own."""


def urgent_words(work: Work, person: Person, text: str) -> Reply | None:
    """Danger gets the urgent signs, and [None of these] leads straight to what was named. `None` for anything else."""
    asked_back: Reply = ()
    if ways.is_number(text):
        if ways.number_is_asked(work, person):
            return None
        asked_back = place.typed(work, person, text) or ()
    if About.DANGER not in hear(text) and not ways.is_own_number(work, person, text):
        return None
    return (check.signs_first(person, check.fitting(work, person, symptoms_in(text))), *asked_back)


def about_the_skin(work: Work, person: Person, text: str) -> Reply | None:
    """ "Is this normal?", symptoms and slips of somebody whose treatment is known: asked before a date is looked for, so
    that "I went to the gym yesterday" registers nothing. `None` while a session is being entered.
    """
    heard, patient = hear(text), person.patient
    worries = _worries(heard, text)
    mended = None if worries else ways.mending(work, person, heard)
    if mended is not None:
        return mended
    if patient is None or not (worries or About.SLIP in heard) or forms.load(work, patient) is not None:
        return None
    if not skin_clock.counting(facts_of(work.tx, patient), work.now):
        return None
    if worries:
        return _worry(work, person, heard, text)
    return _slip(work, person, heard) if _slipped(heard) else None


def words(work: Work, person: Person, text: str) -> Reply | None:
    """Everything else that somebody may type. Always answers."""
    heard = hear(text)
    if _worries(heard, text):
        return _worry(work, person, heard, text)
    if About.DEVICE in heard:
        return (Say("said-device"),)
    if PREGNANT in heard.keys:
        return remarks(person, heard.keys)
    if About.SLIP in heard:
        return _slip(work, person, heard)
    if heard.keys:
        return ways.way(work, person, heard, text) or may_i.answers_to(work, person, heard.keys)
    if About.STOP in heard:
        return stop(work, person)
    for kind, word in _SMALL:
        if kind in heard:
            return (Say(word),)
    if text.startswith("/"):
        return (Say("command-unknown"),)
    patient = patient_of(person)
    form, question = forms.load(work, patient), forms.asked(work, patient)
    if form is not None and question is not None:
        return (ask(work, patient, form, question, how=How.NEW, note=Word("reg-not-understood")),)
    return (Say("said-not-understood"),)


_SMALL = ((About.REAL, "said-real"), (About.THANKS, "said-thanks"), (About.GREETING, "said-hello"))


def _slipped(heard: Heard) -> bool:
    return About.SLIP in heard and not set(heard.keys) <= TALK and not {NOT_A_SLIP, PREGNANT} & set(heard.keys)


def _worries(heard: Heard, text: str) -> bool:
    """Whether somebody asks "is this normal?". "Can I wash if it itches?" asks for leave, and is answered so; "I picked my
    scabs" tells what was done, and the answer to that says what to watch for.
    """
    named = set(symptoms_in(text))
    if About.SLIP in heard and _PICKING in heard.keys and named and named <= _PICKED:
        return False
    return About.WORRY in heard or (bool(named) and not (heard.keys and asks_leave(text)))


def _worry(work: Work, person: Person, heard: Heard, text: str) -> Reply:
    """The question about the symptom that was named; where none was, the urgent signs and never a guess. Below it what
    else was asked about, where its answer says what to do about the worry, or what to do about a slip.
    """
    named = check.fitting(work, person, symptoms_in(text))
    first = check.which(work, person, *named) if named else (check.signs_first(person, ()),)
    if person.patient is None:
        return first
    if _slipped(heard):
        # "By now that is fine" is nothing to say beside a worry.
        return (*first, *(say for say in _slip(work, person, heard) if say.word != "slip-open"))
    asked = tuple(key for key in heard.keys if key in SOOTHED)
    return (*first, *(may_i.answers_to(work, person, asked) if asked else ()))


def _slip(work: Work, person: Person, heard: Heard) -> Reply:
    """Kind, what to do now, until when to watch. What has opened was no slip."""
    facts = facts_of(work.tx, patient_of(person))
    if not skin_clock.counting(facts, work.now):
        return nothing_yet(work, person)
    if concern_is_open(facts, work.now):
        return (Say("slip-held"),)
    key = next((one for one in heard.keys if one not in TALK), "")
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
