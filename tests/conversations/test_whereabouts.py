"""Where the person is: guessed, confirmed, typed, shared, or read from their clock."""

from __future__ import annotations

from tests.conversations.town import Human, Town

AGREE = "I am 18 or over and I agree"


async def agrees(town: Town, name: str) -> Human:
    """Somebody on the second screen."""
    human = town.person(name)
    await human.says("/start")
    await human.taps(AGREE)
    return human


async def test_the_hosts_own_place_is_the_first_guess(town: Town) -> None:
    maria = await agrees(town, "Maria")

    assert "Is it Fri 6 March, 15:04 where you are?" in maria.screen
    assert "Country: Portugal. Emergency number: 112." in maria.screen


async def test_the_language_suggests_a_second_guess(town: Town) -> None:
    amir = town.person("Amir", language="fa")
    await amir.says("/start")
    await amir.taps(AGREE)
    assert amir.buttons[1] == "It is 18:34, Iran"
    await amir.taps("It is 18:34, Iran")

    assert "Country: Iran. Emergency number: 115." in amir.screen


async def test_a_language_of_many_times_or_of_the_first_guess_suggests_nothing(town: Town) -> None:
    for language in ("en", "pt", "pt-pt", "ru", "xx", ""):
        human = town.person("Maria", language=language)
        await human.says("/start")
        await human.taps(AGREE)
        assert human.buttons[:2] == ["Yes", "Another time or country"], language


async def test_a_typed_city_is_asked_back_with_its_time_and_number(town: Town) -> None:
    amir = await agrees(town, "Amir")
    await amir.taps("Another time or country")
    await amir.says("Tehran")

    assert "18:34" in amir.screen
    assert "Country: Iran. Emergency number: 115." in amir.screen
    await amir.taps("Yes")
    assert "When did your session end?" in amir.screen
    assert amir.buttons[1] == "18:30"
    assert (amir.patient().zone, amir.patient().country) == ("Asia/Tehran", "IR")


async def test_a_country_with_several_times_offers_its_cities(town: Town) -> None:
    jo = await agrees(town, "Jo")
    await jo.says("Australia")

    assert jo.screen == "Which one is it?"
    await jo.taps("Lord Howe Island, Australia")
    assert "Sat 7 March, 02:04" in jo.screen
    assert "Country: Australia. Emergency number: 000." in jo.screen


async def test_what_the_clock_shows_is_enough(town: Town) -> None:
    amir = await agrees(town, "Amir")
    await amir.says("18:35")

    assert "Tehran, Iran" in amir.buttons or "Country: Iran" in amir.screen


async def test_a_shared_location_is_used_for_the_zone_and_not_kept(town: Town) -> None:
    amir = await agrees(town, "Amir")
    await amir.taps("Send location")
    assert town.world.reply_keyboard(amir.id) is not None
    await amir.sends("location", latitude=35.69, longitude=51.39)

    assert "Country: Iran" in amir.screen
    await amir.taps("Yes")
    assert amir.patient().zone == "Asia/Tehran"


async def test_a_location_at_sea_is_asked_again(town: Town) -> None:
    amir = await agrees(town, "Amir")
    await amir.sends("location", latitude=30.0, longitude=-40.0)

    assert "could not find a time zone" in amir.screen
    assert amir.patient().zone == "Europe/Lisbon"


async def test_where_no_emergency_number_is_known_the_person_is_asked_for_theirs(town: Town) -> None:
    tashi = await agrees(town, "Tashi")
    await tashi.says("Kathmandu")
    assert "I do not know its emergency number" in tashi.screen
    await tashi.taps("Yes")
    assert "What number do you call there" in tashi.screen
    await tashi.says("102")

    assert "When did your session end?" in tashi.screen
    assert tashi.patient().emergency == "102"
    await tashi.taps("Just now", "Face", "Clinic, depth not known", "None of these", "Start")
    assert "Call 102 at once" in tashi.hears[0]


async def test_who_knows_no_number_goes_on_without(town: Town) -> None:
    tashi = await agrees(town, "Tashi")
    await tashi.says("Nepal")
    await tashi.taps("Yes", "I do not know it")

    assert "When did your session end?" in tashi.screen


async def test_a_time_told_before_the_place_follows_the_place(town: Town) -> None:
    amir = await agrees(town, "Amir")
    await amir.says("I had my treatment today at 14:00, face, an unknown depth at the clinic")
    await amir.says("Tehran")
    await amir.taps("Yes", "None of these")

    assert "Fri 6 March, 14:00" in amir.screen


async def test_an_hour_ago_is_an_hour_ago_wherever_one_is(town: Town) -> None:
    amir = await agrees(town, "Amir")
    await amir.says("my treatment ended an hour ago")
    await amir.says("Tehran")
    await amir.taps("Yes", "Face", "Clinic, depth not known", "None of these")

    assert "Fri 6 March, 17:34" in amir.screen


async def test_a_name_that_is_no_place_is_not_taken_for_one(town: Town) -> None:
    maria = await agrees(town, "Maria")
    await maria.says("qwertyuiop")

    assert len(maria.hears) == 1
    assert maria.patient().zone == "Europe/Lisbon"
