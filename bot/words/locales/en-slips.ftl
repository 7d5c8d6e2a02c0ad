### What people say that is no question. First slips (it has happened already): kind, what to do now, until when to watch. The key is that of
### can-<key>; without one of its own, it is slip.

slip =
    It happens. Leave it be from here on.
    Clean hands and shade. { care-after-slip } { slip-watch }
slip-watch = More pain, heat or swelling over the next two days, a rash, or any pus? Contact { $clinic } the same day.
# Before plain cream may go on, nothing else may.
care-after-slip = { $moisturiser-open ->
        [yes] Then only plain care.
       *[no] Then put nothing else on it.
    }
slip-exercise =
    It happens. Cool down, pat it dry with something clean, and rest. Next time: { $exercise }.
    { slip-watch }
slip-make-up =
    It happens. Take it off softly with lukewarm water and clean hands. No rubbing, no wipes.
    Then leave it bare. Make-up: { $make-up }.
    { slip-watch }
slip-sunscreen =
    It happens, and it was meant well. Rinse it off softly with lukewarm water. No rubbing.
    Shade and a hat come first. Sunscreen: { $sunscreen }.
    { slip-watch }
slip-alcohol =
    It happens. You may see more flushing or a bruise. Drink water, and sleep with your head high.
    Next time: { $alcohol }.
    { slip-watch }
slip-pool =
    It happens. Rinse softly with clean, lukewarm water, and pat it dry.
    Next time: { $pool }.
    { slip-watch }
slip-acids =
    It happens. Rinse it off softly with lukewarm water. { care-after-slip } Next time: { $acids }.
    Burning that stays, a rash or blisters? Contact { $clinic } today.
slip-vitamin-c =
    It happens. Rinse it off softly with lukewarm water. { care-after-slip } Next time: { $vitamin-c }.
    Write down which product it was. Bumps or a rash in the next weeks? Show { $clinic } that note.
slip-retinoid =
    It happens. Rinse it off softly with lukewarm water. { care-after-slip } Next time: { $retinoid }, or as prescribed.
    Burning that stays, a rash or blisters? Contact { $clinic } today.
slip-shaving =
    It happens. Rinse softly, pat it dry, and put nothing scented on it. Next time: { $shaving }.
    { slip-watch }
slip-waxing =
    It happens. Cool it with a clean, damp cloth. { care-after-slip } Next time: { $waxing }.
    { slip-watch }
slip-rinse =
    It happens. Pat it dry with something clean. Next time: { $rinse }.
    { slip-watch }
slip-hair-wash =
    It happens. Let it dry in the air, with no hot dryer and no spray. Next time: { $hair-wash }.
    { slip-watch }
slip-midday-sun =
    It happens. Go into the shade, cool it with a damp cloth, and cover up outdoors.
    Is it burnt? Then write to { $clinic } on the next working day. Blisters? Contact them the same day.
    Many blisters, or a fever? Call { $emergency }.
    Watch for dark patches over the next weeks.
slip-picking =
    It happens. Wash your hands, let it be, and keep it in the shade.
    { slip-watch }
slip-minoxidil =
    It happens. Leave it off for now. Next time: { $minoxidil }. More of it gets in through a sore scalp.
    Chest pain, a racing heart, faint? Call { $emergency }.
slip-smoking = It happens. Smoke slows the repair of skin. Each day without it helps.
slip-painkillers =
    If a doctor prescribed it: go on as prescribed. Else ask { clinic-or-pharmacist } before you take more.
    Pain that grows after day 1? Tap “I'm worried”.
slip-antibiotic =
    If { clinic-or-doctor } gave it to you: go on as they said. If not, leave it off from here on.
    { slip-watch }
slip-prp = { can-prp }

## What people also say

said-thanks = You are welcome. I am here at any hour.
said-real =
    I am a program, and no person reads along here. My texts were written ahead of time, from studies and leaflets.
    No clinician has signed them yet. { standing-short }
said-device =
    That device works with radio waves and heat. My waiting times do not fit it, so I would rather not guide you.
    Please ask your clinic for its own rules. If something worries you now, tap “I'm worried”.
said-crisis =
    I am sorry that it is this hard right now. Please call somebody at once: { $crisis }, or { $emergency }.
    You matter more than any of this. I am only a program. A person can help you better.
said-not-understood =
    I am a program and did not understand that. /can answers “may I …?”, /today shows your day.
    If something worries you, tap “I'm worried”.
