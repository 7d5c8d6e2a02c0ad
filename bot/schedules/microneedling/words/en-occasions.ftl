### Before a session, after a worry, after a gap. How moments and first lines are written stands at the top of en.ftl.

## Before a session

step-book-1 =
    Hello. By your calendar, your visit is over now. How did it go? One tap, and I set your times by it.
    Nothing starts by itself. If it is still going on, tap later.

step-pre-1 =
    Your visit comes closer: { $session }. A few things to settle before then, so that it goes well.
    Ask { $clinic } when to pause retinol, acids and scrubs.
    Tell them about cold sores, new medicines, or if you may be pregnant.
    No tan and no sunburn, please.
    Who should wait? Read the list in /learn.

step-pre-2 =
    A quick check before { $session }: two minutes, then one tap. Better now than at the door.
    An infection, cold sore, rash or sunburn? Fever? A new medicine? Perhaps pregnant?
    Any yes, or not sure: call { $clinic } before you go.
    Take your “before” photo: clean, bare skin, by a window.

## After a worry

step-c-today =
    Hello again. You told me of a worry. How is it now? Did you get to speak to somebody about it?
    Not yet? { call-whom } No answer? Call { $out-of-hours }.
    Hard to breathe, fever with confusion, or fast spreading? Call { $emergency }.
    { standing-short }

step-c-soon =
    Hello again. You told me of a worry. How is it now? Did you get to speak to somebody about it?
    Not yet? { call-whom }
    More pain, heat, swelling, pus or a fever? Then call today. Hard to breathe? Call { $emergency }.
    { standing-short }

step-c-week =
    Hello again. A week ago you told me of a worry. How is it now? Did somebody have a look at it?
    If it is still there, let { $clinic } see it on the next working day. Worse, or a fever? Then call today.
    Hard to breathe? Call { $emergency }.
    { standing-short }

call-whom = { $has-phone ->
        [yes] Call { $clinic-phone }.
       *[no] Contact { $clinic }.
    }

## After a gap

step-s-late =
    { standing }
    Now: { $phase }.
    Open: { $open-now }.
    Next: { $opens-next }.
    <b>Call { $emergency } for:</b>
    • Swollen lips or tongue. Hard to breathe.
    • Blue, grey or pale lips, palms or soles.
    • Fever with confusion. An eye swollen shut.{ $day ->
        [0] { dirty-needle }
        [1] { dirty-needle }
        [2] { dirty-needle }
        [3] { dirty-needle }
       *[other] {""}
    }

# Medicine that can prevent an infection of the blood works only within about 72 hours.
dirty-needle = {""}
    Shared or dirty needle? See a doctor today.
