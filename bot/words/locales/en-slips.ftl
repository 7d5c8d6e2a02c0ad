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
# Water only from its moment on; a scalp has its own.
take-off = { $rinse-open ->
        [yes] { take-off-water }
        [none] { $hair-wash-open ->
            [yes] { take-off-water }
           *[no] { take-off-dry }
        }
       *[no] { take-off-dry }
    }
take-off-water = Take it off softly with lukewarm water.
take-off-dry = Take it off softly with a clean, damp cloth.
rinse-or-dry = { $rinse-open ->
        [yes] { rinse-clean }
        [none] { $hair-wash-open ->
            [yes] { rinse-clean }
           *[no] { pat-dry }
        }
       *[no] { pat-dry }
    }
rinse-clean = Rinse softly with clean, lukewarm water, and pat it dry.
pat-dry = Pat it dry with something clean.
slip-exercise =
    It happens. Cool down, pat it dry with something clean, and rest. Next time: { $exercise }.
    { slip-watch }
slip-make-up =
    It happens. { take-off } Clean hands, no rubbing, no wipes.
    Then leave it bare. Make-up: { $make-up }.
    { slip-watch }
slip-sunscreen =
    It happens, and it was meant well. { take-off } No rubbing.
    Shade and a hat come first. Sunscreen: { $sunscreen }.
    { slip-watch }
slip-alcohol =
    It happens. You may see more flushing or a bruise. Drink water, and sleep with your head high.
    Next time: { $alcohol }.
    { slip-watch }
slip-pool =
    It happens. { rinse-or-dry }
    Next time: { $pool }.
    { slip-watch }
slip-acids =
    It happens. { take-off } { care-after-slip } Next time: { $acids }.
    Burning that stays, a rash or blisters? Contact { $clinic } today.
slip-vitamin-c =
    It happens. { take-off } { care-after-slip } Next time: { $vitamin-c }.
    Write down which product it was. Bumps or a rash in the next weeks? Show { $clinic } that note.
slip-retinoid =
    It happens. { take-off } { care-after-slip } Next time: { $retinoid }, or as prescribed.
    Burning that stays, a rash or blisters? Contact { $clinic } today.
slip-shaving =
    It happens. { rinse-or-dry } Put nothing scented on it. Next time: { $shaving }.
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
slip-drinking = { can-drinking }
slip-prp = { can-prp }
slip-cleanser =
    It happens. { take-off } Pat it dry. Next time: { $cleanser }.
    { slip-watch }
slip-moisturiser =
    It happens. Does some still lie on it? { take-off } No rubbing.
    Next time: { $moisturiser }.
    { slip-watch }
slip-procedure =
    It happens. Tell both places about it: the one that did it, and { $clinic }. They can look at it together.
    Until then: clean hands, shade, nothing new on it. Other treatments there: { $procedure }.
    { slip-watch }
slip-tight-hat =
    It happens. Take it off, and let the skin breathe. Pat it dry with something clean. Next time: { $tight-hat }.
    { slip-watch }
# Dye and bleach burn: they do not wait for the moment of water.
slip-hair-dye =
    It happens. Rinse it out with plenty of lukewarm water. No rubbing, no hot dryer. Next time: { $hair-dye }.
    Burning that stays, a rash or blisters? Contact { $clinic } today. Swollen lips, or hard to breathe? Call { $emergency }.
slip-shower =
    It happens. Pat it dry with something clean, and leave it bare. Hot showers: { $exercise }.
    { slip-watch }
slip-mascara =
    It happens. { take-off } No rubbing.{ $make-up-open ->
        [none] {""}
       *[other] {" "}Eye make-up: { $make-up }.
    }
    A sore or red eye, or one that minds the light? Tap “I'm worried”.
slip-lip-balm =
    It happens. A plain balm on lips that were not treated can stay. If they were treated, wipe it off softly.
    Tingling or blisters there? Contact { $clinic } today.
slip-hyaluronic =
    It happens. Did { $clinic } give it to you? Then go on as they said. If not: { take-off }
    Your own serum: { $vitamin-c }. Bumps or a rash in the next weeks? Show them to { $clinic }.
slip-petroleum-jelly =
    It happens. Wipe off the thick part softly, with clean hands. A thick layer works like a cover.
    { slip-watch }
slip-mask =
    It happens. A sheet or clay mask: { take-off } A cloth mask: change it for a clean one.
    { slip-watch }
slip-ice =
    It happens. Take it off now. From here on, a clean, cool, damp cloth for a few minutes.
    White, numb or blistered skin? Contact { $clinic } today.
slip-side-sleeping =
    That happens to everyone. Change the pillowcase, and rest your head a little higher next time.
    { slip-watch }
slip-flying =
    That happens. Wash your hands, and keep the skin in the shade. Plain cream: { $moisturiser }.
    { slip-watch }
slip-under-eyes =
    Skin there is thin. It can swell more and bruise more. A cool, damp cloth, and your head high.
    Eye pain, light that hurts, a change in sight, or an eye swollen shut? Call { $emergency }.
slip-nothing-given = { can-nothing-given }

## What people also say

said-thanks = You are welcome. I am here at any hour. If something worries you, tap “I'm worried”.
said-real =
    I am a program, and no person reads along here. My texts were written ahead of time, from studies and leaflets.
    No clinician has signed them yet. To talk to a person, call { $clinic }. { standing-short }
said-device =
    That device works with radio waves and heat. My waiting times do not fit it, so I would rather not guide you.
    Please ask your clinic for its own rules. If something worries you now, tap “I'm worried”.
said-not-understood =
    I am a program and did not understand that. /can answers “may I …?”, /today shows your day.
    If something worries you, tap “I'm worried”.

said-nothing-asked =
    Noted, but I have no open question for you. /today shows your day.
    If something worries you, tap “I'm worried”.
said-emoji =
    I cannot read pictures, so I may miss what you mean. Please type a few words, or tap a button.
    If something worries you, tap “I'm worried”.
said-quiet-hours =
    I answer you at any hour. You choose when I write first: tap one of these.
    Nothing changes until you have chosen.
said-too-many =
    You can have less of me. “Only the essentials” keeps the first notes, the checks and the photo days.
    /stop ends all of it. /settings has quiet hours and a pause.
said-nobody-answers =
    { $has-phone ->
        [yes] Your clinic: { $clinic-phone }.
       *[no] Try { $clinic } first.
    } Closed, or no answer? Call { $out-of-hours }.
    Does it get worse? Call { $emergency }. The signs for that stand under “I'm worried”.
said-look-at-photo =
    I cannot look at photos, and I keep none. A photo that worries you belongs with { $clinic }.
    If something worries you now, tap “I'm worried”.
said-results =
    Waiting is the hard part. In the first two weeks a glow is partly swelling, so it is too early to judge.
    Month 3 is the first fair time to compare, with the same photos. Many people in studies had more than one session.
    Some see little change. That is no fault of theirs or yours. { $setting ->
        [home] A doctor can tell you about other ways.
       *[professional] Your clinic may know another way.
    }
