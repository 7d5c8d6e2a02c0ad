### From week 2 to the end of the year. How moments and first lines are written stands at the top of en.ftl.

## Weeks 2 to 6

step-w2-1 =
    Day { $day }. Nothing new to do. { $concern ->
        [yes] Shade
       *[no] Sunscreen, shade at midday
    } and good sleep: that is the whole list.
    Below the surface, your skin builds new collagen and small blood vessels. You cannot see it yet.{ $smoking ->
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

step-w4-1 =
    One month. Photo time, if you like.
    Same place, same light, an arm's length away. Back camera. No flash, zoom or filter.{ $face ->
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
    { $goal ->
        [hair] Hair is judged at week 12.
       *[other] Texture tends to change first.
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
    Three months. Now a look back is fair. Take the same photos: same place, same light, no filter.
    { photo-how } Keep them locked on your own phone.
    Change is often small, and some people see little. That is nobody's fault.
    { $setting ->
        [home] Questions? Ask { $clinic }.
       *[professional] Look at it together with { $clinic }.
    }

step-m4-1 =
    Month four. Keep up the shade at midday and the morning sunscreen. There is nothing more to do now.
    Is a scar getting thicker, harder or itchy? Show it to { $clinic }.

step-m6-1 =
    Half a year. Photo time: same place and same light as before. No flash, no zoom, no filter, please.
    { photo-how } Keep them locked on your own phone.
    In one study, skin samples showed clearly more collagen by now.
    { $setting ->
        [home] More sessions, or none? Both are fine. Ask a professional before you go on.
       *[professional] If you and your clinic want, talk about more sessions, or none. Both are fine.
    }

step-m9-1 =
    Nine months. Changes are small now, and slow. Morning sunscreen and shade at midday still count.
    Is an old scar thicker, harder or itchy? Show it to { $clinic }.

step-m12-1 =
    One year. A last photo, if you like: same place, same light. Then lay it beside the first one.
    { photo-how } Keep it locked on your phone.
    A thick or itchy scar, or new dark or pale patch? Show it to { $clinic }.
    My messages end here. Thank you. /forget deletes your data, /treatment starts again.

photo-how = { $scalp ->
        [yes] Bare skin, same parting.
       *[no] Bare skin, same views.
    }
