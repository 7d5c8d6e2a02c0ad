"""Where the person is: the zone of every time that is told, and the number to call. Confirmed, never guessed in
silence."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from babel.core import get_global

from bot.care import form as forms
from bot.care.form import Form
from bot.care.questions import ask, needs_number
from bot.care.work import Person, Work, changing, patient_of
from bot.errors import CannotDo
from bot.schedules.days import local
from bot.schedules.typed import read_clock
from bot.store import patients
from bot.words.cities import City, city_of_zone, find_cities, zone_of_location, zones_for_clock
from bot.words.countries import country_name
from bot.words.message import FactValue, How, Reply, Say, Tap

_NUMBER = re.compile(r"\+?[0-9]{2,6}")
_BACK = (Tap("reg-back", "ask", ("place",)),)


def confirm(work: Work, person: Person) -> Reply:
    """[Yes]: the time and the country are right."""
    return _go_on(work, person, replace(_form(work, person), place_known=True), How.EDIT)


def other(work: Work, person: Person) -> Reply:
    """[Another time or country]: asks for a city or for what the clock shows."""
    del work
    patient_of(person)
    return (Say("reg-place-ask", taps=((Tap("reg-place-send", "place-send"),), _BACK), how=How.EDIT),)


def send_location(work: Work, person: Person) -> Reply:
    """[Send location]: shows Telegram's own key, which asks for leave again."""
    del work
    patient_of(person)
    return (Say("reg-place-location", ask_location=True),)


def located(work: Work, person: Person, latitude: float, longitude: float) -> Reply:
    """A shared location: only its zone is kept."""
    zone = zone_of_location(latitude, longitude)
    if zone is None:
        return (Say("reg-place-nowhere", taps=(_BACK,)),)
    return _moved(work, person, city_of_zone(zone, person.language), How.NEW)


def choose(work: Work, person: Person, zone: str) -> Reply:
    """One of the offered cities."""
    city = city_of_zone(zone, person.language)
    if city.country is None:
        raise CannotDo("button-unknown")
    return _moved(work, person, city, How.EDIT)


def read_place(work: Work, person: Person, text: str) -> Reply | None:
    """A typed city, country or clock time. One match is asked back at once, several are offered."""
    times = read_clock(text, language=person.language)
    country = patient_of(person).country
    cities = [one for at in sorted(times) for one in zones_for_clock(work.now, at, country=country)]
    cities = cities or list(find_cities(text, person.language))
    if not cities:
        return (Say("reg-place-no-zone", taps=(_BACK,)),) if times else None
    if len(cities) == 1:
        return _moved(work, person, cities[0], How.NEW)
    taps = tuple((Tap("reg-place-city", "place-is", (one.zone,), _city_facts(one, person.language)),) for one in cities)
    return (Say("reg-place-which", taps=(*taps, _BACK)),)


def guess_by_language(person: Person, country: str | None, now: datetime) -> tuple[Tap, ...]:
    """A button with the place that somebody's language suggests, where that is one country with one time, and another
    one than the first guess. English says nothing.
    """
    likely = _country_of(person.telegram_language or "")
    cities = find_cities(country_name(likely, "en")) if likely is not None and likely != country else ()
    if len(cities) != 1:
        return ()
    facts = {"time": local(now, cities[0].zone).time(), **_city_facts(cities[0], person.language)}
    return (Tap("reg-place-guess", "place-is", (cities[0].zone,), facts),)


def read_number(work: Work, person: Person, text: str) -> Reply | None:
    """A typed emergency number."""
    number = re.sub(r"[\s()-]", "", text)
    if not _NUMBER.fullmatch(number):
        return None
    patients.change(work.tx, patient_of(person), emergency=number)
    return _go_on(work, person, replace(_form(work, person), number_known=True), How.NEW)


def no_number(work: Work, person: Person) -> Reply:
    """[I do not know]: urgent advice then says "your emergency number"."""
    return _go_on(work, person, replace(_form(work, person), number_known=True), How.EDIT)


def _moved(work: Work, person: Person, city: City, how: How) -> Reply:
    """Takes the place as the new guess, and asks whether it is right: the clock there and the number are shown."""
    patient = patient_of(person)
    with changing(work, patient) as locked:
        patients.change(work.tx, locked, zone=city.zone, country=city.country)
    known = patient.emergency is not None or not needs_number(work, city.country)
    return _go_on(work, person, replace(_form(work, person), place_known=False, number_known=known), how)


def _go_on(work: Work, person: Person, form: Form, how: How) -> Reply:
    patient = patient_of(person)
    question = forms.keep(work, patient, form)
    return (ask(work, patient, form, question, how=how),)


def _form(work: Work, person: Person) -> Form:
    return forms.being_filled(work, patient_of(person))


def _country_of(language: str) -> str | None:
    """The country that a language suggests: its own part of `pt-br`, else where most of its speakers live."""
    code, _, region = language.replace("-", "_").partition("_")
    if len(region) == 2:
        return region.upper()
    likely = str(get_global("likely_subtags").get(code, "")).rpartition("_")[2]
    return likely if code != "en" and len(likely) == 2 else None


def _city_facts(city: City, language: str) -> dict[str, FactValue]:
    name = country_name(city.country, language) if city.country else ""
    return {"city": city.name, "country": name}
