"""Plays a script: lets time pass from one thing to the next, and writes down what is said."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from bot.care import consent
from bot.care import form as forms
from bot.care.form import Form, Question
from bot.care.questions import ask
from bot.care.work import House, Person, Work, changing
from bot.errors import Mistake
from bot.rehearsal.script import Act, Answer, Script, Session
from bot.rehearsal.stage import PERSON, Stage, on_stage
from bot.rehearsal.transcript import Transcript
from bot.schedules import days
from bot.schedules.facts import PatientFacts, TreatmentFacts
from bot.schedules.planner import plan
from bot.store import patients
from bot.words.buttons import decode
from bot.words.message import Button, How, OutgoingMessage, Reply

WELL = frozenset({"better", "calm", "all-clear", "none-apply", "sorted"})
"""What somebody answers who is well."""
TOOK_PLACE = "just-finished"
"""The answer in whose place a session of the script is told with all that is known of it, unless the script answers otherwise."""

_Doing = Callable[[], Awaitable[None]]


def play(script: Script, house: House) -> Transcript:
    """Plays the whole script. `Mistake` for something in it that cannot be done, such as a button that is not there."""
    return asyncio.run(_play(script, house))


async def _play(script: Script, house: House) -> Transcript:
    first = script.sessions[0]
    async with on_stage(house, script.language, first.booked_at or first.facts.registered_at) as stage:
        player = _Player(script, stage)
        await player.play()
        told = tuple(one.facts for one in script.sessions if one.facts.registered_at <= stage.clock())
        facts = stage.facts() or PatientFacts(script.zone, told)  # of somebody who was forgotten, only the script knows
        left_out = plan(facts, house.protocol, stage.clock()).skipped
        entries = tuple(stage.chat.entries)
        return Transcript(entries, facts, left_out, house.protocol, script.country, player.unasked())


@dataclass
class _Player:
    script: Script
    stage: Stage
    _doings: list[tuple[datetime, int, str, _Doing]] = field(default_factory=list)
    """What the patient does, the earliest first; in the order of the script at one instant."""
    _order: count[int] = field(default_factory=count)
    _seen: int = 0
    _asked: set[tuple[str, str]] = field(default_factory=set)
    """Questions whose answer is under way or given: what it is about, and its step."""
    _used: dict[str, int] = field(default_factory=dict)
    """How many answers of each step have been used."""
    _sessions: dict[str, str] = field(default_factory=dict)
    """The ids under which the store keeps booked sessions."""
    _refused: list[str] = field(default_factory=list)
    """Sessions that the bot did not take."""

    async def play(self) -> None:
        """From the first word to the last."""
        stage = self.stage
        await self._meet()
        for session in self.script.sessions:
            self._announce(session)
        for act in self.script.acts:
            self._do_at(act.at, act.option, lambda act=act: self._act(act))  # type: ignore[misc]
        while (at := self._next()) is not None and (self.script.until is None or at <= self.script.until):
            stage.clock.set(max(at, stage.clock()))
            if (due := stage.next_due()) is not None and due <= stage.clock():
                stage.deliver()
            else:
                _, _, _, doing = heapq.heappop(self._doings)
                await doing()
            self._hear()
        if self.script.until is not None:
            stage.clock.set(max(self.script.until, stage.clock()))

    def unasked(self) -> tuple[str, ...]:
        """What was scripted and never came to pass."""
        later = [option for _, _, option, _ in sorted(self._doings, key=lambda one: one[:2]) if option]
        steps = dict.fromkeys(one.step for one in self.script.answers)
        unused = (f"--answer {step}: was not asked" for step in steps if step not in self._used)
        return (*self._refused, *unused, *dict.fromkeys(later))

    def _next(self) -> datetime | None:
        dues = [self.stage.next_due(), self._doings[0][0] if self._doings else None]
        return min((one for one in dues if one is not None), default=None)

    def _do_at(self, at: datetime, option: str, doing: _Doing) -> None:
        heapq.heappush(self._doings, (at, next(self._order), option, doing))

    async def _meet(self) -> None:
        """Consent, place and settings are taken for granted; they come from the same use cases, unseen."""
        script, chat = self.script, self.stage.chat

        def agree(work: Work, person: Person) -> Reply:
            consent.agree(work, person)
            patient = patients.patient_by_telegram(work.tx, PERSON)
            assert patient is not None  # noqa: S101 - made in the line above
            with changing(work, patient) as locked:
                patients.change(work.tx, locked, zone=script.zone, country=script.country)
                patients.change(work.tx, locked, discreet=script.discreet, essentials_only=script.essentials)
            forms.drop(work, patient)
            return ()

        await self.stage.runs(agree)
        chat.entries.clear()

    def _announce(self, session: Session) -> None:
        if session.booked_at is not None:
            self._do_at(session.booked_at, "", lambda: self._tells(session, booking=True))
        self._do_at(session.facts.registered_at, "", lambda: self._tells(session, booking=False))

    async def _tells(self, session: Session, *, booking: bool) -> None:
        """The person tells of a session: the form is filled in unseen, its last screen and [Start] are real."""
        told = session.facts
        if self.stage.facts() is None:
            raise Mistake("--session: the patient has been forgotten before it could be told")
        kept = self._sessions.get(told.id)
        if not booking and session.booked_at is not None and (self._answers_itself() or not self._is_booked(kept)):
            return  # moved, cancelled or told otherwise
        form = _filled(told, kept)

        def fill(work: Work, person: Person) -> Reply:
            assert person.patient is not None  # noqa: S101 - `_meet` made them
            forms.keep(work, person.patient, form)
            return (ask(work, person.patient, form, Question.SUMMARY, how=How.NEW),)

        await self.stage.runs(fill)
        await self._taps_verb("begin")
        if self._standing("begin", ("sure",)) is not None:
            await self._taps_verb("begin", ("sure",))
        if not self._is_noted(told):
            self._refused.append(f"{session.option}: was not noted; the conversation says why")
        elif booking and (latest := self._latest_booking()) is not None:
            self._sessions[told.id] = latest

    def _is_noted(self, told: TreatmentFacts) -> bool:
        facts = self.stage.facts()
        known = {one.ended_at for one in facts.treatments} | {one.ends_at for one in facts.bookings} if facts else set()
        return told.ended_at in known

    def _answers_itself(self) -> bool:
        protocol = self.stage.house.protocol
        return any(TOOK_PLACE in protocol.step(one.step).answers for one in self.script.answers)

    def _is_booked(self, session_id: str | None) -> bool:
        facts = self.stage.facts()
        return facts is not None and any(one.id == session_id for one in facts.bookings)

    def _latest_booking(self) -> str | None:
        facts = self.stage.facts()
        latest = max(facts.bookings if facts else (), key=lambda one: one.booked_at, default=None)
        return latest.id if latest else None

    async def _taps_verb(self, verb: str, args: tuple[str, ...] = ()) -> None:
        found = self._standing(verb, args)
        if found is not None:
            await self.stage.taps(*found)

    def _standing(self, verb: str, args: tuple[str, ...]) -> tuple[int, Button] | None:
        """The button of the newest message that does this."""
        message_id, message = list(self.stage.chat.standing.items())[-1]
        return next(((message_id, one) for one in _buttons(message) if _does(one, verb, args)), None)

    async def _act(self, act: Act) -> None:
        if act.typed is not None:
            await self.stage.types(act.typed)
            return
        found = self.stage.chat.button(act.tapped or "")
        if found is None:
            newest = list(self.stage.chat.standing.values())[-3:]
            there = ", ".join(dict.fromkeys(f"[{one.label}]" for message in newest for one in _buttons(message)))
            raise Mistake(f"{act.option}: there is no such button then; the last messages have {there or 'none'}")
        message_id, button = found
        if button.data is None:
            raise Mistake(f"{act.option}: this button opens a link, and says nothing to the bot")
        await self.stage.taps(message_id, button)

    def _hear(self) -> None:
        """Looks at what was said since the last time for questions that the script has an answer to."""
        news = self.stage.chat.standing
        for message_id in [one for one in news if one > self._seen]:
            self._seen = message_id
            for button in _buttons(news[message_id]):
                tapped = decode(button.data or "")
                if tapped is not None and tapped.verb in ("answer", "show") and len(tapped.args) >= 3:
                    self._question(message_id, tapped.args[0], tapped.args[1])

    def _question(self, message_id: int, about: str, step: str) -> None:
        if (about, step) in self._asked:
            return
        answer = self._answer_to(step)
        if answer is None:
            return
        self._asked.add((about, step))
        at = answer.at or self.stage.clock() + answer.wait
        if at < self.stage.clock():
            asked = days.local(self.stage.clock(), self.script.zone)
            raise Mistake(
                f"--answer {step}={answer.choice}: lies before the question, which comes on {asked:%Y-%m-%dT%H:%M}"
            )
        self._do_at(at, "", lambda: self._answers(message_id, step, answer.choice))

    def _answer_to(self, step: str) -> Answer | None:
        """The next answer of the script to this step; the last one stands for all further times that it is asked."""
        given = [one for one in self.script.answers if one.step == step]
        if given:
            place = self._used.get(step, 0)
            self._used[step] = place + 1
            return given[min(place, len(given) - 1)]
        protocol = self.stage.house.protocol
        if not self.script.well or not protocol.has_step(step):
            return None
        choice = next((one for one in protocol.step(step).answers if one in WELL), None)
        return Answer(step, choice) if choice is not None else None

    async def _answers(self, message_id: int, step: str, choice: str) -> None:
        """Taps an answer; in discreet mode, [Show] before it."""
        for verb, last in (("show", None), ("answer", choice)):
            for button in _buttons(self.stage.chat.standing[message_id]):
                tapped = decode(button.data or "")
                fits = tapped is not None and tapped.verb == verb and tapped.args[1:2] == (step,)
                if fits and tapped is not None and (last is None or tapped.args[-1] == last):
                    await self.stage.taps(message_id, button)
                    break


def _buttons(message: OutgoingMessage) -> tuple[Button, ...]:
    return tuple(button for row in message.buttons for button in row)


def _does(button: Button, verb: str, args: tuple[str, ...]) -> bool:
    tapped = decode(button.data or "")
    return tapped is not None and tapped.verb == verb and tapped.args == args


def _filled(told: TreatmentFacts, booking: str | None) -> Form:
    """The form of a session with everything said."""
    return Form(
        place_known=True,
        number_known=True,
        instant=told.ended_at,
        areas=told.areas,
        depth_mm=told.depth_mm,
        depth_told=True,
        setting=told.setting,
        modifiers=told.modifiers,
        modifiers_told=True,
        goal=told.goal,
        sessions_left=told.sessions_left,
        booking=booking,
    )
