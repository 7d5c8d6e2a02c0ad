### What each fact of evidence.toml says, for patients who ask /why. No fact is told stronger than its source.

## How skin repairs itself

fact-f01 = Tiny pricks start the skin's own repair. Cells begin to make new collagen, and small vessels form.
fact-f02 = Repair has three steps that overlap. First an alarm, then building for weeks, then slow sorting for a year or more.
fact-f03 = In the last step, early collagen is swapped for a stronger kind. The extra blood supply settles.
fact-f04 = In one study, skin samples showed clearly more collagen and elastin after 6 months. After a year, part of the outer layer was thicker.
fact-f05 = In ten people, skin samples showed more collagen after six sessions. Another fibre, elastin, had gone down. So studies disagree on that one.
fact-f06 = In ten people, skin lost most water right after needling, and a little more than usual for two days. Long needles had the longest effect.
fact-f07 = In a small trial with very short needles on the face, the skin had closed again within three days.
fact-f08 = Studies differ on how fast the channels close: from 2 hours to about 60. Cover, age and dark skin may slow it.
fact-f09 = After needling with radio waves, skin had closed again by day 7. That is another method, so it only sets an outer limit.

## What to expect, and what can go wrong

fact-f10 = Redness or darker colour, swelling, soreness, bruises, itch and peeling are usual. They mostly settle within a week.
fact-f11 = Mild redness, swelling and flakes often settle within three days.
fact-f12 = It often looks like a mild sunburn. That lasts one or two days after light work, up to three after deep work.
fact-f13 = Swelling may show more on day 2. Pink fades on days 3 to 5. Flakes start around day 3.
fact-f14 = Bruises, tiny scabs and small spots can take 7 to 10 days.
fact-f15 = On the belly skin of 20 people, side effects lasted three days on average.
fact-f16 = Small, swollen glands nearby have been seen for some days.
fact-f17 = In 18 studies, side effects were few: dark marks, fine lines in rows, spots and tiny white bumps.
fact-f18 = Dark marks can follow, more often in brown and black skin. The risk seems lower than with peels or lasers.
fact-f19 = Dark marks mostly fade over months, but some last for years. Keeping the sun off comes first. Harsh products may make them worse.
fact-f20 = Fine lines in rows are rare. They go with pressure over bone, with the tool, and with the hand that held it.
fact-f21 = Firm bumps that stay are rare. In most cases vitamin C was on the skin during needling.
fact-f22 = What lies on the skin while it is needled can be driven in. That has caused strong reactions.
fact-f23 = The risk is higher with an infection, in darker skin, and with a metal allergy. So it is with products not made to go into skin.
fact-f24 = Infection is not common, but real. Lumps can show weeks later. At one unlicensed place, HIV was passed on.
fact-f25 = A cold sore can come back after the skin was hurt. It mostly starts with tingling, a day or two later.
fact-f26 = On skin with eczema, the cold sore virus can spread widely. That needs help at once.
fact-f70 = The US authority lists risks: germs, hurt nerves and vessels, scars, dark marks, allergy.
fact-f71 = The US authority warns: needling with radio waves has caused burns, scars and hurt nerves.
fact-f72 = Strong numbing creams can upset the heart and breath. That is so on large areas, on broken skin or under wrap.
fact-f82 = A raised scar that grows mostly shows 3 to 12 months later. It starts by getting thicker.

## Care afterwards

fact-f27 = For the first day, leaflets allow only water, clean hands and what the clinic gave. No make-up, no sunscreen.
fact-f28 = Leaflets differ on the first wash: some allow no water for 6 to 8 hours. One allows almost all the next day.
fact-f29 = No sunscreen on the first day means no sun on that day. Then SPF 30 or more, for two weeks at least. Two finger-lengths for a face is a rule of thumb.
fact-f30 = One maker says: for two or three days no dirt, sun, pool, sauna or hair removal.
fact-f31 = Leaflets ask you to wait with hard sport: for one, two, three or six days.
fact-f32 = Leaflets name 12, 24 or 48 hours for make-up, with clean fingers or clean tools.
fact-f33 = For retinoids and acids, advice runs from two days to two weeks.
fact-f34 = For vitamin C, leaflets name two to seven days. Reports of firm bumps are a reason to be slow.
fact-f35 = Leaflets say that picking, rubbing and scrubbing may leave marks.
fact-f36 = Leaflets advise plain cream several times a day for about a week.
fact-f37 = Leaflets name seven days for shaving and waxing. One maker names two or three.
fact-f38 = Other treatments, such as toxin or laser, wait about two to four weeks.
fact-f39 = Many leaflets are against some pain pills afterwards. That is a theory; no trial was seen.
fact-f40 = Leaflets advise a clean pillowcase, clean hands and no face brush.
fact-f41 = Leaflets advise no alcohol for one or two days: it may add flushing and bruises.
fact-f42 = A cover slows the closing of the channels. So no plastic wrap, unless your clinic put it on.
fact-f84 = Smoking slows the repair of skin.
fact-f85 = One practical guide starts with plain care. Usual products come back after about a week.
fact-f86 = Reviews often name two or three days of redness and a week of sun care. Between sessions they name 3 to 8 weeks.

## What it is for

fact-f43 = For acne scars, studies mostly had 3 sessions, 4 weeks apart.
fact-f44 = 120 people with scars had 1 to 6 monthly sessions. On average, scars were at least half better after two or three.
fact-f45 = In the main trial of one pen, with 41 people, no side effect was left after six months.
fact-f46 = In 51 people, box-shaped and wide scars changed by a third to a half. Narrow, deep ones hardly changed.
fact-f47 = 48 people had four sessions. Lines and texture were better on day 90 and day 150, counted from the first.
fact-f48 = For the neck there are few studies. In the US, one pen is cleared for neck lines in some skin types.
fact-f49 = With melasma, needling beside other care showed an effect from week 4, best in weeks 12 to 24. Studies differ a lot. The extra gain over usual care is not always clear.
fact-f50 = In six people, melasma stayed away for six months. They went on with cream and sunscreen all that time.
fact-f51 = One skin doctor reports that deep needling often makes melasma worse.
fact-f52 = Dark patches need a shield from the sun and from visible light too: a tinted sunscreen.
fact-f53 = On a small patch, 91 new hairs were counted after 12 weeks of needling and minoxidil. With minoxidil alone it was 22.
fact-f54 = For hair, needles of 0.6 mm did at least as well as those of 1.2 mm. All 60 people used minoxidil too.
fact-f55 = A review of 22 hair studies found no serious harm in 657 people. The studies were weak.
fact-f56 = For hair, 36 people tried minoxidil alone, or with needling every four weeks. Both together did better.
fact-f57 = Labels say: no minoxidil on a sore or broken scalp. With chest pain, a racing heart or faintness, stop and get help.
fact-f58 = Some trials waited a day before minoxidil went on again. One put it on at once.
fact-f59 = For the first hair wash, pages name 8 to 48 hours, mostly 24. Lukewarm water, mild shampoo, no rubbing.
fact-f60 = For dye, bleach and perm we found no good source. Usual advice is two days to two weeks.
fact-f61 = In 25 people, stretch marks were at least half better after one to three sessions.

## Who should wait, home use, emergencies, and these words

fact-f62 = One maker lists who should wait, such as people with an infection, on blood thinners or with a young scar.
fact-f63 = Another label adds pregnancy and acne capsules. Needles over 1.5 mm were not tested there.
fact-f64 = An older manual asks for care with eczema, cold sores, blood thinners and young scars.
fact-f65 = A third manual lists bad acne, cold sores, warts and infections.
fact-f66 = Labels say to wait six months after acne capsules. Experts found too little proof for that.
fact-f67 = Diabetes slows each step of repair, most of all when sugar is high.
fact-f68 = The article that this bot began with names three reasons not to start. They are a skin infection, keloid scars, and diabetes out of control.
fact-f69 = In the US, the cleared pens are labelled for people of 22 and over.
fact-f73 = The US authority advises a trained person. For home, one nurse names 0.1 to 0.3 mm at most.
fact-f74 = Swollen lips or tongue, hard breathing, blue, grey or pale skin, fainting: call an ambulance and lie down.
fact-f75 = Hot, sore skin that swells and spreads needs help the same day. With fever or confusion it is an emergency.
fact-f76 = Strong shivering or confusion needs an ambulance. So does blotchy skin, or no urine for a day.
fact-f77 = Eye pain, pain from light, a change in sight, or blisters on the lid need urgent help.
fact-f78 = Photos compare well only with the same angle, light, distance and bare skin.
fact-f79 = Health writers aim for words that a ten-year-old can read.
fact-f80 = In the EU, what a program is meant for decides if it counts as a medical device.
fact-f81 = One health service says: pricking the skin can spread germs. Places must sign up there and use clean needles.
fact-f83 = One skin doctor says: do not needle sore or infected skin.
