### From week 2 to the end of the year. How moments and first lines are written stands at the top of en.ftl.

## Weeks 2 to 6

step-w2-1 =
    Day { $day }. Nothing new to do. { $concern ->
        [yes] Shade
       *[no] Sunscreen, shade at midday
    } and good sleep: that is the whole list.
    Below the surface, your skin builds new collagen and small blood vessels. You cannot see it yet.
    Does it look plump? That is partly swelling, so it is too early to judge.{ $smoking ->
        [yes] {""}
            Each day without smoke helps this work along.
       *[no] {""}
    }

step-w2-2 =
    Two weeks. A quick check, one tap. Please look in daylight, and take a mirror where you need one.
    New patches, brown, grey or pale? Bumps that stay? Fine lines in rows? Red, darker or itchy skin?
    Any of it? Tap “Something”, or in doubt “Not sure”. It helps to ask early.
    { standing-short }

step-w3-1 =
    Three weeks. Does it look a little flatter than last week? That is common, and no step back.
    The early glow was partly mild swelling. Real change is slow.{ $scalp ->
        [yes] {""}
            Some hair can shed. Judge it at week 12, not before.
       *[no] {""}
    }
    A new firm lump or sore? Let { $clinic } see it within two days.

# The button under it leads to the whole standard for photos.
step-w4-1 =
    One month. Photo time, if you like: same place, same light. No flash, no zoom and no filter, please.{ $face ->
        [yes] {""}
            Bare face: front, left, right.
       *[no] {""}
    }{ $scalp ->
        [yes] {""}
            Dry hair, same parting, from above.
       *[no] {""}
    }{ $body ->
        [yes] {""}
            Body: same pose, with a coin.
       *[no] { neck-alone }
    }
    Keep them locked on your own phone, not here.
    { $goal ->
        [acne-scars] Texture and pores tend to change first. Dents take months.
        [wrinkles] Texture and pores tend to change first. Lines take months.
        [pigment] In studies, patches could lighten from week 4. Darker now? Show { $clinic }.
        [hair] Hair is judged at week 12.
       *[other] Texture and pores tend to change first.
    }

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
    There is no rush. It is only for when all is calm, and if you and your clinic want it.{ $pigment ->
        [yes] {""}
            Darker there than before? Then not yet: show it first.
       *[no] {""}
    }
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
    Three months. Now a look back is fair. Take the same photos: same place, same light, no filter.
    { photo-how } Keep them locked on your own phone, not here.
    Some see little change. That is nobody's fault, and there are other ways.
    { $setting ->
        [home] Questions? Ask { $clinic }.
       *[professional] Look at it with { $clinic }.
    }

step-m4-1 =
    Month four. Keep up the shade at midday and the morning sunscreen. There is nothing more to do now.
    Is a scar getting thicker, harder or itchy? Show it to { $clinic }.

step-m6-1 =
    Half a year. Photo time: same place, same light, no filter. Keep them locked on your own phone, not here.
    { photo-how }
    { $goal ->
        [acne-scars] In studies, scars were mostly judged about now. Samples held clearly more collagen.
        [wrinkles] In one study, lines were still softer at month 5. Small change is real change.
        [pigment] In studies, weeks 12 to 24 were best. Darker now? No session until a doctor looked.
        [hair] In studies, hair was counted at week 12. Go on only with { $clinic }.
       *[other] In one study, samples held clearly more collagen by now.
    }
    Little change? That is nobody's fault.
    { $setting ->
        [home] More sessions, another way, or none? Ask a professional first.
       *[professional] If you and your clinic want, talk about more sessions, another way, or none.
    }

step-m9-1 =
    Nine months. Changes are small now, and slow. Morning sunscreen and shade at midday still count.
    Is an old scar thicker, harder or itchy? Show it to { $clinic }.

step-m12-1 =
    One year. A last photo: same place, same light, no filter, locked on your own phone, not here. Thank you.
    { photo-how }
    Long studies end here. Little change is nobody's fault, and there are other ways.
    Thick or itchy scar? New dark or pale patch? Show { $clinic }.
    My messages end here. /forget deletes your data.

photo-how = { $scalp ->
        [yes] { $face ->
            [yes] Bare skin, same parting.
           *[no] Dry hair, same parting.
        }
       *[no] Bare skin, same views.
    }
