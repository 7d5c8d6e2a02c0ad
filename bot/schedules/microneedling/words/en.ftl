### What the microneedling protocol says, step by step. Read at night, on a phone, by people who worry: short lines, one idea each, a moment instead of
### "soon". Here the first week; then en-year.ftl, en-occasions.ftl (sessions, worries, gaps), en-lines.ftl (add lines), en-names.ftl.
###
### Moments are variables: $sunscreen reads "from Sat 7 March 16:30", "since …" once it has passed, "ask your clinic first" while a worry is open;
### $sunscreen-at is the bare moment. They follow a colon or a comma, where all three read well. $clinic is "your clinic"; at home, "a doctor or
### pharmacist".
###
### Where a moment may have passed already, "fine" goes before it: `{ fine-exercise }` reads "fine since …", or as $exercise alone.
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
    • Fainting. Racing heart. Metal taste. Ringing ears.

step-d0-2 =
    For now: hands off, and stay in the shade.{ hat-outdoors }
    { $setting ->
        [home] Put nothing on it yet: no cream, no wrap, no plaster.
       *[professional] Put on only what your clinic gave you. No wrap of your own.
    }{ $face ->
        [yes] { make-up-and-serums }
       *[no] { $neck ->
            [yes] { make-up-and-serums }
           *[no] {""}
        }
    }
    { cream-and-sunscreen }: { $sunscreen }.

# Lines of D0-2, for those whom they concern.
cream-and-sunscreen = { $face ->
        [yes] Plain cream, sunscreen
       *[no] { $neck ->
            [yes] Plain cream, sunscreen
           *[no] { $body ->
                [yes] Plain cream, sunscreen
               *[no] Sunscreen on bare places
            }
        }
    }
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
    Tonight.
    Gym, hot showers: { $exercise }.
    Alcohol: { $alcohol }.
    Warm? A clean, cool, damp cloth. No ice.
    Sore? { $setting ->
        [home] Ask a doctor or pharmacist
       *[professional] Ask your clinic or a pharmacist
    } before taking anything new. Keep taking prescribed medicines.{ $face ->
        [yes] {""}
            For bed: { soft-rinse }. Fresh pillowcase. Sleep on your back.
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
    For bed: { soft-rinse }.
soft-rinse = a soft, lukewarm rinse{ $rinse-open ->
        [yes] {""}
       *[no] , { $rinse }{ or-in-the-morning }
    }
# The moment can fall into the night: nobody needs to get up for it.
or-in-the-morning = { $concern ->
        [yes] {""}
       *[no] {" "}or next morning
    }

## Days 1 to 3

step-d1-1 =
    Good morning, day 1.
    { $face ->
        [yes] Gentle wash, plain cream, { spf } (two finger-lengths): { fine-sunscreen }.
       *[no] { bare-areas-sunscreen }
    }
    { shade-until-sunscreen }
    Swollen? Red, or darker on brown and black skin? That is common. It should { $swelling-past ->
        [yes] be easing now.
       *[no] ease by { $swelling-by }.
    }
    Blisters, pus, fever{ $face ->
        [yes] , an eye swollen shut?
       *[no] , growing pain?
    } Tap “I'm worried”.

# A scalp has its own moment for washing, so nothing is said here of wash or cream where only the scalp was treated.
bare-areas-sunscreen = { $neck ->
        [yes] Gentle wash, plain cream, { spf }: { fine-sunscreen }.
       *[no] { $body ->
            [yes] Gentle wash, plain cream, { spf }: { fine-sunscreen }.
           *[no] On bare places, { spf }: { fine-sunscreen }.
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
        [yes] shade, a hat, water only
       *[no] { $scalp ->
            [yes] shade and a clean, loose hat
           *[no] shade, loose clothes, water only
        }
    }

step-d1-2 =
    Sunscreen: { fine-sunscreen }. { $pigment ->
        [yes] SPF 50, tinted
       *[no] SPF 30 or more
    }, each morning, and every two hours outdoors.
    { $face ->
        [yes] Two finger-lengths are right for a face.
       *[no] Use plenty, and spread it softly.
    }
    Shade and a hat are still your best help.
    Does your skin still weep, sting or swell? Then wait, and ask { $clinic }.

step-d1-3 =
    A quick check, one tap, when you have a moment.
    How is it now, compared with last night? Better, the same, worse, or something new?
    Not sure? Tap “Something new”.

step-d2-1 =
    Hello, day 2.
    { $face ->
        [yes] Gentle wash, plain cream, sunscreen: { fine-sunscreen }.
            Make-up: { fine-make-up }.
       *[no] { $neck ->
            [yes] Gentle wash, plain cream, sunscreen: { fine-sunscreen }.
                Make-up: { fine-make-up }.
           *[no] { $body ->
                [yes] Gentle wash, plain cream, sunscreen: { fine-sunscreen }. Loose, clean clothes.
               *[no] Sunscreen on bare places: { fine-sunscreen }. Outdoors, a clean, loose hat.
            }
        }
    }
    Still weeping or stinging? Then wait, and ask first.
    Tight and dry is common.
    From here on, it should not worsen. More pain, heat, swelling or spreading colour? Tap “I'm worried”.

step-d3-1 =
    Day { $day }. Quick check, one tap: how is it, compared with yesterday?
    Gym, hard sweat: { fine-exercise }{ if-calm }.
    Redness, or darker colour on brown and black skin, { $redness-past ->
        [yes] should have gone by { $redness-by }.
       *[no] should be easing, and gone by { $redness-by }.
    }
    Small flakes may start. No picking, please.
    More pain, heat, swelling or pus is not usual. Tap “Worse”.

## Days 4 to 7

step-d4-1 =
    Day { $day }. The first stretch is behind you. Keep it plain: soft wash, { cream-not-on-scalp }sunscreen, shade. That is enough.
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
    Day { $day }. Plain care: soft wash, { cream-not-on-scalp }shade.
    Pool, sea, sauna: { fine-pool }{ if-calm-at-all }.{ $face ->
        [yes] { shaving-line }
       *[no] { shaving-elsewhere }
    }
    A few small spots or white bumps can show. No squeezing, please.{ $band ->
        [L] { bruises-by }
        [XL] { bruises-by }
       *[other] {""}
    }
    Many, sore or pus-filled? Contact { $clinic } the same day.

shaving-elsewhere = { $neck ->
        [yes] { shaving-line }
       *[no] { $body ->
            [yes] { shaving-line }
           *[no] {""}
        }
    }
shaving-line = {""}
    Shaving: { fine-shaving }{ if-calm-at-all }.
# Bruises are rare under short needles, so only those with deeper ones read of them.
bruises-by = {""}
    A bruise may last until { $bruising-by }.

step-d6-1 =
    Day { $day }. From now on, sun is the main thing to avoid. It comes through clouds and windows too.
    Fresh skin can darken in the sun, most of all brown and black skin.
    { $concern ->
        [yes] Sunscreen: { $sunscreen }
       *[no] Use sunscreen each morning{ $face ->
            [yes] , two finger-lengths for the face
           *[no] {""}
        }
    }.
    Keep to the shade until { $strict-sun-ends-at }, and out of the midday sun after that too.

step-d7-1 =
    One week. A quick check, one tap. If you can, look in daylight, by a window, before you answer.
    Calm means: not sore, swollen, crusted or weeping, and not clearly red, or darker on brown and black skin.
    Is it calm?
    It is too early to judge the result.
    { standing-short }

## Parts that several steps use

# Plain cream is for skin, not for a scalp that was treated alone.
cream-not-on-scalp = { $face ->
        [yes] cream,{" "}
       *[no] { $neck ->
            [yes] cream,{" "}
           *[no] { $body ->
                [yes] cream,{" "}
               *[no] {""}
            }
        }
    }

# What every permit also needs.
if-calm = { $concern ->
        [yes] {""}
       *[no] , on calm skin
    }
# The same where "skin" must not be read on a locked phone.
if-calm-at-all = { $concern ->
        [yes] {""}
       *[no] , if calm
    }

fine-sunscreen = { $sunscreen-open ->
        [yes] fine { $sunscreen }
       *[no] { $sunscreen }
    }
fine-make-up = { $make-up-open ->
        [yes] fine { $make-up }
       *[no] { $make-up }
    }
fine-exercise = { $exercise-open ->
        [yes] fine { $exercise }
       *[no] { $exercise }
    }
fine-pool = { $pool-open ->
        [yes] fine { $pool }
       *[no] { $pool }
    }
fine-shaving = { $shaving-open ->
        [yes] fine { $shaving }
       *[no] { $shaving }
    }
spf = { $pigment ->
        [yes] sunscreen SPF 50
       *[no] sunscreen SPF 30+
    }
