### What people can answer to a check-in, and what they read then.
### The reply to a choice is `reply-<choice>-<step>` where there is one (reply-same-d1-3), else `reply-<choice>`. It is given the same variables as the step.
### A reply that is only right on the day of the question has another for later days: `reply-<choice>-<step>-late`.
### The urgent signs of en-worried.ftl stand above the replies to "worse", "something new", "not calm", "something" and "not sure", and the way to the list below them.

## Labels of the buttons

answer-better = Better
answer-same = The same
answer-worse = Worse
answer-something-new = Something new
answer-calm = Calm
answer-not-calm = Not calm
answer-not-sure = Not sure
answer-all-clear = All clear
answer-something = Something
answer-sorted = Sorted
answer-just-finished = Just finished
answer-ended-at = It ended at …
answer-did-not-happen = It did not happen
answer-none-apply = None of these
answer-go-through = Go through the list
# What people type for some of them, with commas between. Words that could mean anything ("fine", "ok") do not belong here.
answer-better-typed = it is better, its better, much better, a bit better, a little better
answer-same-typed = same, it is the same, its the same, still the same, no change, unchanged
answer-worse-typed = it is worse, its worse, much worse, a bit worse, a little worse
answer-calm-typed = it is calm, its calm
answer-sorted-typed = it is sorted, its sorted
answer-goal-acne-scars = Acne scars
answer-goal-wrinkles = Fine lines, wrinkles
answer-goal-pigment = Dark patches
answer-goal-hair = Hair
answer-goal-other = Something else

## Days 1 and 3: better, the same, worse, something new

reply-better-d1-3 =
    Good to hear. Thank you.
    { swelling-limit }
    Stay with plain things: clean hands, shade{ $concern ->
        [yes] {""}
       *[no] { $scalp ->
            [yes] {""}
           *[no] , plain cream once it may go on
        }
    }.
    From tomorrow it should not get worse. If it does, tap “I'm worried”, at any hour.

reply-better-d3-1 =
    Good to hear. Thank you.
    { plain-things } Leave flakes alone.
    { redness-limit }
    { swelling-limit }
    If it turns worse, tap “I'm worried”, at any hour.

reply-same-d1-3 =
    Thank you. No change on day 1 is common. You are not behind.
    A clean, cool, damp cloth can help for a few minutes. Keep your head high when you rest.
    { swelling-limit }
    If it grows, or pain gets stronger, tap “I'm worried”.

reply-same-d3-1 =
    Thank you for looking.
    { redness-limit }
    { swelling-limit }
    Until then: { $concern ->
        [yes] shade
       *[no] plain cream, shade
    }, nothing new. A clean, cool, damp cloth can soothe.
    More pain, heat or swelling than yesterday is not usual now. Then tap “I'm worried”.

# The question of day 1, answered on a later day.
reply-better-d1-3-late =
    Good to hear. Thank you.
    Stay with plain things: clean hands, shade{ $moisturiser-open ->
        [yes] , plain cream
       *[no] {""}
    }.
    { redness-limit }
    { swelling-limit }
    If it turns worse, tap “I'm worried”, at any hour.

reply-same-d1-3-late =
    Thank you for looking.
    { redness-limit }
    { swelling-limit }
    Until then: { $moisturiser-open ->
        [yes] plain cream, shade
       *[no] shade
    }, nothing new. A clean, cool, damp cloth can soothe.
    More pain, heat or swelling than yesterday is not usual now. Then tap “I'm worried”.

reply-worse-d1-3-late = { reply-worse }

# Until when redness is usual; past that, somebody should see it.
redness-limit = { $redness-past ->
        [yes] Redness, or darker colour, should have gone by now. If you still see it, write to { $clinic } on the next working day.
       *[no] Some redness, or darker colour, is usual until { $redness-by }. If it stays longer, contact { $clinic }.
    }

# The same for swelling, which is more urgent.
swelling-limit = { $swelling-past ->
        [yes] Swelling should have eased by now. Still there? Then contact { $clinic } the same day.
       *[no] Some swelling is usual until { $swelling-by }. If it stays longer, contact { $clinic } that day.
    }
plain-things = { $concern ->
        [yes] Stay with clean hands and shade.
       *[no] Stay with plain things: soft wash, { $scalp ->
            [yes] {""}
           *[no] plain cream,{" "}
        }sunscreen, shade.
    }

reply-worse-d1-3 =
    Thank you for telling me. I hope that none of the signs above fits.
    Swelling can be at its most on days 1 and 2. More pain, more heat, pus or a fever is not usual. Whichever it is, show it to somebody the same day.

reply-worse =
    Thank you for telling me. I hope that none of the signs above fits.
    What gets worse now is not usual. Show it to somebody the same day.

reply-something-new =
    Thank you for telling me. I hope that none of the signs above fits.
    Then tap “None of these”, and look for it in the list. It is not there? Ask { $clinic } on the next working day, or sooner if it grows.

## Day 7: calm, not calm, not sure

# The permit of D7-1. A permit is withheld while a worry is open, and then reads "ask your clinic first".
reply-calm =
    Good. { $concern ->
        [yes] You told me of a worry, so nothing comes back yet:
       *[no] What you use may come back, one at a time, every second night:
    }
    • Acids, scrubs, retinol: { $acids }.
    • Vitamin C and other serums: { $vitamin-c }.
    • Prescribed retinoid: { $retinoid }, or as prescribed.
    If one stings, leave it out for some days.
    Red again, or darker, or sore? Ask { $clinic } before you use any of it again.
    { standing-short }

reply-not-calm =
    Thank you for looking so closely. Some skin needs longer.
    None of the signs above? Then show it to { $clinic } on the next working day. Until then: shade, and nothing new on it.

reply-not-sure =
    That is a fair answer. In doubt, let somebody look.
    None of the signs above? Then write to { $clinic } on the next working day. Until then: shade, and nothing new on it.

## Weeks 2 and 6: all clear, something, not sure

reply-all-clear-w2-2 =
    Thank you. { $concern ->
        [yes] You told me of a worry, so nothing comes back yet:
       *[no] Stronger products may come back, one at a time:
    }
    • Acids, scrubs, retinol: { $acids }.
    • Prescribed retinoid: { $retinoid }, or as prescribed.
    • Waxing, hair removal: { $waxing }.
    • Other treatments there: { $procedure }, if { $clinic } agrees.
    Sunscreen each morning stays. A new patch or bump later? Tap “I'm worried”.
    { standing-short }

reply-all-clear-w6-1 =
    Thank you. From here on I write about once a month.
    { $concern ->
        [yes] You told me of a worry. Please ask { $clinic } before you use anything new.
       *[no] Sunscreen in the morning and shade at midday are still worth it.
    }
    A mark, a hard scar or a lump can show later. If one does, tap “I'm worried”.
    { standing-short }

reply-something =
    Thank you for telling me. It helps to ask early.
    None of the signs above? Then write to { $clinic } this week. Until then: shade, and nothing new on it.

## After a worry: sorted, the same, worse

reply-sorted =
    I am glad that it is sorted. My times count again, and /can shows them.
    What the person who saw you said comes before anything from me.
    If it comes back, tap “I'm worried”.

reply-same =
    Then please let somebody look at it. Does it hurt, grow or feel hot? The same day. If not, on the next working day. { call-them } { no-answer }
    Until then: nothing new on it, shade, clean hands.
    If it gets worse, do not wait. Tap “I'm worried”.

# The morning after somebody only wanted to be asked again: nothing was out of the usual then, so it is looked at anew.
reply-same-watch =
    Thank you for looking. What is usual depends on the day.
    Tap “I'm worried” and pick it once more. I tell you then until when it is usual.
    In doubt, ask { $clinic }. If it gets worse, do not wait.

call-them = { $has-phone ->
        [yes] Call { $clinic-phone }.
       *[no] Contact { $clinic }.
    }
no-answer = No answer? Call { $out-of-hours }.

## Booked sessions

reply-did-not-happen =
    All right. Nothing has been started. If you get a new date, /treatment takes it.

reply-none-apply =
    Thank you. This list is not a medical check. Please always talk to a trained professional before any new treatment.
    Tell them of anything that changes before then.
    There are more points than fit here. The whole list takes two minutes: the button below.

reply-something-pre-2 =
    Thank you for being open about it. Please call { $clinic } before you go, and say which point it is.
    A later date is fine. Too early is not.
    Never stop a prescribed medicine on your own.

reply-not-sure-pre-2 =
    Not sure counts as “ask first”. Please call { $clinic } before you go. They would rather hear it now.
    Never stop a prescribed medicine on your own.

## The goal, asked on day 4

reply-goal = Thank you. My later notes now fit that.
