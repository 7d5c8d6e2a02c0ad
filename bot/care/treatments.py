"""/treatment: every session with its state; one of them opened; cancelled in two steps, and brought back."""

from __future__ import annotations

from bot.care import form as forms
from bot.care.card import card
from bot.care.course_words import course_lines, early_word
from bot.care.preview import session_of
from bot.care.questions import rows
from bot.care.registration import new
from bot.care.summary import done_words, when_word
from bot.care.work import Person, Work, changing, patient_of
from bot.schedules.days import local
from bot.schedules.phases import day_of, phase_of
from bot.schedules.planner import plan, without
from bot.schedules.protocol import Setting
from bot.store import treatments
from bot.store.facts import facts_of
from bot.store.records import Patient, Treatment
from bot.store.states import TreatmentState
from bot.store.treatments import told_of, treatments_of
from bot.words.message import FactValue, How, Lines, Reply, Say, Tap, Word

SHOWN = 8
"""How many sessions are listed, the latest first."""


def overview(work: Work, person: Person) -> Reply:
    """/treatment: what is known, and what can be done with it. With nothing known it asks at once."""
    return _overview(work, person, How.NEW)


def overview_again(work: Work, person: Person) -> Reply:
    """The same, in place."""
    return _overview(work, person, How.EDIT)


def _overview(work: Work, person: Person, how: How) -> Reply:
    patient = patient_of(person)
    sessions = _listed(work, patient)
    begun = forms.load(work, patient) is not None
    if not sessions:
        return new(work, person) if not begun else (Say("treat-begun", taps=((_GO_ON,), (_NEW,)), how=how),)
    lines = Lines(tuple(_line(work, patient, one) for one in sessions))
    opens = [Tap("treat-open", "session", (one.id,), {"when": when_word(told_of(one))}) for one in sessions]
    further = ((_GO_ON,),) if begun else ()
    return (Say("treat-list", {"lines": lines}, (*rows(opens, 1), *further, (_NEW,)), how),)


_GO_ON = Tap("treat-go-on", "ask", ("summary",))
_NEW = Tap("treat-new", "new")


def _listed(work: Work, patient: Patient) -> list[Treatment]:
    """The latest first; cancelled ones only while they can be brought back."""
    every = treatments_of(work.tx, patient, *TreatmentState)
    kept = (TreatmentState.DONE, TreatmentState.BOOKED)
    return [one for one in reversed(every) if one.state in kept or treatments.can_undo(one, work.now)][:SHOWN]


def _line(work: Work, patient: Patient, session: Treatment) -> Word:
    told = told_of(session)
    facts = {"when": when_word(told), "state": state_word(work, patient, session)}
    return Word("treat-line", facts)


def state_word(work: Work, patient: Patient, session: Treatment) -> Word:
    """Where a session stands: planned, on which day of its year, over, cancelled."""
    if session.state is not TreatmentState.DONE:
        over = session.state is TreatmentState.BOOKED and session.ends_at <= work.now
        return Word("treat-state-unsettled" if over else f"treat-state-{session.state}")
    known = next((one for one in facts_of(work.tx, patient).treatments if one.id == session.id), None)
    if known is None or phase_of(work.house.protocol, known, work.now, patient.zone) is None:
        return Word("treat-state-over")
    return Word("treat-state-running", {"number": day_of(known, work.now, patient.zone)})


def open_session(work: Work, person: Person, session_id: str) -> Reply:
    """One session: what is known of it, and what can be done."""
    return (session_screen(work, person, session_of(work, patient_of(person), session_id)),)


def session_screen(work: Work, person: Person, session: Treatment, note: Word | None = None) -> Say:
    """The screen of one session, in place. `note` is said before it: what has just been done."""
    patient = patient_of(person)
    told = told_of(session)
    facts: dict[str, FactValue] = {"when": when_word(told), "state": state_word(work, patient, session)}
    if session.state is TreatmentState.BOOKED:
        word = "treat-booking"
        facts["early"] = early_word(work, patient, session)
    else:
        word = "treat-session"
        facts |= done_words(told)
        facts |= {"goal": Word(f"treat-goal-{told.goal or 'unset'}"), "course": course_lines(work, patient, session)}
    if note is not None:
        word, facts = "reg-noted", {"note": note, "question": Word(word, facts)}
    return Say(word, facts, _session_taps(work, patient, session), How.EDIT)


def _session_taps(work: Work, patient: Patient, session: Treatment) -> tuple[tuple[Tap, ...], ...]:
    about = (session.id,)
    undo = ((Tap("treat-undo", "undo", about),),) if treatments.can_undo(session, work.now) else ()
    back = (Tap("reg-back", "sessions"),)
    match session.state:
        case TreatmentState.BOOKED:
            over = session.ends_at <= work.now
            today = local(session.ends_at, patient.zone).date() <= local(work.now, patient.zone).date()
            asked = ((Tap("treat-took-place", "took-place", about),),) if today else ()
            off = Tap("treat-not-happened" if over else "treat-call-off", "not-happened", about)
            return (*asked, (Tap("treat-move", "move", about), off), *undo, back)
        case TreatmentState.DONE:
            asks = "treat-course" if session.setting is Setting.PROFESSIONAL else "treat-course-home"
            course = ((Tap(asks, "course", about),),)
            correcting = (Tap("treat-correct", "correct", about), Tap("treat-cancel", "cancel", about))
            return (correcting, *course, *undo, back)
        case _:
            return (*undo, back)


def ask_cancel(work: Work, person: Person, session_id: str) -> Reply:
    """[Delete], first step: how many messages fall away with it."""
    patient = patient_of(person)
    session = session_of(work, patient, session_id)
    facts = facts_of(work.tx, patient)
    now_planned = plan(facts, work.house.protocol, work.now).moments
    left = plan(without(facts, (session.id,)), work.house.protocol, work.now).moments
    taps = (
        (Tap("treat-cancel-yes", "cancel-yes", (session.id,)),),
        (Tap("treat-cancel-no", "session", (session.id,)),),
    )
    gone = max(0, len(now_planned) - len(left))
    return (Say("treat-cancel-ask", {"when": when_word(told_of(session)), "count": gone}, taps, How.EDIT),)


def cancel(work: Work, person: Person, session_id: str) -> Reply:
    """[Yes, delete it]: it counts no more, and can be brought back for a while."""
    patient = patient_of(person)
    session = session_of(work, patient, session_id)
    if session.state in (TreatmentState.DONE, TreatmentState.BOOKED):
        with changing(work, patient) as locked:
            treatments.cancel(work.tx, locked, session, work.now)
        forms.drop_about(work, patient, session.id)
    return (session_screen(work, person, session, Word("treat-cancelled")), *card(work, person))


def undo(work: Work, person: Person, session_id: str) -> Reply:
    """[Undo]: the last correction or deletion is taken back."""
    patient = patient_of(person)
    session = session_of(work, patient, session_id)
    with changing(work, patient) as locked:
        undone = treatments.undo(work.tx, locked, session, work.now)
    note = Word("treat-undone" if undone else "treat-undo-too-late")
    return (session_screen(work, person, session, note), *card(work, person))
