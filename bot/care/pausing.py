"""Silence on request: a pause that the person ends, /stop that keeps their data, and coming back from either."""

from __future__ import annotations

from bot.care.card import card_again
from bot.care.work import Person, Work, changing, patient_of
from bot.care.worried import whom_to_call
from bot.schedules.concerns import holds, known_now
from bot.schedules.planner import plan
from bot.store import pauses
from bot.store.facts import facts_of
from bot.store.records import Patient
from bot.store.states import PatientState
from bot.words.message import FactValue, How, Reply, Say, Tap, Word

GO_ON = ((Tap("settings-tap-resume", "resume"),),)
COME_BACK = ((Tap("stop-back", "come-back"), Tap("stop-erase", "forget")),)


def pause(work: Work, person: Person) -> Reply:
    """No messages until they say so. Answers go on."""
    patient = patient_of(person)
    with changing(work, patient):
        begun = pauses.pause(work.tx, patient, work.now)
    said = Word("pause-done" if begun else "pause-already")
    return (_silenced(work, person, patient, said, GO_ON), *card_again(work, person))


def resume(work: Work, person: Person) -> Reply:
    """Ends the pause. What fell into it is settled by the planner: one message if it was one, one summary if it was
    more.
    """
    patient = patient_of(person)
    with changing(work, patient):
        ended = pauses.resume(work.tx, patient, work.now)
    said = Say("resume-done" if ended else "resume-not-paused", {"next": next_word(work, patient)})
    return (said, *card_again(work, person))


def stop(work: Work, person: Person) -> Reply:
    """/stop: all messages end at once; what is known is kept until /forget."""
    if person.patient is None:
        return (Say("stop-nothing"),)
    patient = person.patient
    if patient.state is PatientState.STOPPED:
        return (_silenced(work, person, patient, Word("stop-already"), COME_BACK),)
    with changing(work, patient):
        pauses.suspend(work.tx, patient, PatientState.STOPPED, work.now)
    return (_silenced(work, person, patient, Word("stop-done"), COME_BACK), *card_again(work, person))


def _silenced(work: Work, person: Person, patient: Patient, said: Word, taps: tuple[tuple[Tap, ...], ...]) -> Say:
    """What silence means for a worry that is open, or was to be asked about: nobody asks, so the person calls."""
    known = known_now(facts_of(work.tx, patient), work.now)
    if not known:
        return Say(said.id, taps=taps)
    facts: dict[str, FactValue] = {
        "said": said,
        "worry": Word("silence-worry" if any(map(holds, known)) else "silence-promised"),
        "whom": whom_to_call(work, person),
    }
    return Say("silence-with-worry", facts, taps)


def come_back(work: Work, person: Person) -> Reply:
    """Messages are on again after /stop, as by /start."""
    patient = patient_of(person)
    with changing(work, patient):
        pauses.wake(work.tx, patient, work.now)
    return (Say("stop-revived", {"next": next_word(work, patient)}, how=How.EDIT), *card_again(work, person))


def blocked(work: Work, person: Person) -> Reply:
    """Telegram says that they blocked the bot: nothing more goes out until they write again. Nobody is there to be
    answered.
    """
    patient = person.patient
    if patient is not None and patient.state is PatientState.ACTIVE:
        with changing(work, patient):
            pauses.suspend(work.tx, patient, PatientState.UNREACHABLE, work.now)
    return ()


def next_word(work: Work, patient: Patient) -> Word:
    """When the next message comes, as a sentence."""
    if patient.state is PatientState.STOPPED:
        return Word("settings-next-stopped")
    if pauses.is_paused(work.tx, patient):
        return Word("settings-next-paused")
    moments = plan(facts_of(work.tx, patient), work.house.protocol, work.now).moments
    return Word("settings-next", {"at": moments[0].due}) if moments else Word("settings-next-none")
