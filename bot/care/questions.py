"""The screens of registering: one question each, with everything that can be tapped. All can be typed as well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from bot.care import form as forms
from bot.care.form import Form, Question
from bot.care.obstacles import obstacle
from bot.care.preview import preview
from bot.care.summary import summary
from bot.care.work import Work
from bot.schedules.days import is_in_gap, local
from bot.schedules.protocol import Area, Goal, Modifier, Setting
from bot.store.records import Patient
from bot.words.message import FactValue, How, Say, Tap, Word

HALF_HOUR = timedelta(minutes=30)
DAY_BEGINS = time(6)
"""The half-hours on offer reach back to here; an earlier end can be typed."""
TREATMENT_HOURS = (time(8), time(21))
"""Times on offer for another day: first and last."""
IN_A_ROW = 5
FEW = 15
"""Up to so many times all are shown; of more, whole rows: the earliest, which hardly anybody means, can be typed."""
WIDE = (Modifier.PIGMENT_PRONE, Modifier.MELASMA)
"""Labels that need a row of their own."""
AREA_SETS: tuple[tuple[str, frozenset[Area]], ...] = (
    ("face", frozenset({Area.FACE})),
    ("face-neck", frozenset({Area.FACE, Area.NECK})),
    ("neck", frozenset({Area.NECK})),
    ("scalp", frozenset({Area.SCALP})),
    ("body", frozenset({Area.BODY})),
)
CLINIC_DEPTHS: tuple[tuple[str, float | None], ...] = (
    ("unknown", None),
    ("0.5", 0.5),
    ("0.9", 0.9),
    ("1.5", 1.5),
    ("2.5", 2.5),
)
"""What a clinic may have used: the code in the button, and the deepest length in mm that it stands for."""
HOME_DEPTHS: tuple[tuple[str, float | None], ...] = (("0.3", 0.3), ("0.5", 0.5), ("longer", 1.0), ("unknown", None))


def ask(
    work: Work, patient: Patient, form: Form, question: Question, *, how: How = How.EDIT, note: Word | None = None
) -> Say:
    """The screen of a question. `note` is said before it. If the date cannot be, that is said in its place."""
    stop = obstacle(work, patient, form) if question in _AFTER_THE_DATE else None
    if stop is not None:
        forms.keep(work, patient, form, asking=Question.WHEN)  # so that another date can be typed as well
    word, facts, taps = stop or _screen(work, patient, form, question)
    if note is not None:
        word, facts = "reg-noted", {"note": note, "question": Word(word, facts)}
    return Say(word, facts, taps, how)


_AFTER_THE_DATE = frozenset({Question.AREAS, Question.DEPTH, Question.SETTING, Question.MODIFIERS, Question.SUMMARY})
_Taps = tuple[tuple[Tap, ...], ...]
_Screen = tuple[str, dict[str, FactValue], _Taps]


def _screen(work: Work, patient: Patient, form: Form, question: Question) -> _Screen:
    here = local(work.now, patient.zone)
    match question:
        case Question.PLACE:
            return "reg-place", {"day": here.date(), "time": here.time()}, _place_taps()
        case Question.NUMBER:
            return "reg-number", {}, ((Tap("reg-number-skip", "number-skip"),),)
        case Question.WHEN:
            return "reg-when", {}, _when_taps(here, patient.zone, settling=form.settling)
        case Question.TIME:
            return _time_screen(form, patient.zone, here)
        case Question.AREAS:
            return ("reg-areas-several", {}, _area_toggles(form)) if form.several else ("reg-areas", {}, _area_taps())
        case Question.DEPTH:
            return _depth_screen(form)
        case Question.SETTING:
            return "reg-by", {}, ((Tap("reg-by-clinic", "by", ("professional",)), Tap("reg-by-home", "by", ("home",))),)
        case Question.MODIFIERS:
            return "reg-applies", {}, _modifier_taps(form)
        case Question.GOAL:
            return "reg-goal", {}, tuple((Tap(f"treat-goal-{one}", "goal", (one.value,)),) for one in Goal)
        case Question.SUMMARY if form.correcting is not None:
            return preview(work, patient, form)
        case Question.SUMMARY:
            return summary(work, patient, form)


def needs_number(work: Work, country: str | None) -> bool:
    """Whether the emergency number has to be asked for: none is known for the country."""
    return work.house.book.numbers(country).urgent is None


def _place_taps() -> _Taps:
    return (
        (Tap("reg-place-yes", "place-yes"),),
        (Tap("reg-place-other", "place-other"),),
        (Tap("reg-place-send", "place-send"),),
    )


def _when_taps(here: datetime, zone: str, *, settling: bool) -> _Taps:
    """The half-hours of today and the days before; of a session that took place, not the days ahead."""
    yesterday = here.date() - timedelta(days=1)
    coming = () if settling else ((Tap("reg-when-coming", "coming", (f"{here:%Y%m}",)),),)
    return (
        (Tap("reg-when-now", "ended", ("now",)),),
        *_grid(here.date(), _half_hours_back(here, zone)),
        (
            Tap("reg-when-yesterday", "ended-on", (f"{yesterday:%Y%m%d}",)),
            Tap("reg-when-another", "month", (f"{here:%Y%m}",)),
        ),
        *coming,
    )


def _half_hours_back(here: datetime, zone: str) -> list[time]:
    """The half-hours of today, the nearest first, back to the morning; in the night, back to midnight."""
    at = here.replace(tzinfo=None, minute=here.minute // 30 * 30, second=0, microsecond=0)
    begins = datetime.combine(at.date(), DAY_BEGINS if at.time() > DAY_BEGINS else time(0))
    found = []
    while at >= begins:
        if not is_in_gap(at, zone):
            found.append(at.time())
        at -= HALF_HOUR
    return found if len(found) <= FEW else found[: len(found) // IN_A_ROW * IN_A_ROW]


def _time_screen(form: Form, zone: str, here: datetime) -> _Screen:
    """ "At what time?" of a day. A time that a clock change left out is asked again, and said so."""
    day = form.day or here.date()
    lacking = form.at is not None and is_in_gap(datetime.combine(day, form.at), zone)
    coming = day > here.date()
    at, last = datetime.combine(day, TREATMENT_HOURS[0]), datetime.combine(day, TREATMENT_HOURS[1])
    hours = []
    while at <= last and (coming or day < here.date() or at.time() <= here.time()):
        if not is_in_gap(at, zone):
            hours.append(at.time())
        at += HALF_HOUR
    word = "reg-time-gap" if lacking else ("reg-time-coming" if coming else "reg-time")
    unknown = (Tap("reg-time-unknown", "ended-unknown", (f"{day:%Y%m%d}",)),)
    another = ((Tap("reg-when-another", "month", (f"{here:%Y%m}",)),),) if form.settling else ()
    facts: dict[str, FactValue] = {"day": day}
    if lacking and form.at is not None:
        facts["time"] = form.at
    return word, facts, (*_grid(day, hours), unknown, *another)


def _grid(day: date, hours: Sequence[time]) -> _Taps:
    taps = [Tap("reg-at", "ended", (f"{day:%Y%m%d}T{at:%H%M}",), {"at": at}) for at in hours]
    return rows(taps, IN_A_ROW)


def _area_taps() -> _Taps:
    taps = [Tap(f"reg-area-{name}", "areas", (name,)) for name, _ in AREA_SETS]
    return rows([*taps, Tap("reg-area-several", "areas-several")], 2)


def _area_toggles(form: Form) -> _Taps:
    toggles = [_toggle(f"reg-area-{area}", "area", area.value, on=area in form.areas) for area in Area]
    done = (Tap("reg-done", "areas-done"),) if form.areas else ()
    return (*rows(toggles, 2), done)


def _depth_screen(form: Form) -> _Screen:
    if form.setting is Setting.HOME:
        taps = tuple(Tap(f"reg-home-{_id(code)}", "home-depth", (code,)) for code, _ in HOME_DEPTHS)
        return "reg-home", {}, (*rows(taps, 2), (Tap("reg-home-not", "by", ("professional",)),))
    taps = tuple(Tap(f"reg-depth-{_id(code)}", "depth", (code,)) for code, _ in CLINIC_DEPTHS)
    others = (Tap("reg-depth-home", "by", ("home",)), Tap("reg-depth-rf", "depth-rf"))
    return "reg-depth", {}, tuple((tap,) for tap in (*taps, *others))


def _id(code: str) -> str:
    """Fluent's ids hold no dots."""
    return code.replace(".", "-")


def _modifier_taps(form: Form) -> _Taps:
    toggles = {one: _toggle(f"reg-modifier-{one}", "applies", one.value, on=one in form.modifiers) for one in Modifier}
    narrow = [tap for one, tap in toggles.items() if one not in WIDE]
    end = Tap("reg-done", "applies-done") if form.modifiers else Tap("reg-applies-none", "applies-none")
    return (*((toggles[one],) for one in WIDE), *rows(narrow, 2), (end,))


def _toggle(word: str, verb: str, value: str, *, on: bool) -> Tap:
    """A button that ticks something, and shows whether it is ticked."""
    return Tap("reg-ticked" if on else "reg-unticked", verb, (value,), {"what": Word(word)})


def rows(taps: Iterable[Tap], width: int) -> _Taps:
    """Buttons in rows of at most `width`."""
    every = tuple(taps)
    return tuple(every[at : at + width] for at in range(0, len(every), width))
