### The add lines: at most 20 words each. Two of them may join a step; a third becomes a message of its own, so those are neutral from their first word.

line-a-deep-0 = { $depth-known ->
        [yes] A deeper treatment
       *[no] If it went deep
    }: redder or darker. Puffy, most on days 1–2. A little clear fluid until { $fluid-by }.
line-a-home-0 = Clean or bin needles, never share. Not again before { $next-session }. Shared or dirty? Call a doctor today.
line-a-scalp-0 = Hair wash: { $hair-wash }. No minoxidil, spray, gel or dye yet. No helmet or tight cap.
line-a-body-0 = { $body ->
        [yes] { $neck ->
            [yes] Neck, body
           *[no] Body
        }
       *[no] Neck
    }: loose, clean cotton. No straps, jewellery, perfume, deodorant or body lotion. Shaving: { $shaving }.
line-a-scalp-1 = Shampoo: { fine-hair-wash }. A mild one, lukewarm water, fingertips, no nails. Air-dry.
line-a-sun-1 = Sunscreen to choose: SPF 50, tinted with iron oxide. Shade and hat, behind glass too, for months.
line-a-hsv-1 = Tingling or burning near the mouth? Blisters? Contact { $clinic } today. Near an eye: an emergency.
line-a-scalp-2 = Minoxidil: { fine-minoxidil }, only on a calm scalp. Chest pain, racing heart, faint? Stop, get help.
line-a-acne-5 = Acids, benzoyl peroxide: { $acids }. Adapalene: { $retinoid }. Flaring? Tell { $clinic }.
line-a-scalp-7 = Dye, bleach, perm: fine { $hair-dye }, if your scalp is calm. Do a patch test first.
line-a-pig-14 = Compare your “before” photo. New brown or grey areas? Tell { $clinic }. No bleaching creams on your own.
line-a-acne-90 = In studies, wide and box-shaped dents changed most; narrow, deep ones hardly. More than one session is usual.
line-a-wrink-90 = In studies, lines were softer three and five months after the first of four sessions. A small change counts.
line-a-pig-90 = In studies, weeks 12 to 24 were best, with sun care and prescribed cream. Darker now? That needs a look.
line-a-hair-90 = Sudden loss or real pain needs a doctor. In studies, week 12 was the time to count, mostly with minoxidil.

# D1-2 said inside D1-3, when the sunscreen opens between noon and four.
line-d1-2 = Sunscreen: { fine-sunscreen }, { $pigment ->
        [yes] SPF 50
       *[no] SPF 30 or more
    }. Still weeping or stinging? Then wait, and ask first.

fine-hair-wash = { $hair-wash-open ->
        [yes] fine { $hair-wash }
       *[no] { $hair-wash }
    }
fine-minoxidil = { $minoxidil-open ->
        [yes] fine { $minoxidil }
       *[no] { $minoxidil }
    }

## A check-in that nobody answered, asked once more at the end of the next message. $asked is when it was asked first.

line-d1-3 = { asked-how }
line-d3-1 = { asked-how }
line-d7-1 = I asked on { $asked } whether it is calm. You can still tell me, here.
line-w2-2 = { asked-look }
line-w6-1 = { asked-look }
asked-how = I asked on { $asked } how it is. You can still tell me, here.
asked-look = I asked on { $asked } whether all is clear. You can still tell me, here.
