"""/can: "may I …?" by buttons or by typed words. Each answer gives the moment for this person's skin; while a concern
is open, it says to ask first.
"""

from __future__ import annotations

from bot.care import concerns, skin_clock
from bot.care.no_treatment import nothing_yet
from bot.care.remarks import PREGNANT, remarks
from bot.care.step_words import variables
from bot.care.work import Person, Work, patient_of
from bot.errors import CannotDo
from bot.schedules.asked import TALK, hear
from bot.schedules.concerns import concern_is_open
from bot.schedules.facts import PatientFacts, TreatmentFacts
from bot.schedules.protocol import Activity
from bot.schedules.unlock import ENDS
from bot.store.facts import facts_of
from bot.words.message import FactValue, How, Lines, Reply, Say, Tap, Word

GROUPS = {
    "care": ("rinse", "cleanser", "moisturiser", "sunscreen", "hair-wash", "shower"),
    "products": ("acids", "vitamin-c", "retinoid", "minoxidil", "hyaluronic", "petroleum-jelly"),
    "looks": ("make-up", "mascara", "shaving", "waxing", "hair-dye", "tight-hat"),
    "life": ("exercise", "alcohol", "pool", "midday-sun", "flying", "side-sleeping", "painkillers", "procedure"),
}
"""What the buttons offer, in groups that fit on a phone. Everything else can be typed."""
AT_ONCE = 3
"""How many questions of one typed text are answered."""
NEEDS = {"mascara": Activity.MAKE_UP, "under-eyes": Activity.MAKE_UP}
"""Questions that only concern skin where this activity is listed."""
ANYWHERE = frozenset({"hair-wash"})
"""Activities whose words answer for every area."""


def may_i(work: Work, person: Person, text: str = "") -> Reply:
    """/can, alone or with words after it."""
    facts = facts_of(work.tx, patient_of(person))
    if not skin_clock.counting(facts, work.now):
        return nothing_yet(work, person)
    if not text:
        return (_contents(work, facts, How.NEW),)
    heard = hear(text).keys
    keys = heard if PREGNANT in heard else tuple(key for key in heard if key not in TALK)
    return answers_to(work, person, keys) if keys else (Say("can-not-understood", taps=_groups()),)


def menu(work: Work, person: Person, group: str = "") -> Reply:
    """The groups, or one of them with its moments, in place of what was shown; a message of its own from another
    screen.
    """
    facts = facts_of(work.tx, patient_of(person))
    if not skin_clock.counting(facts, work.now):
        return nothing_yet(work, person)
    if group in GROUPS:
        return (_group(work, facts, group),)
    return (_contents(work, facts, How.EDIT if group else How.NEW),)


def about(work: Work, person: Person, key: str) -> Reply:
    """The answer to one question that was tapped, in place of its group."""
    facts = facts_of(work.tx, patient_of(person))
    group = next((name for name, keys in GROUPS.items() if key in keys), None)
    if group is None:
        raise CannotDo("button-unknown")
    if not skin_clock.counting(facts, work.now):
        return nothing_yet(work, person)
    back = (Tap("can-tap-back", "can", (group,)),)
    return (Say("can-answer", {"answer": Lines(_answers(work, person, facts, (key,)))}, (back,), How.EDIT),)


def answers_to(work: Work, person: Person, keys: tuple[str, ...]) -> Reply:
    """The answers to what somebody typed, the first few of them in one message; small talk is answered below them."""
    asked = () if PREGNANT in keys else tuple(key for key in keys if key not in TALK)
    said = remarks(person, keys)
    if not asked:
        return said
    facts = facts_of(work.tx, patient_of(person))
    if not skin_clock.counting(facts, work.now):
        return nothing_yet(work, person)
    taps = ((Tap("can-tap-more", "can"),), *concerns.taps(work, facts))
    return (Say("can-answer", {"answer": Lines(_answers(work, person, facts, asked[:AT_ONCE]))}, taps), *said)


def _answers(work: Work, person: Person, facts: PatientFacts, keys: tuple[str, ...]) -> tuple[Word, ...]:
    """The words for some questions; while a concern is open, that the clinic is asked first."""
    held = (Word("can-held"),) if concern_is_open(facts, work.now) else ()
    first, *rest = (_answer(work, person, facts, key) for key in keys)
    return (*held, first, *(Word("can-next", {"answer": one}) for one in rest))


def _answer(work: Work, person: Person, facts: PatientFacts, key: str) -> Word:
    """The words for one question: for the areas that were treated, and each area's moment where they differ."""
    treatments = skin_clock.counting(facts, work.now)
    needed = _needed(key)
    if needed is not None and key not in ANYWHERE and not skin_clock.concerned(work.house.protocol, treatments, needed):
        return Word("can-elsewhere", {"what": Word(f"can-title-{key}")})
    answer = Word(f"can-{key}", variables(work, person, facts))
    apart = () if needed is None else skin_clock.unlocks(work.house.protocol, treatments, needed, work.now)
    if len(apart) < 2 or concern_is_open(facts, work.now):
        return answer
    areas = Lines(tuple(skin_clock.word_of(one, withheld=False) for one in apart))
    return Word("can-by-area", {"answer": answer, "areas": areas})


def _concerns(work: Work, treatments: tuple[TreatmentFacts, ...], key: str) -> bool:
    needed = _needed(key)
    return needed is None or skin_clock.concerned(work.house.protocol, treatments, needed)


def _needed(key: str) -> Activity | None:
    """The activity that must be listed for one of the treated areas; `None` for a question that concerns everybody."""
    activity = NEEDS.get(key, Activity(key) if key in set(Activity) else None)
    return None if activity in ENDS else activity


def _contents(work: Work, facts: PatientFacts, how: How) -> Say:
    held = concern_is_open(facts, work.now)
    return Say("can-menu-held" if held else "can-menu", taps=(*_groups(), *concerns.taps(work, facts)), how=how)


def _groups() -> tuple[tuple[Tap, ...], ...]:
    return tuple((Tap(f"can-group-{name}", "can", (name,)),) for name in GROUPS)


def _group(work: Work, facts: PatientFacts, group: str) -> Say:
    """One group: the moments of its activities at a glance, and a button for each question."""
    treatments = skin_clock.counting(facts, work.now)
    held = concern_is_open(facts, work.now)
    keys = [key for key in GROUPS[group] if _concerns(work, treatments, key)]
    lines = [
        skin_clock.word_of(one, withheld=held)
        for key in keys
        if key in set(Activity)
        for one in skin_clock.unlocks(work.house.protocol, treatments, Activity(key), work.now)
    ]
    taps = [Tap(f"can-title-{key}", "may", (key,)) for key in keys]
    rows = tuple(tuple(taps[at : at + 2]) for at in range(0, len(taps), 2))
    said: dict[str, FactValue] = {"title": Word(f"can-group-{group}"), "lines": Lines(tuple(lines))}
    return Say("can-group", said, (*rows, (Tap("can-tap-back", "can", ("menu",)),)), How.EDIT)
