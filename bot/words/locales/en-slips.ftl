### What people say that is no question. First slips (it has happened already): kind, what to do now, until when to watch. The key is that of
### can-<key>; without one of its own, it is slip.

slip =
    It happens, and most often nothing comes of it. Leave it be from here on.
    Clean hands, shade, plain care. { slip-watch }
slip-watch = Pain, heat, swelling or pus that grows over the next two days? Contact { $clinic } the same day.
slip-exercise =
    It happens. One time seldom does harm.
    Cool down, pat it dry with something clean, and rest. Next time: { $exercise }.
    { slip-watch }
slip-make-up =
    It happens. Take it off softly with lukewarm water and clean hands. No rubbing, no wipes.
    Then leave it bare. Make-up: { $make-up }.
    { slip-watch }
slip-sunscreen =
    It happens, and it was meant well. If it stings, rinse it off softly with lukewarm water. If not, leave it.
    Shade and a hat come first. Sunscreen: { $sunscreen }.
    { slip-watch }
slip-alcohol =
    It happens. You may see more flushing or a bruise. Drink water, and sleep with your head high.
    { slip-watch }
slip-pool =
    It happens. Rinse softly with clean, lukewarm water, and pat it dry.
    Next time: { $pool }.
    { slip-watch }
slip-acids =
    It happens. Rinse it off softly with lukewarm water. Then plain care only. Next time: { $acids }.
    Burning that stays, a rash or blisters? Contact { $clinic } today.
slip-vitamin-c =
    It happens. Rinse it off softly with lukewarm water. Then plain care only. Next time: { $vitamin-c }.
    Write down which product it was. Bumps or a rash in the next weeks? Show { $clinic } that note.
slip-retinoid =
    It happens. Rinse it off softly with lukewarm water. Then plain care only. Next time: { $retinoid }.
    Burning that stays, a rash or blisters? Contact { $clinic } today.
slip-shaving =
    It happens. Rinse softly, pat it dry, and put nothing scented on it. Next time: { $shaving }.
    { slip-watch }
slip-waxing =
    It happens. Cool it with a clean, damp cloth, and put only plain care on it. Next time: { $waxing }.
    { slip-watch }
slip-rinse =
    It happens. Water alone seldom does harm. Pat it dry with something clean.
    { slip-watch }
slip-hair-wash =
    It happens. Let it dry in the air, with no hot dryer and no spray. Next time: { $hair-wash }.
    { slip-watch }
slip-midday-sun =
    It happens. Go into the shade, cool it with a damp cloth, and cover up outdoors.
    Is it burnt? Then write to { $clinic }. Blisters? Do it the same day.
    Watch for dark patches over the next weeks.
slip-picking =
    It happens to most people. Wash your hands, let it be, and keep it in the shade.
    { slip-watch }
slip-minoxidil =
    It happens. Leave it off for now. Next time: { $minoxidil }. More of it gets in through a sore scalp.
    Chest pain, a racing heart, faint? Call { $emergency }.
slip-smoking = It happens. Smoke slows the repair of skin, but nothing is lost. Each day without it helps.

## What people also say

said-thanks = You are welcome. I am here at any hour.
said-real =
    No. I am a program, and no person reads along here. My texts were written ahead of time, from studies and leaflets.
    No clinician has signed them yet. { standing-short }
said-device =
    That device works with radio waves and heat. My waiting times do not fit it, so I would rather not guide you.
    Please ask your clinic for its own rules. If something worries you now, tap “I'm worried”.
said-crisis =
    I am sorry that it is this hard right now. Please talk to somebody at once: { $crisis }, or { $emergency }.
    You matter more than any of this. I am only a program and cannot help alone.
said-not-understood =
    I am a program and did not understand that. /can answers “may I …?”, /today shows your day.
    If something worries you, tap “I'm worried”.
