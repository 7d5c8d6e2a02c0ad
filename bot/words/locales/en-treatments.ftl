### /treatment: the list, one session, correcting, deleting, undo, further sessions.

treat-list =
    <b>Your sessions</b>
    { $lines }

    Tap one to correct, move or delete it.
treat-line = • { $when }: { $state }
treat-open = { $when }
treat-new = I had another session
treat-new-date = I have a new date
treat-go-on = Go on where you stopped
treat-begun =
    You began to tell me of a session. Shall we go on?
treat-state-running = day { $number }
treat-state-over = its year is over
treat-state-booked = still to come
treat-state-unsettled = did it take place?
treat-state-cancelled = deleted
treat-state-not-happened = did not take place

treat-session =
    <b>{ $when }</b>: { $state }
    Where: { $where }
    How: { $how }
    Applies: { $applies }
    For: { $goal }
    { $course }
treat-booking =
    <b>{ $when }</b>: { $state }
    { $early }
treat-goal-unset = not said yet
treat-goal-acne-scars = Acne scars
treat-goal-wrinkles = Fine lines, wrinkles
treat-goal-pigment = Dark patches
treat-goal-hair = Hair
treat-goal-other = Something else

treat-correct = Correct
treat-cancel = Delete
treat-course = Sessions planned
treat-course-home = The next one
treat-undo = Undo
treat-took-place = It took place
treat-move = Move it
treat-not-happened = It did not happen
treat-call-off = Cancel this date

treat-preview =
    <b>With your correction</b>
    Ended: { $when }
    Where: { $where }
    How: { $how }
    Applies: { $applies }
    For: { $goal }

    { $said ->
        [0] Nothing was sent yet.
        [one] { $said } message was sent and stays.
       *[other] { $said } messages were sent and stay.
    } { $moved ->
        [0] None moves.
        [one] { $moved } moves:
       *[other] { $moved } move:
    }
    { $moves }
    { $dropped ->
        [0] {""}
        [one] { $dropped } falls away.
       *[other] { $dropped } fall away.
    } { $added ->
        [0] {""}
        [one] { $added } is added.
       *[other] { $added } are added.
    }
treat-move-line = • { $what }: { $before } → { $after }
treat-apply = Apply
treat-leave = Leave it
treat-corrected = Corrected. Your plan follows the new answers.
treat-left = All stays as it was.
treat-not-ahead = That lies ahead. A session that took place cannot end in the future. For one still to come, tap /treatment and then "I had another session".

treat-cancel-ask =
    <b>Delete { $when }?</b>
    { $count ->
        [0] No planned message hangs on it.
        [one] { $count } planned message falls away with it.
       *[other] { $count } planned messages fall away with it.
    }
    What was sent stays in this chat.
treat-cancel-yes = Yes, delete it
treat-cancel-no = No, keep it
treat-cancelled = Deleted. "Undo" brings it back, until tomorrow.
treat-undone = Done. It is as it was before.
treat-undo-too-late = That can no longer be undone. Nothing was changed.

treat-course-ask =
    <b>How many more sessions do you and your clinic want on this area?</b>
    { $usual }
    Fewer is fine, and so is none. Your clinic decides with you.
    I count from the first session that you told me of. In time I name the day from which the next one may be.
    { $course }
treat-course-number = { $number }
treat-course-set = { $left ->
        [0] Noted: no more sessions planned.
        [one] Noted: { $left } more session.
       *[other] Noted: { $left } more sessions.
    }
treat-settled-before = That is settled already.
