### Before a session, after a worry, after a gap. How moments and first lines are written stands at the top of en.ftl.

## Before a session

step-book-1 =
    Hello. Your { visit } of { $session-day } should be over by now. How did it go? One tap, and I set your times by it.
    Nothing starts by itself. If it is still going on, tap later.

step-pre-1 =
    Your { visit } comes closer: { $session-day }. A few things to settle before then, so that it goes well.
    Ask { $clinic } when to pause retinol, acids and scrubs.
    Tell them about cold sores, new medicines, or if you may be pregnant.
    No tan and no sunburn, please.
    Who should wait? Read the list in /learn.

visit = { $setting ->
        [home] date
       *[professional] visit
    }

step-pre-2 =
    A quick check before { $session-day }: two minutes. Better now than at the door.
    Tap “Go through the list”: a few pages.
    An infection, cold sore, rash or sunburn? Fever? A new medicine? Perhaps pregnant?
    Any yes, or not sure: call { $clinic } before you go.
    Take your “before” photo: clean, bare skin, by a window.

## After a worry

step-c-today =
    Hello again. You told me of a worry. How is it now? Did you get to speak to somebody about it?
    Not yet? { call-whom } No answer? Call { $out-of-hours }.
    Hard to breathe, fever with confusion, fast spreading, or did I name { $emergency }? Call { $emergency } now.
    { standing-short }

step-c-soon =
    { $watch ->
        [yes] Hello again. You wanted to be asked once more. How is it now, compared with yesterday?
       *[no] Hello again. You told me of a worry. How is it now? Did you get to speak to somebody about it?
    }
    { $watch ->
        [yes] In doubt, { ask-whom }
       *[no] Not yet? { call-whom }
    }
    More pain, heat, swelling, pus or a fever? Then call today. Hard to breathe? Call { $emergency }.
    { standing-short }

step-c-week =
    Hello again. A week ago you told me of a worry. How is it now? Did somebody have a look at it?
    If it is still there, let { $clinic } see it on the next working day. Worse, or a fever? Then call today.
    Hard to breathe? Call { $emergency }.
    { standing-short }

ask-whom = { $has-phone ->
        [yes] call { $clinic-phone }.
       *[no] ask { $clinic }.
    }
call-whom = { $has-phone ->
        [yes] Call { $clinic-phone }.
       *[no] Contact { $clinic }.
    }

## After a gap

step-s-late =
    { standing }{ $gap ->
        [outage] { was-away }
        [pause] { were-paused }
       *[none] {""}
    }
    Now: { $phase }{ $sunscreen-open ->
        [no] , in the shade
       *[other] {""}
    }.
    Open: { $open-now }.
    Next: { $opens-next }.
    <b>Call { $emergency } for:</b>
    • Swollen lips or tongue. Hard to breathe.
    • Blue, grey, pale lips, palms or soles.
    • Fever with confusion. Eye swollen shut.{ $day ->
        [0] { dirty-needle }
        [1] { dirty-needle }
        [2] { dirty-needle }
        [3] { dirty-needle }
       *[other] {""}
    }

# Why it comes. Who told of a session late knows.
was-away = {""}
    I was away.
were-paused = {""}
    My notes paused.

# Medicine that can prevent an infection of the blood works only within about 72 hours.
dirty-needle = {""}
    Shared or dirty needle? See a doctor today.
