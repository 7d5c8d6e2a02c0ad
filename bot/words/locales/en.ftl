### Words that every topic shares: dates and times, moments that open things, whom to call, buttons under every message.

## Dates and times: patterns of Unicode CLDR (d day, MMMM month as a word, EEE weekday in short, y year, HH:mm hours and minutes).

format-day = EEE d MMMM
format-day-year = EEE d MMMM y
format-time = HH:mm
# $day is a date, $time a time of day, both already written as above.
format-moment = { $day } { $time }

## When something opens

opens-from = from { $at }
opens-since = since { $at }
opens-never = never
# Stands in the place of a moment while a worry is open.
ask-clinic-first = ask { $clinic } first

# What is open and what opens next, inside a sentence: "make-up from Sun 8 March 16:30, alcohol from …".
opening = { $name } { $opens }
opening-list = { $first }, { $rest }
opening-and-before = { $what }, and what came before, if calm
opening-none-yet = nothing yet
opening-all = nothing, all of it is open

## Whom to ask, whom to call. A number that is not known reads as these words.

clinic-professional = your clinic
clinic-home = a doctor or pharmacist
number-unknown-emergency = your emergency number
number-unknown-out-of-hours = an out-of-hours doctor
number-unknown-crisis = a crisis line in your country
country-unknown = your country

## What people ask "may I?" about, as it stands inside a sentence

activity-rinse = lukewarm water
activity-cleanser = gentle wash
activity-moisturiser = plain cream
activity-sunscreen = sunscreen
activity-make-up = make-up
activity-exercise = sport and hot showers
activity-alcohol = alcohol
activity-pool = pool, sea and sauna
activity-shaving = shaving
activity-waxing = waxing and self-tan
activity-acids = acids and scrubs
activity-vitamin-c = vitamin C
activity-retinoid = prescribed retinoid
activity-procedure = other treatments there
activity-midday-sun = midday sun
activity-hair-wash = hair wash
activity-tight-hat = tight hats and helmets
activity-minoxidil = minoxidil
activity-hair-dye = hair dye
activity-strict-sun-ends = strict shade
activity-daily-spf-ends = daily sunscreen

about-areas = Area: { $areas }.
area-face = face
area-neck = neck
area-scalp = scalp
area-body = body

## Under messages

button-worried = I'm worried
button-hour = In 1 hour
button-tonight = Tonight
button-essentials = Only the essentials
button-location = Send location
button-add-session = Add a session
button-forget = Delete my data

## Discreet mode: all that a glance at the screen may see

discreet-line = A note for you is ready.
button-show = Show
