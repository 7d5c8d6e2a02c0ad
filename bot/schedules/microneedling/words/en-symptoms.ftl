### "Is this normal?": the words of symptoms.toml. For each symptom the button in the list, then
###
###     -ask        one or two short lines above its choices
###     -<choice>   the button of a choice, at most 28 characters; `-urgent` is the button of its own urgent signs
###     -meanwhile  what to do until somebody looks, or until it passes
###     -signs      its own urgent signs in one line; the number to call stands around it
###
### Read by people who are frightened. Nothing is named that a doctor would have to find out, and no colour is told for one skin only. What a
### skin may have on it yet is told by its moment; while a worry is open, "ask your clinic first" stands in its place. They are given what the words
### of steps are given (see bot/words/step_facts.py), also of people without a treatment.

## The first days

symptom-redness = Red or darker skin
symptom-redness-ask =
    Red skin, or darker: brown, purple or grey on brown and black skin. How is it now?
    On dark skin, heat, pain and swelling tell more than colour.
symptom-redness-same = As before, or fading
symptom-redness-faint = Only faint by now
symptom-redness-worse = Getting worse
symptom-redness-back = It came back
symptom-redness-hot-spot = One hot spot
symptom-redness-urgent = Spreads fast, pain or fever
symptom-redness-not-sure = Not sure
symptom-redness-meanwhile = Cool it with a clean, damp cloth. Stay in the shade.{ symptom-cream }
symptom-redness-signs = It spreads fast, hurts a lot, or comes with a fever.

symptom-swelling = Swelling
symptom-swelling-ask = Puffy or swollen skin. How is it now?
symptom-swelling-same = As before, or going down
symptom-swelling-worse = Growing
symptom-swelling-one-sided = More on one side
symptom-swelling-urgent = Lips, throat, eye or breath
symptom-swelling-not-sure = Not sure
symptom-swelling-meanwhile = { symptom-raised } Cool it with a clean, damp cloth. No ice.
symptom-swelling-signs = Lips, tongue or throat swell. An eye is swollen shut. It is hard to breathe.

symptom-soreness = Sore or burning
symptom-soreness-ask = Sore, hot or stinging, like a sunburn. How is it now?
symptom-soreness-same = As before, or easing
symptom-soreness-worse = Getting worse
symptom-soreness-urgent = Very strong, or with fever
symptom-soreness-not-sure = Not sure
symptom-soreness-meanwhile =
    Cool it with a clean, damp cloth. No ice.
    Ask a pharmacist before you take anything new for pain. Keep taking prescribed medicines.
symptom-soreness-signs = Very strong pain. Pain with a fever, or with colour that spreads.

symptom-infection = Pus, heat or more pain
symptom-infection-ask =
    Which of these do you see or feel?
    On brown and black skin it may look brown, purple or grey. Heat, pain and swelling tell more.
symptom-infection-pus = Pus or yellow crust
symptom-infection-heat = Hot, swollen, more painful
symptom-infection-streak = A red or dark streak
symptom-infection-urgent = Fever, fast spread, near eye
symptom-infection-not-sure = Not sure
symptom-infection-meanwhile =
    Wash your hands. No squeezing. Mark the edge with a pen: you then see if it spreads.{ $face ->
        [yes] {" "}On the face this counts as serious.
       *[no] {""}
    }
symptom-infection-signs = { symptom-spreading-signs }

symptom-fluid = Bleeding or clear fluid
symptom-fluid-ask = Tiny drops of blood, or clear fluid. How is it now?
symptom-fluid-little = A little
symptom-fluid-worse = Getting more
symptom-fluid-smells = Thick, or it smells
symptom-fluid-urgent = Does not stop with pressure
symptom-fluid-not-sure = Not sure
symptom-fluid-meanwhile = Clean hands. Press softly with clean gauze, with no break. No rubbing.
symptom-fluid-signs = It still bleeds after 20 minutes of steady, clean pressure. With blood thinners: after 10 minutes.

symptom-numbing-reaction = After numbing cream
symptom-numbing-reaction-ask = Is one of these there? Then call first, and tap later.
symptom-numbing-reaction-urgent = Yes, at least one
symptom-numbing-reaction-not-sure = Not sure
symptom-numbing-reaction-meanwhile = Rinse the cream off. Lie down. Do not stay alone.
symptom-numbing-reaction-signs = Ringing ears. A metal taste. A numb mouth. Twitching. Confusion. A racing heart. Lips, tongue, palms or soles blue, grey or pale.

symptom-allergy = Throat, tongue or breath
symptom-allergy-ask = Is one of these there? Then call first, and tap later.
symptom-allergy-urgent = Yes, at least one
symptom-allergy-not-sure = Not sure
symptom-allergy-meanwhile = Have an adrenaline pen? Use it. Lie down. Do not stand up or walk.
symptom-allergy-signs = Lips, tongue or throat swell. Hives with a swollen face. Hard to breathe or swallow. Confusion, or you faint. Lips, tongue, palms or soles blue, grey or pale.

symptom-fainting = Dizzy or faint
symptom-fainting-ask = What happened?
symptom-fainting-once = Dizzy once, fine now
symptom-fainting-again = It came again
symptom-fainting-urgent = Passed out, or chest pain
symptom-fainting-not-sure = Not sure
symptom-fainting-meanwhile = Lie down with your legs up. Get up slowly, with somebody near.
symptom-fainting-signs = You passed out, or are hard to wake. Confusion. Chest pain.

symptom-scalp = Sore or flaky scalp
symptom-scalp-ask = How is your scalp now?
symptom-scalp-flakes = Flakes
symptom-scalp-tender = Tender, not worse
symptom-scalp-worse = Pain gets worse
symptom-scalp-pus = Spots with pus
symptom-scalp-urgent = Fever, spread, chest pain
symptom-scalp-not-sure = Not sure
symptom-scalp-meanwhile = No nails, no hot dryer. No minoxidil while it is sore. Was it prescribed? Then ask { $clinic }.{ symptom-shampoo }
symptom-scalp-signs = It spreads fast, or comes with a fever. On minoxidil: chest pain or a racing heart.

symptom-dryness = Tight, dry or flaky
symptom-dryness-ask = How does it look and feel?
symptom-dryness-tight = Tight or dry
symptom-dryness-flakes = Flaky or rough
symptom-dryness-worse = Getting worse
symptom-dryness-cracks = Cracks, wet or yellow crust
symptom-dryness-not-sure = Not sure
symptom-dryness-meanwhile = No picking and no scrub. Let flakes fall by themselves.{ symptom-cream }

symptom-itching = Itching
symptom-itching-ask = How strong is the itch?
symptom-itching-mild = Mild
symptom-itching-worse = Getting worse
symptom-itching-strong = Strong, hives or a rash
symptom-itching-urgent = Face swells, hard to breathe
symptom-itching-not-sure = Not sure
symptom-itching-meanwhile = Cool it with a clean, damp cloth. No scratching. Leave off what is new on your skin.
symptom-itching-signs = Hives with a swollen face. It is hard to breathe.

symptom-bruising = Bruises
symptom-bruising-ask = Blue, purple or brown marks. On brown and black skin they may look just darker. How are they now?
symptom-bruising-same = As before, or fading
symptom-bruising-worse = New, or growing
symptom-bruising-lump = A firm, sore lump
symptom-bruising-urgent = Elsewhere, or much bleeding
symptom-bruising-not-sure = Not sure
symptom-bruising-meanwhile = Leave it alone. No massage.
symptom-bruising-signs = Bruises come up elsewhere too. It bleeds a lot.

symptom-breakouts = Spots or pimples
symptom-breakouts-ask = How many are there, and how do they feel?
symptom-breakouts-few = A few small ones
symptom-breakouts-many = Many, or sore
symptom-breakouts-worse = Getting worse
symptom-breakouts-pus = Pus, or hot and spreading
symptom-breakouts-urgent = Fever, fast spread, near eye
symptom-breakouts-not-sure = Not sure
symptom-breakouts-meanwhile = Hands off, no squeezing.{ symptom-wash }
symptom-breakouts-signs = { symptom-spreading-signs }

symptom-cold-sore = Tingling or blisters
symptom-cold-sore-ask = Tingling, burning or small blisters, like a cold sore. What is there now?
symptom-cold-sore-tingling = Tingling or burning
symptom-cold-sore-blisters = Blisters
symptom-cold-sore-urgent = Near the eye, many, or fever
symptom-cold-sore-not-sure = Not sure
symptom-cold-sore-meanwhile = Do not touch it. Use a towel of your own. No make-up on it. Help works best early.
symptom-cold-sore-signs = Blisters near an eye, or many of them. A fever too. You have eczema or weak immunity.

symptom-rash = Rash from cream or serum
symptom-rash-ask = A rash where numbing cream or a serum was. How is it now?
symptom-rash-mild = Mild, not spreading
symptom-rash-worse = Spreading, or blisters
symptom-rash-urgent = Face swells, hard to breathe
symptom-rash-not-sure = Not sure
symptom-rash-meanwhile = Rinse it off softly with lukewarm water. Leave that product off.
symptom-rash-signs = A swollen face. It is hard to breathe.

symptom-eye = Eye trouble
symptom-eye-ask = How is the eye? Swollen shut is urgent.
symptom-eye-watering = Watering a little
symptom-eye-sore = Irritated, or a swollen lid
symptom-eye-urgent = Swollen shut, pain, blurry
symptom-eye-not-sure = Not sure
symptom-eye-meanwhile = Rinse it with plenty of clean water. No contact lenses. No rubbing.
symptom-eye-signs = The eye is swollen shut, or it bulges. Pain, also when it moves. Light hurts. Sight changes. Blisters on the lid.

symptom-numbness = Numb, pins and needles
symptom-numbness-ask = Numb skin, or pins and needles. How is it now?
symptom-numbness-same = As before, or easing
symptom-numbness-worse = Getting worse
symptom-numbness-urgent = Face droops, weak, slurred
symptom-numbness-not-sure = Not sure
symptom-numbness-meanwhile = Keep hot and cold things off it: you may not feel them.
symptom-numbness-signs = The face droops. An arm is weak. Speech is slurred.

symptom-fever = Fever
symptom-fever-ask = Have you taken your temperature?
symptom-fever-high = 38 °C (100.4 °F) or more
symptom-fever-feel-hot = Not taken, but I feel hot
symptom-fever-urgent = Confused, or fast breathing
symptom-fever-not-sure = Not sure
symptom-fever-meanwhile = Drink water. Note your temperature and the time.
symptom-fever-signs = A change of the skin that spreads. Confusion. Fast breathing. Blotchy skin. No urine for a day.

symptom-glands = Swollen glands
symptom-glands-ask = Lumps under the skin close by: neck, behind the ear, armpit or groin. How are they?
symptom-glands-small = Small, a little tender
symptom-glands-tender = Very tender
symptom-glands-worse = Growing
symptom-glands-with-signs = With pus, heat or a streak
symptom-glands-urgent = Fever, hard to swallow
symptom-glands-not-sure = Not sure
symptom-glands-meanwhile = Leave them alone. No pressing.
symptom-glands-signs = A fever, and it is hard to swallow or breathe.

## Colour that stays

symptom-darkening = New dark marks
symptom-darkening-ask = New colour: brown, purple or grey, or darker than your own. What does it look like?
symptom-darkening-dots = Tiny dark dots
symptom-darkening-bronzed = Bronzed all over
symptom-darkening-patches = New brown or grey patches
symptom-darkening-not-sure = Not sure
symptom-darkening-meanwhile = { symptom-sun } Nothing that stings, and no bleaching cream on your own.

symptom-lighter = Lighter patches
symptom-lighter-ask = Are there patches paler than the skin around them?
symptom-lighter-patches = Yes, paler patches
symptom-lighter-not-sure = Not sure
symptom-lighter-meanwhile = { symptom-sun }

## Weeks and months

symptom-milia = Tiny white bumps
symptom-milia-ask = Tiny, hard, white bumps. How many are there?
symptom-milia-few = A few
symptom-milia-many = Many
symptom-milia-not-sure = Not sure
symptom-milia-meanwhile = Leave them alone. No squeezing, no needles.

symptom-grid-marks = Lines or rows of marks
symptom-grid-marks-ask = Fine scratches, or rows of dots. What is there now?
symptom-grid-marks-marks = Fine marks or scratches
symptom-grid-marks-pits = Pits, ridges, firm lines
symptom-grid-marks-not-sure = Not sure
symptom-grid-marks-meanwhile = { symptom-sun } No new session while they show.

symptom-bumps = Firm bumps that stay
symptom-bumps-ask = Firm bumps or raised patches, red, or darker on brown and black skin. How are they now?
symptom-bumps-same = No change
symptom-bumps-worse = More, or bigger
symptom-bumps-urgent = Fever, sore joints, very ill
symptom-bumps-not-sure = Not sure
symptom-bumps-meanwhile =
    Stop what you put on it, unless a doctor prescribed it. Write down all that you used, serums too.
    No new session before somebody had a look.
symptom-bumps-signs = A fever, sore joints, or you feel very ill.

symptom-lump = A new lump or sore
symptom-lump-ask = A lump or sore that came up weeks later. How is it now?
symptom-lump-lump = There is one, not growing
symptom-lump-worse = Growing, or more of them
symptom-lump-urgent = Fever, or growing fast
symptom-lump-not-sure = Not sure
symptom-lump-meanwhile = No squeezing. No needles on that skin.
symptom-lump-signs = It grows fast, or comes with a fever.

symptom-scar = A raised or hard scar
symptom-scar-ask = Is a scar raised, hard, itchy, or does it grow?
symptom-scar-thick = Yes, at least one
symptom-scar-not-sure = Not sure
symptom-scar-meanwhile = { symptom-sun } No new session before somebody had a look.

symptom-hair-loss = Hair falls out
symptom-hair-loss-ask = How does it fall out?
symptom-hair-loss-shedding = More hairs, all over
symptom-hair-loss-patches = In patches
symptom-hair-loss-urgent = Chest pain, racing heart
symptom-hair-loss-not-sure = Not sure
symptom-hair-loss-meanwhile = Be gentle: no tight hair, no hot dryer.{ symptom-shampoo }
symptom-hair-loss-signs = On minoxidil: chest pain, a racing heart, or you feel faint.

symptom-mood = Very low or worried
symptom-mood-ask = I am sorry that it is hard right now. How is it?
symptom-mood-low = Low, or very worried
symptom-mood-urgent = I think of harming myself
symptom-mood-not-sure = Not sure
symptom-mood-meanwhile =
    You need not carry this alone. Tell somebody you trust how it is. Tell { $clinic } too: they can hear it.
    No more photos for now. A mirror can wait.
symptom-mood-signs = Thoughts of harming yourself. You can also talk to { $crisis }.

symptom-sunburn = Sunburn
symptom-sunburn-ask = Skin that is hot and sore from sun, red, or darker on brown and black skin. Are there blisters?
symptom-sunburn-mild = No blisters
symptom-sunburn-blisters = Some blisters
symptom-sunburn-urgent = Many blisters, or a fever
symptom-sunburn-not-sure = Not sure
symptom-sunburn-meanwhile = Go into the shade. Cool it with cool water, no ice.{ symptom-cream }
symptom-sunburn-signs = There are many blisters. You have a fever.

symptom-needle = A shared or dirty needle
symptom-needle-ask = Was a needle shared, used before, or not clean?
symptom-needle-shared = Yes, or it may be so
symptom-needle-not-sure = Not sure
symptom-needle-meanwhile = Do not wait for signs. Go to a doctor or a hospital: some help works only in about the first 72 hours. Note when and where it was.

## Parts that several use

# Cream only from its moment on, and never on a scalp alone.
symptom-cream = { $face ->
        [yes] { symptom-cream-line }
       *[no] { $neck ->
            [yes] { symptom-cream-line }
           *[no] { $body ->
                [yes] { symptom-cream-line }
               *[no] {""}
            }
        }
    }
symptom-cream-line = { $moisturiser-open ->
        [yes] {" "}Plain cream is fine, if it does not sting.
       *[no] {" "}Plain cream: { $moisturiser }.
    }
symptom-wash = { $face ->
        [yes] { symptom-wash-line }
       *[no] { $neck ->
            [yes] { symptom-wash-line }
           *[no] { $body ->
                [yes] { symptom-wash-line }
               *[no] {""}
            }
        }
    }
symptom-wash-line = { $cleanser-open ->
        [yes] {" "}Wash softly.
       *[no] {" "}Gentle wash: { $cleanser }.
    }
symptom-shampoo = { $hair-wash-open ->
        [none] {""}
        [yes] {" "}A mild shampoo is fine.
       *[no] {" "}Shampoo: { $hair-wash }.
    }
symptom-sun = Keep the sun off: shade, a hat, clothes.{ $sunscreen-open ->
        [none] {""}
        [yes] {" "}Tinted sunscreen, SPF 50.
       *[no] { $concern ->
            [yes] { symptom-sun-held }
           *[no] {" "}Sunscreen: { $sunscreen }.
        }
    }
# A worry holds back what is new. It must not take away the sunscreen that somebody with marks has been using for weeks.
symptom-sun-held = { $day ->
        [0] {" "}Sunscreen: { $sunscreen }.
        [1] {" "}Sunscreen: { $sunscreen }.
       *[other] {" "}Stay with the sunscreen that you use, if it does not sting.
    }
symptom-raised = { $face ->
        [yes] { symptom-head-high }
       *[no] { $neck ->
            [yes] { symptom-head-high }
           *[no] { $scalp ->
                [yes] { symptom-head-high }
               *[no] Rest it, raised if you can.
            }
        }
    }
symptom-head-high = Keep your head high, also at night.
symptom-spreading-signs = It spreads fast, or is near an eye. A fever, shivering, vomiting or confusion. Pus or heat with weak immunity.
