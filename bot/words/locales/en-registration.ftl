### From /start to the running plan: consent, place, when, where, how deep, what applies, summary.

## Consent. Nothing about health is kept before the tap on "agree". Its text is stored by version and hash (care/consent.py): raise the version with any change.

consent =
    Hello. I am an automatic reminder service for the year after microneedling. I write at the right hour what to do, and what is usual.
    I cannot examine you or diagnose. Your clinic's advice comes first.

    For this I keep your dates, what was treated and how deep. I keep what you tell me about your skin and health, and your Telegram number. I keep no photos. With /forget you delete all of it, at any time.

    Is that all right?
consent-agree = I am 18 or over and I agree
consent-more = Read more
consent-less = Shorter
consent-no = No

consent-long =
    <b>What you agree to</b>
    • What I keep: the date, place and depth of your treatment. Health points that you tick. Your answers to my questions. Your time zone, country and Telegram number.
    • Why: to write to you at the right time. For nothing else. Nothing is sold, and there are no ads.
    • How long: until 13 months after your last treatment, or until you send /forget.
    • Who can read it: the people who run this bot. Telegram can too: bot chats are not end-to-end encrypted.
    • I am for needles without radio waves (RF), and for people of 18 and over.
    • I am not a doctor. I do not see you, and no person reads this chat.

    You can take this back at any time. /stop ends my messages, /forget erases everything. More: /privacy.

consent-given = Thank you. You can take this back at any time, with /forget.
consent-declined =
    That is fine. I have kept nothing about you.
    If you change your mind, tap /start. Worried about your skin? The button below works without it.
consent-first =
    Thank you for telling me. I may only keep that once you agree, so I have not kept it.
    Tap /start. It takes about a minute. Then tell me again.

start-running =
    Hello again. Your plan is running.
    { $next }
    I can tell you what is right today, what you may do and when, and show your whole year.
start-tap-today = Today
start-tap-can = May I …?
start-tap-plan = My year
start-tap-session = I had another session

## Where the person is. $day and $time are what a clock shows there.

reg-place =
    First, so that my times are yours:
    Is it <b>{ $day }, { $time }</b> where you are?
    Country: { $country }. { $has-emergency ->
        [yes] Emergency number: { $emergency }.
       *[no] I do not know its emergency number. I ask you next.
    }
reg-place-no-zone = No place that I know shows that time now. Please look at your clock again, or type a city.
reg-place-yes = Yes
reg-place-guess = It is { $time }, { $country }
reg-place-other = Another time or country
reg-place-send = Send location
reg-place-ask =
    What does your clock show now? Type it, for example 17:40.
    Or type your city or country.
reg-place-location =
    Tap "Send location" below. I use it once to find your time zone. I do not keep it.
reg-place-nowhere =
    I could not find a time zone there. Please type your city, or the time on your clock.
reg-place-which = Which one is it?
reg-place-city = { $city }, { $country }
reg-number =
    What number do you call there in an emergency? Please type it.
    I show it when something is urgent.
reg-number-skip = I do not know it

## When it ended

reg-when =
    <b>When did your session end?</b>
    Tap the nearest time, or type it: "an hour ago", "yesterday 15:00".
reg-when-now = Just now
reg-at = { $at }
reg-when-yesterday = Yesterday
reg-when-another = Another day
reg-when-coming = It is still to come
reg-month = <b>On which day was it?</b>
reg-month-ahead =
    <b>On which day is it?</b>
    Up to 60 days ahead.
reg-month-title = { $month } { $year }
reg-month-back = ◀
reg-month-on = ▶
reg-month-day = { $day }
reg-month-blank = ·
reg-weekday-0 = Mo
reg-weekday-1 = Tu
reg-weekday-2 = We
reg-weekday-3 = Th
reg-weekday-4 = Fr
reg-weekday-5 = Sa
reg-weekday-6 = Su
reg-month-1 = January
reg-month-2 = February
reg-month-3 = March
reg-month-4 = April
reg-month-5 = May
reg-month-6 = June
reg-month-7 = July
reg-month-8 = August
reg-month-9 = September
reg-month-10 = October
reg-month-11 = November
reg-month-12 = December
reg-back = ◀ Back

reg-time =
    <b>{ $day }: when did it end?</b>
    About is fine. If you do not know, I count from the end of the day. A longer wait is the careful choice.
reg-time-coming =
    <b>{ $day }: when should it be over?</b>
    I ask you then how it went.
reg-time-gap =
    { $time } did not exist on { $day }: the clocks went forward.
    <b>When did it end?</b>
reg-time-unknown = I do not know

reg-which = I can read that in more than one way. Which one do you mean?
reg-which-exact = { $day }, { $time }
reg-which-day = { $day }
reg-no-such-day = That day does not exist. Please tell me again.
reg-no-such-time = That time does not exist. Please tell me again.
reg-too-long-ago = I can go back one year at most. My messages end after a year.
reg-too-far-ahead = I can take a session up to 60 days ahead. Please tell me again closer to it.
reg-unclear = I am not sure that I read that right. Please tap, or type it like this: "12 March 15:00".
reg-not-understood = I did not understand that. Please tap, or type it in another way.
reg-noted =
    { $note }

    { $question }

## Where, who, how deep

reg-areas = <b>Where were you treated?</b>
reg-areas-several = <b>Where were you treated?</b> Tap all that apply, then "Done".
reg-area-face = Face
reg-area-face-neck = Face and neck
reg-area-neck = Neck
reg-area-scalp = Scalp
reg-area-body = Body
reg-area-several = Several
reg-done = Done
reg-ticked = ✓ { $what }
reg-unticked = { $what }

reg-depth =
    <b>Who did it, and how deep?</b>
    Not sure how deep? That is common. I then use the longer waiting times.
reg-depth-unknown = Clinic, depth not known
reg-depth-0-5 = Clinic, up to 0.5 mm
reg-depth-0-9 = Clinic, 0.6–0.9 mm
reg-depth-1-5 = Clinic, 1–1.5 mm
reg-depth-2-5 = Clinic, over 1.5 mm
reg-depth-home = I did it at home
reg-depth-rf = Radiofrequency, or not sure
reg-home = <b>At home: how long were the needles?</b>
reg-home-0-3 = Up to 0.3 mm
reg-home-0-5 = 0.4–0.5 mm
reg-home-longer = Longer
reg-home-unknown = I do not know
reg-home-not = A clinic did it
reg-by = <b>Who did it?</b>
reg-by-clinic = A clinic
reg-by-home = I did, at home
reg-home-too-deep =
    Needles longer than 0.5 mm are not for home use. So I have no plan for that.
    Please do not repeat it. Ask a doctor or pharmacist how to care for your skin now.
    Was the needle shared, or not clean? Contact a health service today.
    Lips or tongue swelling, hard to breathe, faint: call { $emergency }.
reg-rf =
    Needling with radio waves (RF) and heat heals in another way. My times do not fit it, so I would rather not guess.
    Please ask the clinic for its own aftercare.
    Not sure what was used? They can tell you in one call. If it was needles only, come back and tap "Back".
reg-depth-did-you-mean =
    { $depth } mm is deeper than any needle I know. Did you mean { $meant } mm?
reg-depth-meant = Yes, { $meant } mm
reg-depth-other = No, another depth
reg-depth-out-of-bounds =
    I know needles from 0.1 to 2.5 mm. { $depth } mm is outside of that. If it is right, please ask your clinic for its own advice.

## What applies

reg-applies =
    <b>Does any of this apply to you?</b>
    Tap all that do. It changes some waiting times and what I look out for.
reg-applies-none = None of these
reg-modifier-pigment-prone = Brown or black skin, or marks that last
reg-modifier-melasma = Dark patches (melasma)
reg-modifier-cold-sores = Cold sores
reg-modifier-diabetes = Diabetes
reg-modifier-weak-immunity = Weak immunity
reg-modifier-blood-thinners = Blood thinners
reg-modifier-eczema = Eczema
reg-modifier-smoking = Smoking
reg-modifier-age-65 = 65 or over
reg-modifier-minoxidil = Minoxidil
reg-goal = <b>What was it for?</b>

## Summary

reg-summary =
    <b>Is this right?</b>
    Ended: { $when }
    Where: { $where }
    How: { $how }
    Applies: { $applies }

    My first messages:
    { $first }
# A further session: where the person is was not asked again, so it is shown.
reg-summary-further =
    <b>Is this right?</b>
    Ended: { $when }
    Where: { $where }
    How: { $how }
    Applies: { $applies }
    Your clock: { $time }, { $country }

    My first messages:
    { $first }
reg-summary-booking =
    <b>Is this right?</b>
    Still to come: { $when }

    My first messages:
    { $first }
reg-when-exact = { $day }, { $time }
reg-when-day = { $day }, time not known
reg-how-clinic = clinic, up to { $depth } mm
reg-how-clinic-unknown = clinic, depth not known
reg-how-home = at home, up to { $depth } mm
reg-how-home-unknown = at home, depth not known
reg-listed-none = none
reg-first = • { $at }: { $what }
reg-first-now = • Now: { $what }
reg-first-week-before = what to leave out before the visit
reg-start = Start
reg-book = Yes, note it
reg-change = Change
reg-change-what = What should I change?
reg-change-when = When
reg-change-place = My time or country
reg-change-areas = Where
reg-change-depth = Who, how deep
reg-change-modifiers = What applies
reg-change-goal = What it was for

reg-started =
    Done. Your plan is running, from { $when }.
    Nothing more to set up today. You can ask me things at any time: /can, /today, /help.
reg-booked =
    Noted: { $when }. I ask you when it should be over. Nothing of the aftercare starts before you tell me that it is done.
    A new date? /treatment moves it.
reg-already = Your plan is running already.
reg-closed =
    That form is closed. To tell me of a session, tap /treatment.
reg-new = Tell me of a session
reg-twin =
    I already know a session close to { $when }. Is this another one?
reg-twin-another = Yes, another one
reg-twin-open = No, show me that one
