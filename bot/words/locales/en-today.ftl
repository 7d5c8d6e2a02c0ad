### /today and the pinned card. Every moment is a date and a time, so that a card that nobody touched stays right.

today =
    <b>Your day</b>
    { $where }

    <b>Do</b>
    { $do }

    <b>Leave</b>
    { $leave }

    <b>Opens next</b>
    { $next }

    { standing }
today-stage = Day { $day }. { $stage }
today-stage-area = Day { $day }, { $area }. { $stage }
today-booked = Booked: { $day }
today-unsettled = Booked for { $day }: did it take place?
stage-P1 = Closing and calming down.
stage-P2 = Settling.
stage-P3 = Renewing.
stage-P4 = Building, below the surface.
stage-P5a = Firming up, slowly.
stage-P5b = Sorting and strengthening.
stage-P5c = The last, slow changes.
today-tap-can = May I …?
today-tap-plan = My year

today-do-clinic-only = { $setting ->
        [home] • Put nothing on it yet.
       *[professional] • Use only what your clinic gave you.
    }
today-do-cleanser = • Wash softly, morning and night. Pat dry.
today-do-moisturiser = • Plain cream, two or three times.
today-do-sunscreen = • Sunscreen before you go out: SPF 30 or more; 50 and tinted if your skin marks easily.
today-do-hair-wash = • Mild shampoo, fingertips, lukewarm water.
today-do-shade = • Stay in the shade. Wear a clean, loose hat.
today-do-sun = • Sunscreen each morning, a hat in strong sun.
today-do-sun-until = • Sunscreen each morning, at least until { $until }.
today-do-steady = • Keep it simple: wash, plain cream, sunscreen.
today-do-held = • You told me of a worry. Please ask { $clinic } before you add anything.

today-leave-hands = • Hands, sprays and make-up off the skin.
today-leave-picking = • Do not pick, rub or scrub. Flakes fall by themselves.
today-leave-sun-until = • Keep out of the sun until { $until }.
today-leave-midday-sun = • No bare midday sun.
today-leave-new-products = • No more than one new product at a time.

today-held = • Please ask { $clinic } first, for all of it.
today-all-open = • All of it has opened, if your skin is calm.
today-more = • More in /can.

unlock-line = • { $what }: { $when }
unlock-area = • { $what } ({ $area }): { $when }
unlock-never = • { $what }: not without cover, also later
unlock-withheld = • { $what }: ask { $clinic } first
unlock-group = • { $when }: { $what }
unlock-group-area = • { $when }: { $what } ({ $area })
listed = { $first }, { $rest }

# Its first 100 characters show when it is pinned: the bot's next note first, and no area.
card =
    <b>Your notes</b>
    { $lines }
card-phase = { $phase }.
card-held = You told me of a worry. Please ask { $clinic } before you add anything.
card-next = Next message: { $at }.
card-next-none = No message is planned.
card-nothing = Nothing is planned. /treatment adds a session.
