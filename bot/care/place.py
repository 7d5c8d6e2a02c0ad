"""Moving: another time zone, another country, another emergency number. Nothing is changed before the person has said
yes to the time there.

No screen waits for typed words: the name of a city or a country, a clock time or an emergency number is asked back
wherever it is typed.
While a session is being registered, its own question for the place comes first.
"""

from __future__ import annotations

import re
from datetime import datetime

from bot.care import form as forms
from bot.care import whereabouts
from bot.care.card import card_again
from bot.care.pausing import next_word
from bot.care.questions import needs_number
from bot.care.work import Person, Work, changing, patient_of
from bot.care.worried import SIGNS
from bot.errors import CannotDo
from bot.schedules import days
from bot.schedules.asked import plain_words
from bot.schedules.planner import diff, plan
from bot.schedules.typed import read_clock
from bot.store import patients
from bot.store.facts import facts_of
from bot.store.records import Patient
from bot.words.cities import AT_MOST, City, city_of_zone, find_cities, zone_of_location, zones_for_clock
from bot.words.countries import country_name
from bot.words.message import FactValue, How, Reply, Say, Tap, Word

_NUMBER = re.compile(r"\+?\d{2,6}")
_NO = (Tap("place-no", "place-no"),)
BACK = (Tap("settings-tap-back", "settings", ("back",)),)


def place(work: Work, person: Person, back_to: str = "") -> Reply:
    """[Time and place]: where the person is now, and how to change it. `back_to`: where somebody who is worried came
    from, the urgent signs or a page of the list; else it is /settings.
    """
    patient = patient_of(person)
    back = BACK if not back_to else (Tap("check-tap-list", "symptoms", (back_to,)),)
    if back_to == SIGNS:
        back = (Tap("check-tap-signs", "worried"),)
    taps = ((Tap("place-send", "place-share"),), (Tap("place-number-tap", "number-how"),), back)
    return (
        Say(
            "place", _here(work, patient, city_of_zone(patient.zone, person.language), person.language), taps, How.EDIT
        ),
    )


def share(_work: Work, person: Person) -> Reply:
    """[Send location]: shows Telegram's own key, which asks for leave again."""
    patient_of(person)
    return (Say("place-location", ask_location=True),)


def located(work: Work, person: Person, latitude: float, longitude: float) -> Reply:
    """A shared location. Its zone is asked back; the location itself is kept nowhere."""
    patient = patient_of(person)
    if forms.load(work, patient) is not None:
        return whereabouts.located(work, person, latitude, longitude)
    zone = zone_of_location(latitude, longitude)
    if zone is None:
        return (Say("place-nowhere", taps=(BACK,)),)
    return (_ask(work, patient, person, (city_of_zone(zone, person.language),)),)


def typed(work: Work, person: Person, text: str) -> Reply | None:
    """The whole name of a city or a country, what the clock shows, or an emergency number where none is known."""
    patient = person.patient
    if patient is None:
        return None
    number = re.sub(r"[\s()-]", "", text)
    if _NUMBER.fullmatch(number) and needs_number(work, patient.country):
        taps = ((Tap("place-number-yes", "number-is", (number,)), Tap("place-number-no", "place-no")),)
        return (Say("place-number-ask", {"number": number}, taps),)
    cities = _named(text, person.language) or _by_clock(work, patient, text, person.language)
    return (_ask(work, patient, person, cities),) if cities else None


def move(work: Work, person: Person, zone: str) -> Reply:
    """[Yes, it is]: everything later follows the clock there."""
    patient = patient_of(person)
    city = city_of_zone(zone, person.language)
    if city.country is None:
        raise CannotDo("button-unknown")
    before = plan(facts_of(work.tx, patient), work.house.protocol, work.now)
    with changing(work, patient) as locked:
        patients.change(work.tx, locked, zone=zone, country=city.country)
    facts = facts_of(work.tx, patient)
    moved = len(diff(before, plan(facts, work.house.protocol, work.now), facts).moved)
    told = _here(work, patient, city, person.language) | {"moved": moved, "next": next_word(work, patient)}
    asks = needs_number(work, city.country) and patient.emergency is None
    said = Say("place-moved-number" if asks else "place-moved", told, (BACK,), How.EDIT)
    return (said, *card_again(work, person))


def not_there(_work: Work, _person: Person) -> Reply:
    """[No]: nothing was changed."""
    return (Say("place-kept", how=How.EDIT),)


def number_how(work: Work, person: Person) -> Reply:
    """[Emergency number]: which one is shown, and what can be done about it."""
    known = not needs_number(work, patient_of(person).country)
    return (Say("place-number-known" if known else "place-number-type", taps=(BACK,), how=How.EDIT),)


def set_number(work: Work, person: Person, number: str) -> Reply:
    """[Yes]: the emergency number that they typed."""
    if not _NUMBER.fullmatch(number):
        raise CannotDo("button-unknown")
    patients.change(work.tx, patient_of(person), emergency=number)
    return (Say("place-number-kept", {"number": number}, (BACK,), How.EDIT),)


def place_word(patient: Patient, language: str) -> Word:
    """The place that goes with the patient's zone: "Lisbon, Portugal"."""
    return _city_word(city_of_zone(patient.zone, language), patient.country, language)


def _city_word(city: City, country: str | None, language: str) -> Word:
    if country is None:
        return Word("place-city-alone", {"city": city.name})
    return Word("place-city", {"city": city.name, "country": country_name(country, language)})


def _named(text: str, language: str) -> tuple[City, ...]:
    """The cities that a text names wholly; the beginning of a name is no name."""
    wanted = plain_words(text)
    if not wanted or len(text) > 60:
        return ()
    return tuple(one for one in find_cities(text, language) if wanted in _names(one, language))


def _by_clock(work: Work, patient: Patient, text: str, language: str) -> tuple[City, ...]:
    """Where a clock shows what was typed: the place that is known, if it does; else the likeliest ones."""
    times = sorted(read_clock(text, language=language))
    found = [one for at in times for one in zones_for_clock(work.now, at, country=patient.country, language=language)]
    own = [one for one in found if one.zone == patient.zone]
    return tuple(own or found)[:AT_MOST]


def _names(city: City, language: str) -> set[tuple[str, ...]]:
    name, country = plain_words(city.name), plain_words(country_name(city.country or "", language))
    return {name, country, name + country}


def _ask(work: Work, patient: Patient, person: Person, cities: tuple[City, ...]) -> Say:
    """One place is asked back with its time and number; of several, one is chosen."""
    language = person.language
    if len(cities) > 1:
        taps = tuple(
            (
                Tap(
                    "place-choice",
                    "zone",
                    (one.zone,),
                    {"place": _city_word(one, one.country, language), "time": _clock(work.now, one)},
                ),
            )
            for one in cities
        )
        return Say("place-which", taps=(*taps, _NO))
    (city,) = cities
    if city.zone == patient.zone:
        return Say("place-same", _here(work, patient, city, language), (BACK,))
    return Say("place-ask", _here(work, patient, city, language), ((Tap("place-yes", "zone", (city.zone,)), *_NO),))


def _clock(now: datetime, city: City) -> FactValue:
    return days.local(now, city.zone).time()


def _here(work: Work, patient: Patient, city: City, language: str) -> dict[str, FactValue]:
    country = city.country or patient.country
    number = work.house.book.numbers(country).urgent or patient.emergency
    return {
        "time": _clock(work.now, city),
        "place": _city_word(city, country, language),
        "number": Word("place-emergency", {"number": number}) if number else Word("place-emergency-unknown"),
    }
