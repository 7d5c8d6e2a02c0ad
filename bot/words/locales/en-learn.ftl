### /learn: the three questions of the article that the bot began with, corrected by the evidence; and who should wait, as one list for everybody.

learn =
    <b>What would you like to know?</b>
    Short answers, with what studies found and what they did not find. /why shows how strong each point is.
learn-tap-how = How does it work?
learn-tap-use = What is it used for?
learn-tap-risk = Is it for me?
learn-tap-who = Who should wait?
learn-tap-back = Back

learn-how =
    <b>How does it work?</b>
    Fine needles, 0.25 to 2.5 mm long, make tiny channels in the skin. That starts the skin's own repair.

    • <b>First hours and days:</b> small clots close the channels. The skin's alarm reaction makes it warm, and red or darker.
    • <b>From about day 5:</b> cells make new collagen, and small vessels form. This goes on for about eight weeks.
    • <b>Up to a year:</b> early collagen is swapped for a stronger kind. You cannot see this work, so results come late.

    Collagen goes up in studies. For elastin they disagree: one found more, one found less. So I do not count on it.
    Creams get in more easily while the channels are open. That is why almost nothing should go on at first.

learn-use =
    <b>What is it used for?</b>

    • <b>Acne scars:</b> wide and box-shaped dents change most, in one study by a third to a half. Narrow, deep ones hardly change.
    • <b>Fine lines:</b> in one study they were softer three and five months after the first of four sessions.
    • <b>Dark patches:</b> it may help beside creams and sun care. It may also make them worse. Ask early if you see darker areas.
    • <b>Hair:</b> most studies joined it with minoxidil, and many were weak. They counted at week 12.

    Most people in studies had more than one session. Some saw little change. That was no fault of theirs.

learn-risk =
    <b>Is it for me?</b>
    Only a trained professional who sees you can say. This is what is known:

    • Most reactions are mild and settle within a week: red or darker, swollen, sore, dry.
    • Dark marks can follow and last for months, more often in brown and black skin.
    • Infection is not common, but it happens. Firm bumps, or fine lines in rows, are rare.
    • A trained person with sterile needles lowers the risk. At home: 0.3 mm is better, 0.5 mm is the limit.
    • Some people should wait or leave it. See “Who should wait?”.

    Needling with radio waves (RF) is something else, with other risks. I do not cover it.

learn-who =
    <b>Who should wait?</b>
    Read all of it before a session. It is the same list for everybody.

    <b>STOP</b>: please do not go ahead until a professional says so.
    <b>TALK</b>: talk to your professional or doctor first.
    <b>CARE</b>: take extra care, and tell them.
    Not sure? Then it counts as TALK.

learn-who-1 =
    <b>Your skin there, right now</b>
    • Infected: pus, crusts, weeping, a spreading rash, warts. <b>STOP</b> until healed.
    • A cold sore or blisters, or tingling as if one comes. <b>STOP</b> until healed.
    • Many pimples, or deep or pus-filled ones. <b>STOP</b>. A few small spots: <b>CARE</b>.
    • A flare of eczema, psoriasis, rosacea, vitiligo or another rash. <b>STOP</b>. Had one there before: <b>TALK</b>.
    • Broken, burnt or sore skin. <b>STOP</b> until healed. A fresh tan: <b>TALK</b>.
    • A spot that is new, changing, bleeding or rough. <b>STOP</b>, and have it looked at.
    • Sore, scaly scalp, pus spots or sudden bald patches. <b>STOP</b> while it is active, else <b>TALK</b>.
    • Acids, scrubs, retinol or waxing in the last week. <b>CARE</b>: ask if it should wait.

learn-who-2 =
    <b>Your skin in the past</b>
    • Scars that grew bigger than the wound: yours, <b>STOP</b>. In close family, or raised scars: <b>TALK</b>.
    • Cold sores on the face, ever. <b>TALK</b> about prevention.
    • Brown or black skin, or marks that stay for months. <b>TALK</b>: test spot, sun plan.
    • Brown patches on cheeks, forehead or lip. <b>TALK</b>: it may help, or make them worse.
    • Bumps or a rash that stayed after an earlier treatment, or sarcoidosis. <b>TALK</b>, and no repeat until it was checked.
    • Filler, surgery, toxin, peel or laser there, or a scar under six months old. <b>TALK</b>.
    • The same area treated too recently. <b>STOP</b> until the wait is over.
    • A rash from metal buttons or earrings. <b>TALK</b>. A strong one, or from steel: <b>STOP</b>.
    • A tattoo or permanent make-up there. <b>CARE</b>: not over it.

learn-who-3 =
    <b>Your health</b>
    • Diabetes. <b>TALK</b>. Sugar often high, or you do not know: <b>STOP</b>.
    • You bleed or bruise very easily, or have a clotting disorder. <b>STOP</b>.
    • Weak immunity, or medicine that lowers it. <b>TALK</b> with the doctor who treats you.
    • Lupus, scleroderma, another connective tissue disease, or wounds that mend badly. <b>TALK</b>.
    • Fever or ill on the day. <b>STOP</b>. Hepatitis or HIV: <b>TALK</b>.
    • Fainting with needles, seizures, serious heart disease. <b>TALK</b>.
    • Pregnant, or perhaps. <b>STOP</b>. Breastfeeding: <b>TALK</b>, and best wait.
    • You smoke or vape. <b>CARE</b>: skin mends more slowly.
    • How you look upsets you most days. <b>TALK</b>: somebody can help, and there is no hurry.

learn-who-4 =
    <b>Medicines</b>
    • Acne capsules (isotretinoin): now, <b>STOP</b>. In the last six months: <b>TALK</b>.
    • Blood thinners, also daily aspirin. <b>TALK</b>. Never stop them on your own.
    • Chemotherapy or high-dose steroids, now or in the last four weeks. <b>STOP</b>.
    • Radiotherapy, now or in the last four weeks. <b>STOP</b>. Ever to this area: <b>TALK</b>.
    • A bad reaction to numbing cream or a dentist's injection. <b>STOP</b> for the cream. Heart-rhythm medicine, liver disease, methaemoglobinaemia: <b>TALK</b>.
    • Medicine that makes you sensitive to light. <b>TALK</b>. A beach or ski trip within four weeks: <b>CARE</b>.

learn-who-5 =
    <b>Age, place and device</b>
    • Under 18. <b>STOP</b>. From 18 to 21: <b>TALK</b>.
    • On the eyelids, or inside the eye-socket bone. <b>STOP</b>.
    • At home: needles over 0.5 mm, shared, or used again without cleaning. <b>STOP</b>.
    • A device with heat or radio waves: ask your clinic, I do not cover it. A pacemaker or metal implant: <b>TALK</b>.

learn-closing = This list is not a medical check. Please always talk to a trained professional before any new treatment.
