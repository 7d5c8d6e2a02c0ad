### /can: "may I …?" An activity is answered by can-<activity>, around its moment; other questions by can-<topic>. The keys are those of asked.toml.
### $sunscreen and the others read "from …", "since …", or "ask your clinic first" while a worry is open.

can-only-if = Only if the skin there is not open, weeping, stinging or swollen.

## Activities

can-title-rinse = Rinse with water
can-rinse =
    { rinse-there }
    Clean hands, no rubbing. Pat it dry with something clean.

# A scalp has its own moment for water.
rinse-there = { $scalp ->
        [yes] Water on the scalp: { yes-hair-wash }.{ rinse-elsewhere-too }
       *[no] Plain, lukewarm water: { yes-rinse }.
    }
rinse-elsewhere-too = { $face ->
        [yes] { rinse-not-scalp }
       *[no] { $neck ->
            [yes] { rinse-not-scalp }
           *[no] { $body ->
                [yes] { rinse-not-scalp }
               *[no] {""}
            }
        }
    }
rinse-not-scalp = {""}
    Plain, lukewarm water on the other treated skin: { yes-rinse }.

can-title-cleanser = Wash with a cleanser
can-cleanser =
    A gentle cleanser: { yes-cleanser }.{ $scalp ->
        [yes] {""}
            Shampoo on the scalp: { yes-hair-wash }.
       *[no] {""}
    }
    Lukewarm water, fingertips, no cloth, no brush.
    { can-only-if }

can-title-moisturiser = Cream
can-moisturiser =
    Your own plain cream: { yes-moisturiser }.{ $moisturiser-open ->
        [yes] {""}
       *[no] {" "}Before that, only what { $clinic } gave you.
    }
    No scent, no acids. Two or three times a day helps with dry, tight skin.
    { can-only-if }

can-title-sunscreen = Sunscreen
can-sunscreen =
    Sunscreen: { yes-sunscreen }.{ $concern ->
        [yes] { sunscreen-in-use }
       *[no] {""}
    } Shade, a hat or loose clothes come first.
    SPF 30 or more; 50 and tinted if your skin marks easily. Two finger-lengths for a face, again every two hours outdoors.
    { can-only-if }

# A worry holds back what is new. It must not take away what guards against dark marks.
sunscreen-in-use = { $day ->
        [0] {""}
        [1] {""}
       *[other] {" "}You use one already? Go on with it, if it does not sting.
    }

can-title-make-up = Make-up
can-make-up =
    Make-up: { yes-make-up }.
    Clean fingers or a clean brush, and nothing that others use. The longer it stays off, the better.
    { can-only-if }

can-title-exercise = Gym, hot shower
can-exercise =
    Gym, hard sweat, very hot showers: { yes-exercise }.
    { $concern ->
        [yes] If you sweat a little, pat it dry with something clean.
       *[no] A slow walk in the shade is fine. If you sweat a little, pat it dry with something clean.
    }
    { can-only-if }

can-title-alcohol = Alcohol
can-alcohol =
    Alcohol: { yes-alcohol }.
    In the first days it may add flushing and bruises. To wait is common practice; no trial was found.

can-title-pool = Pool, sea, sauna
can-pool =
    Pool, sea, hot tub, sauna: { yes-pool }.
    Germs, salt and chlorine can sting, or get into open skin.
    { can-only-if }

can-title-shaving = Shaving
can-shaving =
    Shaving there: { yes-shaving }.
    A clean, new blade, no scented foam, no pulling.
    { can-only-if }

can-title-waxing = Waxing, self-tan
can-waxing =
    Wax, thread, hair-removal cream, self-tan: { yes-waxing }. They pull at the skin or sting.
    { can-only-if }

can-title-acids = Acids, scrubs, retinol
can-acids =
    Acids, benzoyl peroxide, scrubs, face brush, retinol: { yes-acids }.
    One at a time, every second night at first. If it stings, stop for some days. Your doctor's own plan comes first.
    { can-only-if }

can-title-vitamin-c = Vitamin C, serums
can-vitamin-c =
    Vitamin C and other serums: { yes-vitamin-c }.
    What lies on open skin can get into it. In rare cases that left firm bumps. So I am slow here.
    { can-only-if }

can-title-retinoid = Retinoid on prescription
can-retinoid =
    A retinoid that your doctor gave you: { yes-retinoid }. If your doctor names another day, that day counts.
    { can-only-if }

can-title-procedure = Another treatment
can-procedure =
    Filler, laser, toxin or a peel there: { yes-procedure }.
    Needling there again: not before { $next-session }. { $setting ->
        [home] Talk to a trained person before you book.
       *[professional] Your clinic decides.
    }
    { can-only-if }

can-title-midday-sun = Midday sun
can-midday-sun =
    Midday sun with no cover: never a good idea, not later either.
    Shade, a hat or clothes come first, sunscreen second. Windows and clouds let part of it through.
    { can-strict-sun-ends }

can-title-hair-wash = Hair wash
can-hair-wash = { $scalp ->
        [yes] {""}
            Hair wash: { yes-hair-wash }.
            Lukewarm water, a mild shampoo, fingertips, no nails. Let it air-dry.
            { can-only-if }
       *[no] {""}
            { $concern ->
                [yes] Please keep water and shampoo off the treated skin.
               *[no] You may wash your hair. Lean back, so that no shampoo runs over the treated skin.
            }
            Water on it: { yes-rinse }. Shampoo on it: { yes-cleanser }.
    }

can-title-tight-hat = Helmet, tight hat
can-tight-hat =
    Helmet, tight cap, extensions: { yes-tight-hat }. Outdoors, wear a clean, loose hat.
    { can-only-if }

can-title-minoxidil = Minoxidil
can-minoxidil =
    Minoxidil: { yes-minoxidil }, on a calm scalp, and if the person who prescribed it agrees.
    On a sore scalp more of it gets in. Chest pain, a racing heart, faint: stop, and call { $emergency }.
    { can-only-if }

can-title-hair-dye = Hair dye
can-hair-dye =
    Dye, bleach, relaxer, perm: { yes-hair-dye }. Do a patch test first.
    { can-only-if }

## What ends

can-title-strict-sun-ends = How long strict shade?
can-strict-sun-ends = { $strict-sun-ends-open ->
        [yes] { $concern ->
            [yes] Please stay in the shade until { $clinic } has had a look.
           *[no] Your weeks of strict shade are over. Shade at midday stays a good habit.
        }
       *[no] Strict shade: at least until { $strict-sun-ends-at }. Shade at midday stays after that.
    }
can-title-daily-spf-ends = How long sunscreen?
can-daily-spf-ends = { $daily-spf-ends-open ->
        [yes] { $concern ->
            [yes] Change nothing for now. Ask { $clinic } first.
           *[no] The weeks that I count are over. Sunscreen every morning still guards against dark marks.
        }
       *[no] Sunscreen every morning: at least until { $daily-spf-ends-at }. If your skin marks easily, go on for good.
    }

## Other questions

can-title-painkillers = Painkillers
can-painkillers =
    Sore? Please ask { clinic-or-pharmacist } before you take anything new. Some leaflets are against some pain pills for a week or two.
    That is a theory; no trial was found. Do not stop what a doctor prescribed, such as blood thinners. A clean, cool, damp cloth helps too.
    Pain that grows after day 1? Tap “I'm worried”.

clinic-or-pharmacist = { $setting ->
        [home] a doctor or pharmacist
       *[professional] your clinic or a pharmacist
    }
clinic-or-doctor = { $setting ->
        [home] a doctor or pharmacist
       *[professional] your clinic or a doctor
    }

can-title-shower = Shower
can-shower =
    { $concern ->
        [yes] Please keep the water off the treated skin.
       *[no] A short, lukewarm shower is fine if the water stays off the treated skin.
    }
    { $scalp ->
        [yes] Water and shampoo on the scalp: { yes-hair-wash }.{ rinse-elsewhere-too }
       *[no] Water on it: { yes-rinse }. Gel or foam on it: { yes-cleanser }.
    }
    Hot showers: { yes-exercise }.

can-title-hyaluronic = Hyaluronic acid
can-hyaluronic =
    If { $clinic } gave it to you: use it as they said.
    Your own serum: { yes-vitamin-c }. What lies on open skin can get into it. Plain cream: { yes-moisturiser }.

can-title-petroleum-jelly = Petroleum jelly
can-petroleum-jelly =
    Only if { $clinic } told you to. A thick layer works like a cover, and cover may keep the skin open for longer.
    A plain, light cream instead: { yes-moisturiser }.

can-title-drinking = Water, tea, coffee
can-drinking =
    I know of nothing against water, tea or coffee.
    Alcohol is not the same: { yes-alcohol }.

can-title-mascara = Mascara
can-mascara =
    Mascara and eye make-up: { yes-make-up }. Best a new one. Take it off without rubbing.
    A sore or red eye, or one that minds the light? Tap “I'm worried”.

can-title-lip-balm = Lip balm
can-lip-balm =
    { $concern ->
        [yes] Lips that were not treated: a plain balm only.
       *[no] A plain balm on the lips alone is fine, if the lips were not treated.
    } Clean finger, no scent, no colour.
    If they were treated: { yes-moisturiser }.
    Tingling or blisters there? Contact { $clinic } today.

can-title-mask = Mask
can-mask =
    A sheet or clay mask counts as a serum: { yes-vitamin-c }.
    Over mouth and nose: a clean, soft, loose one. Change it often, and wear it no longer than you need.

can-title-flying = Flying
can-flying =
    No study was found on flying. Cabin air is dry. Plain cream: { yes-moisturiser }. Wash your hands, and close the window blind.
    Not with a fever, or with skin that weeps.

can-title-side-sleeping = Sleeping on the side
can-side-sleeping =
    For the first nights your back is best, with a fresh pillowcase. You rolled over? That happens to everyone.
    Change the pillowcase, and rest your head a little higher.

can-title-nothing-given = My clinic gave me nothing
can-nothing-given =
    That happens, and less is enough. Nothing on it at first. Then:
    • Lukewarm water: { yes-rinse }.
    • Gentle wash, plain cream, sunscreen: { yes-sunscreen }.{ $scalp ->
        [yes] {""}
            • Hair wash: { yes-hair-wash }.
       *[no] {""}
    }
    { can-only-if } Call { $clinic } if you are not sure what to put on it.

can-title-prp = With PRP
can-prp =
    With PRP, your clinic may have rules of its own, most of all on when to wash. Please ask them.
    My times count from the needling. Where theirs are longer, theirs come first.

can-title-under-eyes = Under my eyes
can-under-eyes =
    Skin there is thin. It can swell more and bruise more. A cool, damp cloth, and your head high.
    Cream or make-up near the eye: { yes-make-up }.
    Eye pain, light that hurts, a change in sight, or an eye swollen shut? Call { $emergency }.

can-title-picking = Touching, picking
can-picking =
    Please do not pick, peel, rub or scrub. It may leave a mark. Flakes fall by themselves.
    Itchy? A clean, cool, damp cloth. A strong itch, hives or a rash: contact { $clinic } today.

can-title-ice = Ice
can-ice =
    No ice on the skin. A clean, cool, damp cloth for a few minutes does the same, more gently.

can-title-smoking = Smoking
can-smoking =
    Smoking slows the repair of skin. Each day without it helps. If you smoke, keep to the rest all the same.

can-title-antibiotic = Antibiotic cream
can-antibiotic =
    Only if { clinic-or-doctor } gave it to you for this. Some people react to it.
    Pus, yellow crust, more heat or pain? Contact { $clinic } today.

can-title-photos = Photos
can-photos =
    <b>Photos that compare well</b>
    • Same room, same light, same time of day. Soft light from a window. Flash always off.
    • Back camera, no zoom, no filter. Mark the spot on the floor, an arm's length away. A plain wall behind you.
    • Bare skin: no make-up, no tinted sunscreen. Washed half an hour before. Hair back, calm face.
    • Face: front, half left, half right, full left, full right.
    • Dents: one more, with light from the side. Dark patches: daylight only, no light from the side.
    • Scalp: dry hair, same length, same parting. From above, and the hairline.
    • Body: same pose, with a coin or ruler beside it.

    Only compare the same view. In the first two weeks swelling flatters, so wait.
    Keep them on your own phone, in a locked album. I keep none, and I cannot look at them.
    Does a photo worry you? Show it to { $clinic }, not to me.

## "Yes, since …" once it has opened; else the moment, or whom to ask first

yes-rinse = { $rinse-open ->
        [yes] yes, { $rinse }
       *[no] { $rinse }
    }
yes-cleanser = { $cleanser-open ->
        [yes] yes, { $cleanser }
       *[no] { $cleanser }
    }
yes-moisturiser = { $moisturiser-open ->
        [yes] yes, { $moisturiser }
       *[no] { $moisturiser }
    }
yes-sunscreen = { $sunscreen-open ->
        [yes] yes, { $sunscreen }
       *[no] { $sunscreen }
    }
yes-make-up = { $make-up-open ->
        [yes] yes, { $make-up }
       *[no] { $make-up }
    }
yes-exercise = { $exercise-open ->
        [yes] yes, { $exercise }
       *[no] { $exercise }
    }
yes-alcohol = { $alcohol-open ->
        [yes] yes, { $alcohol }
       *[no] { $alcohol }
    }
yes-pool = { $pool-open ->
        [yes] yes, { $pool }
       *[no] { $pool }
    }
yes-shaving = { $shaving-open ->
        [yes] yes, { $shaving }
       *[no] { $shaving }
    }
yes-waxing = { $waxing-open ->
        [yes] yes, { $waxing }
       *[no] { $waxing }
    }
yes-acids = { $acids-open ->
        [yes] yes, { $acids }
       *[no] { $acids }
    }
yes-vitamin-c = { $vitamin-c-open ->
        [yes] yes, { $vitamin-c }
       *[no] { $vitamin-c }
    }
yes-retinoid = { $retinoid-open ->
        [yes] yes, { $retinoid }
       *[no] { $retinoid }
    }
yes-procedure = { $procedure-open ->
        [yes] yes, { $procedure }
       *[no] { $procedure }
    }
yes-hair-wash = { $hair-wash-open ->
        [yes] yes, { $hair-wash }
       *[no] { $hair-wash }
    }
yes-tight-hat = { $tight-hat-open ->
        [yes] yes, { $tight-hat }
       *[no] { $tight-hat }
    }
yes-minoxidil = { $minoxidil-open ->
        [yes] yes, { $minoxidil }
       *[no] { $minoxidil }
    }
yes-hair-dye = { $hair-dye-open ->
        [yes] yes, { $hair-dye }
       *[no] { $hair-dye }
    }
