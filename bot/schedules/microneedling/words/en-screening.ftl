### What speaks against a session: the words of the 37 points of screening.toml.
### screen-<id>            what is asked, one line of a page
### screen-<id>-tap        its button: two stand beside each other, so at most 16 characters; "…" asks further
### screen-<id>-<option>   a button, where an item has several options
### screened-<id>-<option> what is told about it in the result. The level stands above it.

## 1  Your skin there, right now

screen-infection = Infected: pus, crusts, weeping, a spreading rash, warts
screen-infection-tap = Infection
screened-infection-yes = Infected skin there. Wait until it has healed.

screen-cold-sore-now = A cold sore or blisters, or tingling as if one comes
screen-cold-sore-now-tap = Cold sore now
screened-cold-sore-now-yes = A cold sore or blisters now. Wait until it has healed.

screen-acne = Many pimples, or deep or pus-filled ones; or just a few
screen-acne-tap = Pimples …
screen-acne-inflamed = Many, deep or pus-filled
screen-acne-few = A few small ones
screened-acne-inflamed = Many pimples, or deep or pus-filled ones there.
screened-acne-few = A few small pimples. The needles should leave them out.

screen-rash = Eczema, psoriasis, rosacea, vitiligo or another rash there, now or before
screen-rash-tap = Rash, eczema …
screen-rash-flare = A flare or rash now
screen-rash-before = Had one there before
screened-rash-flare = A flare or rash there now.
screened-rash-before = A rash there before. Needles can bring it back.

screen-broken-skin = Broken, burnt or sore skin; a fresh tan
screen-broken-skin-tap = Sore or tan …
screen-broken-skin-broken = Broken, burnt or sore
screen-broken-skin-tan = A fresh tan
screened-broken-skin-broken = Broken, burnt or sore skin there. Wait until it has healed.
screened-broken-skin-tan = A fresh tan.

screen-spot = A spot that is new, changing, bleeding or rough
screen-spot-tap = A changing spot
screened-spot-yes = A spot that is new, changing, bleeding or rough. Have it looked at.

screen-scalp = Scalp: sore, scaly, pus spots or sudden bald patches
screen-scalp-tap = Scalp …
screen-scalp-active = It is there now
screen-scalp-calm = It is calm now
screened-scalp-active = A sore or scaly scalp, pus spots or bald patches now.
screened-scalp-calm = A scalp problem that is calm now. A doctor should find out what it is first.

## 2  Your skin before

screen-cold-sores = Cold sores on the face, ever
screen-cold-sores-tap = Cold sores, ever
screened-cold-sores-yes = Cold sores, ever. A doctor can say how to prevent one.

screen-keloid = Scars that grew bigger than the wound, or stayed raised: yours, or close family's
screen-keloid-tap = Big scars …
screen-keloid-self = Mine grew bigger than the wound
screen-keloid-family = Close family has such scars
screen-keloid-raised = Mine stayed raised, not bigger
screened-keloid-self = Scars of yours that grew bigger than the wound.
screened-keloid-family = Close family with scars that grew bigger than the wound.
screened-keloid-raised = Scars of yours that stayed raised.

screen-dark-marks = Brown or black skin, or marks that stay for months
screen-dark-marks-tap = Marks that stay
screened-dark-marks-yes = Brown or black skin, or marks that stay. Ask for a test spot and a sun plan.

screen-melasma = Brown patches on cheeks, forehead or lip
screen-melasma-tap = Brown patches
screened-melasma-yes = Brown patches. Needling may help them, or make them worse.

screen-reaction = Bumps or a rash that stayed after an earlier session; sarcoidosis, granuloma
screen-reaction-tap = Past reaction
screened-reaction-yes = A reaction after an earlier session, or sarcoidosis. Not again before it was checked.

screen-procedures = Surgery (1 year), filler (6 months), peel, laser or toxin (4 weeks) there; a scar under 6 months
screen-procedures-tap = Done lately
screened-procedures-yes = Something done there lately, or a fresh scar. Say what, and when.

## 3  Your health

screen-diabetes = Diabetes
screen-diabetes-tap = Diabetes …
screen-diabetes-high = Sugar often high, or not known
screen-diabetes-controlled = Under control
screened-diabetes-high = Diabetes, with sugar that is often high or not known.
screened-diabetes-controlled = Diabetes that is under control.

screen-bleeding = You bleed or bruise very easily, or have a clotting disorder
screen-bleeding-tap = Easy bleeding
screened-bleeding-yes = Easy bleeding or bruising, or a clotting disorder.

screen-immunity = Weak immunity, or medicine that lowers it
screen-immunity-tap = Weak immunity
screened-immunity-yes = Weak immunity. Ask the doctor who treats you for it.

screen-wounds = Wounds that mend badly; lupus, scleroderma or the like
screen-wounds-tap = Slow mending
screened-wounds-yes = Wounds that mend badly, lupus, scleroderma or the like. Most are told to leave it.

screen-metal = A rash from metal buttons or earrings
screen-metal-tap = Metal allergy …
screen-metal-steel = A strong one, or from steel
screen-metal-mild = A mild one
screened-metal-steel = A strong metal allergy, or one to steel. Needles are steel.
screened-metal-mild = A mild metal allergy. Needles are steel.

screen-fainting = Fainting with needles, seizures, serious heart disease
screen-fainting-tap = Fainting, heart
screened-fainting-yes = Fainting with needles, seizures or heart disease.

screen-smoking = You smoke or vape
screen-smoking-tap = Smoking
screened-smoking-yes = Smoking or vaping. Skin mends more slowly.

## 4  Medicines

screen-isotretinoin = Acne capsules (isotretinoin, such as Roaccutane)
screen-isotretinoin-tap = Acne capsules …
screen-isotretinoin-now = I take them now
screen-isotretinoin-recent = In the last six months
screened-isotretinoin-now = Acne capsules (isotretinoin) now.
screened-isotretinoin-recent = Acne capsules (isotretinoin) in the last six months.

screen-blood-thinners = Blood thinners: tablets or injections, also daily aspirin
screen-blood-thinners-tap = Blood thinners
screened-blood-thinners-yes = Blood thinners. Never stop them on your own.

screen-chemo = Cancer treatment or high-dose steroids, now or in the last four weeks
screen-chemo-tap = Cancer, steroids
screened-chemo-yes = Cancer treatment or high-dose steroids, now or in the last four weeks.

screen-radiotherapy = Radiotherapy
screen-radiotherapy-tap = Radiotherapy …
screen-radiotherapy-now = Now, or in the last four weeks
screen-radiotherapy-ever = Ever, to this area
screened-radiotherapy-now = Radiotherapy, now or in the last four weeks.
screened-radiotherapy-ever = Radiotherapy to this area, ever.

screen-numbing = A bad reaction to numbing cream or a dentist's injection. Heart-rhythm medicine, liver disease, methaemoglobinaemia
screen-numbing-tap = Numbing cream …
screen-numbing-reaction = A bad reaction, ever
screen-numbing-illness = Heart rhythm, liver or blood
screened-numbing-reaction = A bad reaction to numbing. No numbing cream before a professional agrees.
screened-numbing-illness = Heart-rhythm medicine, liver or blood disease. It matters for numbing cream.

## 5  Place and device

screen-tattoo = A tattoo or permanent make-up there
screen-tattoo-tap = Tattoo
screened-tattoo-yes = A tattoo or permanent make-up there. No needles over it.

screen-eyes = On the eyelids, or inside the eye-socket bone
screen-eyes-tap = At the eyes
screened-eyes-yes = On the eyelids, or inside the eye-socket bone.

screen-home-device = At home: needles over 0.5 mm, shared, or used again without cleaning
screen-home-device-tap = Home needles
screened-home-device-yes = Home needles over 0.5 mm, shared or not clean. Please do not use them.

screen-too-soon = The same area, sooner than you were told to wait
screen-too-soon-tap = Too soon
screened-too-soon-yes = The same area again too soon. Wait as long as you were told.

screen-device = A device with heat or radio waves. A pacemaker or metal implant
screen-device-tap = Heat, implant …
screen-device-heat = Heat or radio waves (RF)
screen-device-implant = Pacemaker or metal implant
screened-device-heat = Heat or radio waves (RF). That is something else, with risks that I do not cover.
screened-device-implant = A pacemaker or metal implant.

## 6  You, these days

screen-pregnancy = You are pregnant, or might be
screen-pregnancy-tap = Pregnancy
screened-pregnancy-yes = Pregnant, or perhaps.

screen-breastfeeding = You breastfeed
screen-breastfeeding-tap = Breastfeeding
screened-breastfeeding-yes = Breastfeeding. It is best to wait.

screen-fever = Fever, or ill these days. Hepatitis or HIV
screen-fever-tap = Fever, illness …
screen-fever-now = Fever, or ill these days
screen-fever-chronic = Hepatitis or HIV
screened-fever-now = Fever, or ill these days. Wait until you are well.
screened-fever-chronic = Hepatitis or HIV.

screen-sun = Beach or ski trip within four weeks. Medicine that makes skin react to light, such as doxycycline
screen-sun-tap = Sun, light …
screen-sun-medicine = Such a medicine
screen-sun-trip = Beach or ski trip
screened-sun-medicine = Medicine that makes skin react to light. Never stop it on your own.
screened-sun-trip = A beach or ski trip within four weeks. A later session may be better.

screen-acids = Acids, scrubs, retinol or waxing in the last week
screen-acids-tap = Acids, waxing
screened-acids-yes = Acids, scrubs, retinol or waxing in the last week. Ask if it should wait.

screen-age = You are under 22
screen-age-tap = Age …
screen-age-under-18 = Under 18
screen-age-under-22 = 18 to 21
screened-age-under-18 = Under 18. I am only for people of 18 and over. /forget deletes what I keep.
screened-age-under-22 = 18 to 21. The makers' labels say 22 and over.

screen-looks = If you like: how you look upsets you most days
screen-looks-tap = Upset by looks
screened-looks-yes = How you look upsets you most days. You are not alone with it. A doctor, or somebody you trust, can help. There is no hurry.
