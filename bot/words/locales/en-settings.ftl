### /settings, place and time, the clinic's phone, pause and resume.

settings =
    <b>Your settings</b>
    Your time: { $time }, { $place }
    Emergency number: { $has-emergency ->
        [yes] { $emergency }
       *[no] not known
    }
    Clinic's phone: { $has-phone ->
        [yes] { $clinic-phone }
       *[no] not given
    }
    Morning messages: { $morning }
    Quiet hours: { $from } to { $until }
    Messages: { $amount ->
        [essentials] the essentials only
       *[all] all of them
    }
    On the lock screen: { $lock ->
        [discreet] hidden until you tap “Show”
       *[open] the first line
    }
    Pinned card: { $card ->
        [off] off
       *[on] on
    }

    { $state ->
        [stopped] My messages are off. /start turns them on.
        [paused] My messages are paused. “Go on” ends that.
       *[running] My messages are on.
    }

settings-tap-place = Time and place
settings-tap-phone = Clinic's phone
settings-tap-morning = Morning time
settings-tap-quiet = Quiet hours
settings-tap-essentials-on = Only the essentials
settings-tap-essentials-off = All messages
settings-tap-discreet-on = Hide the text
settings-tap-discreet-off = Show the text
settings-tap-card-on = Pinned card on
settings-tap-card-off = Pinned card off
settings-tap-pause = Pause
settings-tap-resume = Go on
settings-tap-back = Settings
settings-tap-time = { $at }
settings-quiet-range = { $from } – { $until }

settings-done =
    Done. { $change }{ $moved ->
        [0] {""}
        [one] {""}
            One later message moves.
       *[other] {""}
            { $moved } later messages move.
    }
    { $next }
settings-next = Next message: { $at }.
settings-next-none = No message is planned.
settings-next-paused = I stay quiet until you tap “Go on”.
settings-next-stopped = My messages are off. /start turns them on.

settings-morning = When should the morning message come? Now: { $morning }.
settings-morning-changed = Morning messages come at { $morning }.
settings-quiet =
    When should I be quiet? Now: { $from } to { $until }.
    I answer you at any hour. In that time I just do not write first.
settings-quiet-changed = I am quiet from { $from } to { $until }.
settings-essentials-on = You get the essentials and the photo days. All the rest is in /today and /plan.
settings-essentials-off = You get all messages.
settings-essentials-already = You get only the essentials already.
settings-discreet-on = My messages show one plain line. Tap “Show” to read them.
settings-discreet-off = My messages show their text.
settings-card-on = The pinned card is on. I change it without a sound.
settings-card-off = The pinned card is off. You can unpin the old one.

## The clinic's phone

settings-phone =
    Type your clinic's phone number, for example +351 210 000 000.
    I show it when you are worried. I never call it.
settings-phone-known =
    Your clinic's phone: { $clinic-phone }.
    To change it, type the new number.
settings-phone-ask = Is { $number } your clinic's phone number?
settings-phone-yes = Yes, keep it
settings-phone-no = No
settings-phone-remove = Remove it
settings-phone-changed = Kept. When you are worried, I show { $clinic-phone }.
settings-phone-removed = Your clinic's phone is removed.
settings-phone-not = All right. I kept nothing of it.

## Time and place

place =
    It is { $time } where you are: { $place }. { $number }
    Somewhere else? Type the city, or what your clock shows: “15:04”. Or send your location; I keep only the time zone of it.
place-send = Send location
place-location = Tap the key below to send it. You can also just type your city.
place-number-tap = Emergency number
place-nowhere = I found no time zone there. Please type the nearest city.
place-which = Which one is it?
place-choice = { $place }: { $time }
place-ask = Are you in { $place } now? It is { $time } there. { $number }
place-yes = Yes, I am
place-no = No, leave it
place-kept = Nothing was changed.
place-same = That is what I have: { $place }, { $time }.
place-moved =
    Done. Your time is { $time }, { $place }. { $number }{ $moved ->
        [0] {""}
        [one] {""}
            One later message moves.
       *[other] {""}
            { $moved } later messages move.
    }
    { $next }
place-moved-number = { place-moved }
    Please type the number that you would call in an emergency.
place-emergency = Emergency number: { $number }.
place-emergency-unknown = I know no emergency number for it.
place-city = { $city }, { $country }
place-city-alone = { $city }
place-number-known = I show { $emergency } for { $country }. Somewhere else? Change the place, and the number follows.
place-number-type =
    I know no number for { $country }.{ $has-emergency ->
        [yes] {" "}You gave me { $emergency }.
       *[no] {""}
    }
    Please type the one that you would call.
place-number-ask = Is { $number } the number that you call in an emergency?
place-number-yes = Yes, show that
place-number-no = No
place-number-kept = Kept. In an emergency I show { $number }.

## Pause and resume

pause-done =
    Paused. I do not write until you tap “Go on”.
    /today and /can still answer. So does the button below.
pause-already = My messages are paused already.
resume-done =
    Good to have you back. { $next }
    If more than one message fell into the pause, one summary stands for them.
resume-not-paused = My messages were not paused. { $next }
silence-with-worry =
    { $said }

    { $worry }
    { $whom }

    { worried-again }
silence-worry = <b>You told me of a worry. I do not ask about it now. Please show it to somebody.</b>
silence-promised = <b>I said that I would ask you again. Now I do not. Please look again by yourself, and tap “I'm worried” if it is not better.</b>
