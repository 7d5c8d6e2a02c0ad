### The screens around the 37 points: the pages, one point with several options, the result. The points stand in the protocol's en-screening.ftl.

## Where it is offered

screening-tap-open = Go through the list
screening-tap-learn = Should I have it?

## The pages

screening-page =
    <b>{ $title }</b> ({ $page } of { $pages }){ $first ->
        [no] {""}
       *[yes] {""}
            I keep only what you tick, and only for your plan.
    }{ $ticked ->
        [no] {""}
       *[yes] {""}
            What I know of you is ticked. Over? Tap till the tick is gone.
    }
    Tap what applies (✓). Not sure? Tap again (?). A “…” asks which.
    { $lines }

screening-asked = • { $point }.
screening-line = • { $point }
screening-long-1 = The skin to be treated, now
screening-long-2 = The skin before
screening-long-3 = Your health
screening-long-4 = Your medicines
screening-long-5 = Place and device
screening-long-6 = You, these days
screening-short-1 = The skin to be treated, now
screening-short-2 = Since the last time
screening-short-3 = You, these days

screening-new-medicine = Any other new medicine? Tell { $clinic }.

screening-applies = ✓ { $point }
screening-unsure = ? { $point }
screening-off = { $point }
screening-tap-none = None of these
screening-tap-on = Go on
screening-tap-back = ◀ Back

## One point with several options

screening-choose =
    <b>Which one is it?</b>
    { $point }.{ $several ->
        [no] {""}
       *[yes] {""}
            More than one? Tap one, then come back for the next.
    }
screening-not-sure = Not sure
screening-not = It does not apply

## The result

screening-result =
    <b>Your answers of { $day }</b>
    { $found }

    { $whom }

    { learn-closing }

screening-found-stop = <b>STOP</b>: please do not go ahead until a professional says so.
screening-found-talk = <b>TALK</b> to the person who treats you, or a doctor, first:
screening-found-care = <b>CARE</b>: take extra care, and tell them:
screening-found-none = Nothing on this list speaks against it. Your professional decides.
screening-point-unsure = Not sure: { $point }.
screening-point-too-soon = The same area again before { $day }: too soon. For another area, this does not count.

screening-whom-stop = { $booked ->
        [no] Before any session, { screening-call }.
       *[yes] Before you go on { $day }, { screening-call }. A later date is fine; /treatment moves it.
    } { screening-medicine }
screening-whom-talk = { $booked ->
        [no] Before any session, { screening-call }.
       *[yes] Before you go on { $day }, { screening-call }.
    } { screening-medicine }
screening-whom-care = Tell { $clinic } before it begins. Tell them of anything new, too.
screening-whom-none = Tell { $clinic } of anything that changes before a session.
screening-call = { $has-phone ->
        [yes] call { $clinic-phone }. Name these points
       *[no] call { $clinic }. Name these points
    }
screening-medicine = Never stop a prescribed medicine on your own.

screening-tap-change = Change my answers
screening-tap-clear = Delete these answers
screening-cleared = Your answers are deleted. What you told with a treatment stays; /treatment shows it.
