### “Is this normal today?”: the list, the question, the answer with its level, and the table for everybody. What each symptom says stands in en-symptoms.ftl, the urgent signs in en-worried.ftl.

## The list and the question

check-list =
    <b>What comes nearest?</b>
    Tap it, and I ask one question.{ $pages ->
        [1] {""}
       *[other] {" "}Page { $page } of { $pages }.
    }
check-which =
    <b>Which one first?</b>
    You can ask about the others after it.
check-question =
    <b>{ $symptom }</b>
    { $signs }

    { $ask }
check-signs = Call { $emergency } now for any of these: { $signs }
check-tap-not-here = It is not here, or I am not sure
check-tap-signs = Urgent signs
check-tap-list = Back to the list
check-tap-else = Something else
check-tap-again = Ask me in the morning
check-tap-none-after-all = None of these after all
check-tap-applies = This applies: { $condition }

## The answer

check-answer =
    <b>{ $level }</b>
    { $symptom }: { $choice }
    { $reason }

    { $meanwhile }

    { $signs }
    { $whom }
    { $where }

    { $ask }

    { $again }
    { $last }

check-level-normal = Normal so far.
check-level-soon = Contact { $clinic } on the next working day, by { $day }.
check-level-two-days = Contact { $clinic } within two days, weekend or not: by { $day }.
check-level-today = Contact { $clinic } today, { $day }.
check-level-urgent = This may be serious. Please call { $emergency } or go to an emergency department now. Do not wait for a reply here.

# What helps until help comes, where something does: nothing else is to be done first.
check-until-help-allergy = Have an adrenaline pen? Use it. Lie down. Do not stand up or walk.
check-until-help-swelling = { until-help-breath }
check-until-help-itching = { until-help-breath }
check-until-help-rash = { until-help-breath }
until-help-breath = Faint or short of breath: lie down, do not walk about. If you have an adrenaline pen, use it.
check-until-help-numbing-reaction = Rinse the cream off. Lie down. Do not stay alone.
check-until-help-fainting = Lie down with your legs up. Do not stay alone.
check-until-help-fluid = Press with clean gauze, with no break.
check-until-help-eye = No contact lenses. No rubbing.

# The last line above the buttons.
check-last-soon = <b>Contact { $clinic } by { $day }.</b>
check-last-today = <b>Contact { $clinic } today.</b>
check-last-urgent = <b>Call { $emergency } now.</b>

# Why, in a few words; one for each rule.
check-reason-window = This is often seen at this time.
check-reason-past = By now it is past the time in which it is usual.
check-reason-early = It is not usual this early.
check-reason-sign = This needs a look, whatever the day.
check-reason-worse = It should not get worse any more.
check-reason-not-sure = In doubt, let somebody look. I do not guess.
check-reason-not-known = I know of no treatment of yours that fits this. So I stay on the careful side.
check-reason-raised = One step sooner, because of what you told me: { $conditions }.

check-has-diabetes = diabetes
check-has-weak-immunity = weak immunity
check-has-blood-thinners = blood thinners
check-has-eczema = eczema
check-would-raise = Does one of the points on the buttons apply to you? Then it is one step sooner. Please tap it.

check-until = Not better by { $at }? Contact { $clinic }. Worse before that? Tap “I'm worried”.
check-until-that-day = Not better by { $at }? Contact { $clinic } that day. Worse before that? Tap “I'm worried”.

# A milder answer after a more careful one.
check-kept = Your answer of { $at } comes first: { $level }
check-kept-soon = contact { $clinic } by { $day }.
check-kept-today = contact { $clinic } that day.
check-kept-urgent = call { $emergency } at once.
check-kept-why = I keep both, and stay on the careful side. Is it sorted, or was it a slip of the finger? Then tap “Sorted”.
check-kept-last = <b>Not done? Contact { $clinic } now.</b>
check-kept-last-urgent = <b>Not done? Call { $emergency } now.</b>

## It is not in the list

check-not-here =
    { $kept }

    <b>Then let somebody look at it. Contact { $clinic } on the next working day, by { $day }.</b>
    I do not guess. Does it hurt more, grow or feel hot? Then contact { $clinic } the same day.

    { worried-meanwhile }

    { $whom }
    { $where }

    { $again }

    { worried-again }

## One of the urgent signs

check-serious =
    <b>{ check-level-urgent }</b>
    { $where }

    { $tell }
    Faint or short of breath: lie down, do not walk about. If you have an adrenaline pen, use it.

    { $again }
check-tell-needling = Tell them that you had microneedling, and when.
check-tell-when = Tell them: microneedling, { $at }.
check-slip = Was it a slip of the finger? Then tap “Sorted”.

## [Ask me in the morning]

check-again = All right. I ask you again: { $at }. If it gets worse before that, do not wait. Tap “I'm worried”.
check-again-paused = You have paused my messages, so I cannot ask by myself. Please tap /check in the morning.

## The table for everybody

check-table-usual =
    <b>Often seen, and until when</b> ({ $page } of { $pages })
    Four times stand for four needle lengths: up to 0.5 mm / under 1 mm / up to 1.5 mm, or not known / longer.
    Longer than that? Show it to { $clinic } on the next working day, or sooner where it says so.

    { $lines }

    Anything that gets worse after the second day: the same day.
    On blood thinners? Show bruises and bleeding to { $clinic } on the next working day, also before these times are over.
    Brown or black skin, melasma, or marks that last? Show skin that looks bronzed after day 5.
    Not sure? Then go by the more careful line.

    { standing }
check-table-today =
    <b>Show these to { $clinic } the same day</b> ({ $page } of { $pages })
    { $lines }
    • Anything that gets worse after the second day.

    { check-table-sooner }

    { $whom }

    { worried-meanwhile }

    { standing }
check-table-two-days =
    <b>Show these to { $clinic } within two days, weekend or not</b> ({ $page } of { $pages })
    { $lines }

    { check-table-sooner }

    { $whom }

    { worried-meanwhile }

    { standing }
check-table-soon =
    <b>Show these to { $clinic } on the next working day</b> ({ $page } of { $pages })
    { $lines }

    { check-table-sooner }

    { $whom }

    { worried-meanwhile }

    { standing }
check-table-urgent =
    <b>Call { $emergency } now for any of these</b> ({ $page } of { $pages })
    { $lines }

    { standing }
check-table-sooner = With diabetes or weak immunity, or on blood thinners: one step sooner. “The same day” is then “now”.
check-table-line = • <b>{ $symptom }</b>: { $what }
check-table-usual-line = • <b>{ $symptom }</b>: { $choice } – { $times }{ $from ->
        [0] {""}
       *[other] , not before day { $from }
    }{ $past ->
        [today] {"; longer: the same day"}
       *[other] {""}
    }
check-table-times = { $short } / { $medium } / { $long } / { $longest }
check-span-none = not usual
check-span-hours = { $n ->
        [one] { $n } hour
       *[other] { $n } hours
    }
check-span-days = { $n ->
        [one] { $n } day
       *[other] { $n } days
    }
check-span-weeks = { $n ->
        [one] { $n } week
       *[other] { $n } weeks
    }
check-table-tap-usual = What is often seen
check-table-tap-today = The same day
check-table-tap-two-days = Within two days
check-table-tap-soon = The next working day
check-table-tap-urgent = The urgent signs, one by one
