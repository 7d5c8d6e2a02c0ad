### What the microneedling protocol says, step by step. Read at night, on a phone, by people who worry: short lines, one idea each, a moment instead of
### "soon". The add lines are in en-lines.ftl, the names in en-names.ftl.
###
### Moments are variables: $sunscreen reads "from Sat 7 March 16:30", "since …" once it has passed, "ask your clinic first" while a worry is open;
### $sunscreen-at is the bare moment. They follow a colon or a comma, where all three read well. $clinic is "your clinic"; at home, "a doctor or
### pharmacist".
###
### The first 100 characters can be read on a locked phone. They speak of the day, the shade, the gym; never of the body or of what was done.
### A line that is not for everybody begins with {""}: it brings its own line break, and leaves no gap when it is not said.

## Day 0

step-d0-1 =
    { standing }
    Usual now: warm, tight, pink or darker skin, tiny blood dots.
    <b>Call { $emergency } at once:</b>
    • Lips, tongue or throat swelling. Hard to breathe.
    • Lips, tongue, palms or soles blue, grey or pale.
    • Faint. Racing heart. Metal taste. Ringing ears.

step-d0-2 =
    For now: hands off, and stay in the shade.{ hat-outdoors }
    { $setting ->
        [home] Put nothing on it yet: no cream, no wrap, no plaster.
       *[professional] Put on only what your clinic gave you. No wrap or plaster of your own.
    }{ $face ->
        [yes] { make-up-and-serums }
       *[no] { $neck ->
            [yes] { make-up-and-serums }
           *[no] {""}
        }
    }
    Plain cream, sunscreen: { $sunscreen }.

# Lines of D0-2, for those whom they concern.
hat-outdoors = { $face ->
        [yes] {" "}Outdoors, wear a clean, loose hat.
       *[no] { $scalp ->
            [yes] {" "}Outdoors, wear a clean, loose hat.
           *[no] {""}
        }
    }
make-up-and-serums = {""}
    Make-up: { $make-up }.
    Serums: { $vitamin-c }.

step-d0-3 =
    For tonight.
    Gym and hot showers: { $exercise }.
    Alcohol: { $alcohol }.
    Too warm? A clean, cool, damp cloth. No ice.
    Sore? { $setting ->
        [home] Ask a doctor or pharmacist
       *[professional] Ask your clinic or a pharmacist
    } before taking anything new. Keep taking prescribed medicines.{ $face ->
        [yes] {""}
            For bed: { rinse }. Fresh pillowcase. Sleep on your back.
       *[no] { rinse-elsewhere }
    }

# The rinse, for those whose face was not treated: never of the scalp, which has its own moment for washing.
rinse-elsewhere = { $neck ->
        [yes] { rinse-line }
       *[no] { $body ->
            [yes] { rinse-line }
           *[no] {""}
        }
    }
rinse-line = {""}
    For bed: { rinse }.
rinse = a soft rinse with lukewarm water{ $rinse-open ->
        [yes] {""}
       *[no] , { $rinse }
    }

## Days 1 to 3

step-d1-1 =
    Good morning. This is day 1.
    { $face ->
        [yes] Gentle wash, plain cream, sunscreen SPF 30 (two finger-lengths): { $sunscreen }.
       *[no] { bare-areas-sunscreen }
    }
    { shade-until-sunscreen }
    A little swollen? Red, or darker on brown and black skin? Very common. It should { $swelling-past ->
        [yes] be easing now.
       *[no] ease by { $swelling-by }.
    }
    Blisters, pus, fever{ $face ->
        [yes] , an eye swollen shut?
       *[no] , growing pain?
    } Tap “I'm worried”.

# A scalp has its own moment for washing, so nothing is said here of wash or cream where only the scalp was treated.
bare-areas-sunscreen = { $neck ->
        [yes] Gentle wash, plain cream, sunscreen SPF 30: { $sunscreen }.
       *[no] { $body ->
            [yes] Gentle wash, plain cream, sunscreen SPF 30: { $sunscreen }.
           *[no] Sunscreen SPF 30, where you are bare: { $sunscreen }.
        }
    }
# The first day's shade; it goes on, more gently worded, once the sunscreen may go on.
shade-until-sunscreen = { $concern ->
        [yes] Until then: { shade-and-water }.
       *[no] { $sunscreen-open ->
            [yes] Shade still comes first.
           *[no] Until then: { shade-and-water }.
        }
    }
shade-and-water = { $face ->
        [yes] shade, a clean hat, water only
       *[no] { $scalp ->
            [yes] shade and a clean, loose hat
           *[no] shade, loose clothes, water only
        }
    }

step-d1-2 =
    Sunscreen: { $sunscreen }. SPF 30 or more, each morning, and every two hours outdoors.
    { $face ->
        [yes] Two finger-lengths are right for a face.
       *[no] Use plenty, and spread it softly.
    }
    Shade and a hat are still your best help.
    Does your skin still weep, sting or swell? Then wait, and ask { $clinic }.

step-d1-3 =
    A quick check, one tap, when you have a moment.
    How is it now, next to last night? Better, the same, worse, or something new?
    Not sure? Tap “Something new”.

step-d2-1 =
    Hello, day 2.
    { $face ->
        [yes] Gentle wash, plain cream, sunscreen: { $sunscreen }.
            Make-up: { $make-up }, with clean fingers or a clean brush.
       *[no] { $neck ->
            [yes] Gentle wash, plain cream, sunscreen: { $sunscreen }.
                Make-up: { $make-up }, with clean fingers or a clean brush.
           *[no] { $body ->
                [yes] Gentle wash, plain cream, sunscreen: { $sunscreen }. Loose, clean clothes.
               *[no] Sunscreen, where you are bare: { $sunscreen }. Outdoors, a clean, loose hat.
            }
        }
    }
    Tight and dry is common now.
    From here on, it should not get worse. More pain, heat, swelling or spreading colour than yesterday? Tap “I'm worried”.

step-d3-1 =
    Day { $day }. A quick check, one tap: how is it, next to yesterday?
    Gym and hard sweat: { $exercise }.
    Redness, or darker colour on brown and black skin, { $redness-past ->
        [yes] should have gone by { $redness-by }.
       *[no] should be easing, and gone by { $redness-by }.
    }
    Small flakes may start. Please do not pick.
    More pain, heat, swelling or pus is not usual. Tap “Worse”.

## Days 4 to 7

step-d4-1 =
    Day { $day }. The first stretch is behind you. Keep it plain: soft wash, cream, sunscreen, shade. That is enough.
    The surface has mostly closed by now. Below it, cells begin to make new collagen. That is what keeps skin firm.{ $goal ->
        [acne-scars] {""}
        [wrinkles] {""}
        [pigment] {""}
        [hair] {""}
        [other] {""}
       *[unset] {""}
            One question, so that my later notes fit: what was this for?
    }

step-d5-1 =
    Day { $day }. Soft wash, plain cream, shade: please keep it up.
    Pool, sea, sauna: { $pool }.{ $face ->
        [yes] { shaving-line }
       *[no] { shaving-elsewhere }
    }
    A few small spots or white bumps can show up now. Please do not squeeze.{ $band ->
        [L] { bruises-by }
        [XL] { bruises-by }
       *[other] {""}
    }
    Many, sore or full of pus? Contact { $clinic }.

shaving-elsewhere = { $neck ->
        [yes] { shaving-line }
       *[no] { $body ->
            [yes] { shaving-line }
           *[no] {""}
        }
    }
shaving-line = {""}
    Shaving: { $shaving }.
# Bruises are rare under short needles, so only those with deeper ones read of them.
bruises-by = {""}
    A bruise may last until { $bruising-by }.

step-d6-1 =
    Day { $day }. From now on, sun is the main thing to avoid. It comes through clouds and windows too.
    Fresh skin can darken in the sun, most of all brown and black skin.
    Use sunscreen each morning{ $face ->
        [yes] , two finger-lengths for the face
       *[no] {""}
    }. Keep to the shade until { $strict-sun-ends-at }, and out of the midday sun after that too.

step-d7-1 =
    One week. A quick check, one tap. If you can, look in daylight, by a window, before you answer.
    Calm means: not sore, not crusted, not weeping, and not clearly red, or darker on brown and black skin.
    Is it calm?
    It is too early to judge the result.
    { standing-short }

## Weeks 2 to 6

step-w2-1 =
    Day { $day }. Nothing new to do. Sunscreen, shade at midday and good sleep: that is the whole list.
    Below the surface, your skin builds new collagen and small blood vessels. You cannot see it yet.{ $smoking ->
        [yes] {""}
            Each day without smoke helps this work along.
       *[no] {""}
    }

step-w2-2 =
    Two weeks. A quick check, one tap. Please look in daylight, with a mirror if you need one.
    New patches, brown, grey or pale? Bumps that stay? Fine lines in rows? Red, darker or itchy skin?
    Any of it, or a doubt? It helps to ask early.
    { standing-short }

step-w3-1 =
    Three weeks. Does it look a little flatter than last week? That is common, and no step back.
    The early glow was partly mild swelling. Real change is slow.{ $scalp ->
        [yes] {""}
            Some hair can shed. Judge it at week 12, not before.
       *[no] {""}
    }
    A new firm lump or sore? Let { $clinic } see it within two days.

step-w4-1 =
    One month. Photo time, if you like.
    Same spot, same light, an arm's length away. Back camera. No flash, zoom or filter.{ $face ->
        [yes] {""}
            Bare face, washed half an hour before: front, left, right.
       *[no] {""}
    }{ $scalp ->
        [yes] {""}
            Dry hair, same parting, from above.
       *[no] {""}
    }{ $body ->
        [yes] {""}
            Body: same pose, a coin beside it.
       *[no] { neck-alone }
    }
    Keep them locked on your own phone, not here.
    Texture tends to change first.

# The neck is seen in the views of the face; without them it needs words of its own.
neck-alone = { $face ->
        [yes] {""}
       *[no] { $neck ->
            [yes] {""}
                Bare neck: front, left, right.
           *[no] {""}
        }
    }

step-w4-n =
    A date to know: { $next-session }. From then on another visit can be planned. Later is fine, earlier is not.
    There is no rush. It is only for when all is calm, and if you and your clinic want it.
    Your clinic decides.

step-w6-1 =
    Six weeks. A quick check, one tap. Look in daylight, then run a clean finger over it.
    Do you see dark or pale marks? Do you feel a raised, hard or thick scar? Fine lines side by side?
    All clear? Then I write about once a month. In doubt, tap “Not sure”.
    { standing-short }

## Months 2 to 12

step-m2-1 =
    Two months. Nothing new to do: sunscreen each morning, shade at midday. Thank you for keeping it up.
    Below the surface, new collagen is being put in order and made stronger. It is slow, quiet work.

step-m3-1 =
    Three months. Now a look back is fair. Take the same photos: same spot, same light, no filter.
    Bare skin, same views. Keep them locked on your own phone.
    Change is often small, and some people see little. That is nobody's fault.
    Look at it together with { $clinic }.

step-m4-1 =
    Month four. Keep up the shade at midday and the morning sunscreen. There is nothing more to do now.
    Is a scar getting thicker, harder or itchy? Show it to { $clinic }.

step-m6-1 =
    Half a year. Photo time: same spot, same light, same views. No flash, zoom or filter, please.
    Bare skin. Keep them locked on your own phone.
    In one study, skin samples showed clearly more collagen by now.
    If you and { $clinic } want, talk about more sessions, or none. Both are fine.

step-m9-1 =
    Nine months. Changes are small now, and slow. Morning sunscreen and shade at midday still count.
    Look at old scars once. Thicker, harder or itchy? Show { $clinic }.

step-m12-1 =
    One year. A last photo, if you like: same spot, same light, same views. Then lay it beside the first.
    Bare skin. Keep it locked on your own phone.
    A thick or itchy scar, or a new dark or pale patch? Show { $clinic }.
    My messages end here. Thank you. /forget deletes your data, /treatment starts again.

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
    Not yet? { call-whom } No answer? Try an out-of-hours doctor.
    Hard to breathe, fever with confusion, or fast spreading? Call { $emergency }.
    { standing-short }

step-c-soon =
    Hello again. You told me of a worry. How is it now? Did you get to speak to somebody about it?
    Not yet? { call-whom }
    More pain, heat, swelling, pus or a fever? Then do it today. Hard to breathe? Call { $emergency }.
    { standing-short }

step-c-week =
    Hello again. A week ago you told me of a worry. How is it now? Did somebody have a look at it?
    If it is still there, let { $clinic } see it this week. Worse, or a fever? Then do it today.
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
    • Fever with confusion. Eye swollen shut.{ $day ->
        [0] { dirty-needle }
        [1] { dirty-needle }
        [2] { dirty-needle }
        [3] { dirty-needle }
       *[other] {""}
    }

# Medicine that can prevent an infection of the blood works only within about 72 hours.
dirty-needle = {""}
    Shared or dirty needle? Doctor, today.
