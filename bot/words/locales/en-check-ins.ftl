### Answers to check-ins, putting off, and how the first screen of “I'm worried” is put together. Replies stand in en-answers.ftl, the urgent signs in en-worried.ftl, what follows them in en-check.ftl.

worried-urgent-stranger = { worried-signs }

    { worried-where }
    { worried-any }
worried-where = I do not know where you are. { $has-emergency ->
        [yes] { $emergency } is the number in this country: { $country }.
       *[no] Please call the emergency number of the country you are in.
    }
worried-tap-numbers = Another country or number
worried-tap-one = One of these
worried-tap-none = None of these

worried-after-check-in = { worried-signs }

    { $reply }

    { $whom }
    { standing-short }

    { worried-again }

## After an answer to a check-in; the replies themselves are in en-answers.ftl

answer-noted = Noted.
answer-again = I have noted “{ $answer }” already. My reply is above. If it has changed, tap another answer.
answer-reply = { $reply }
answer-careful = You tapped “{ $answer }” before. I keep both, and stay on the careful side.
answer-slip = Was it a slip of the finger, or is it sorted? Then tap “Sorted”.
answer-of-then = My question was of { $at }. I take your answer as how it is now.
answer-late = That question was of { $at }. If it is so today, tap “None of these” and look for it in the list.
answer-late-benign =
    Thank you. That question was of { $at }, so I only keep your answer.
    /today shows what counts now. If something worries you, tap “I'm worried”.

concern-next = I ask you again: { $at }. Other notes wait until it is sorted.
concern-held = Until it is sorted, I give you no times of my own: please ask { $clinic } first.
concern-watch-next = I ask you again: { $at }.
concern-watch = If it changes, tap “I'm worried”, at any hour.
concern-tap-sorted = Sorted
concern-tap-this = Sorted: { $at }
concern-none = I know of no open worry of yours. /today and /can show all times.
concern-none-untreated = I know of no open worry of yours. If something worries you, tap “I'm worried”.
concern-which = You told me of more than one worry. Which one is sorted?
concern-moment = { $at }
concern-closed = { $n ->
        [one] Sorted: your worry of { $moments }.
        [2] Both worries are sorted: { $moments }.
       *[other] All { $n } worries are sorted: { $moments }.
    }
concern-left = { $n ->
        [one] Your worry of { $moments } still stands. Is that sorted too? Then tap “Sorted”.
       *[other] Your worries of { $moments } still stand. Are they sorted too? Then tap “Sorted”.
    }
concern-stands = { $n ->
        [one] <b>Your worry of { $moments } still stands.</b> Is it sorted? Then tap “Sorted”.
       *[other] <b>Your worries of { $moments } still stand.</b> Are they sorted? Then tap “Sorted”.
    }
concern-sorted-some =
    { $closed }
    { $left }
    { $again }
concern-sorted-untreated =
    I am glad that it is sorted.
    What the person who saw you said comes before anything from me.
    If it comes back, tap “I'm worried”.
answer-which = I would rather not guess. Which one do you mean?

## [In 1 hour] and [Tonight]

snooze-done = All right. Once more: { $at }.
snooze-held = You told me of a worry, so this one waits until it is sorted.
snooze-too-late = By then it would be too late for this one. You can answer it now, or any time later, with its buttons.
snooze-enough = I have put this one off twice already. You can still answer it at any time, with its buttons.
snooze-answered = You have answered that one already. Thank you.
snooze-gone = That session counts no more, so I ask no more about it.
