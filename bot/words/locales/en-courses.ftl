### Courses: which session it is, when the next one may be, dates that are too early, and whether a booked session took place.
### Numbers of sessions and waits: clinical evidence, section 5.1. No line asks anybody to have another session.

## On the screen of a session

course-number = Session { $number } of { $total } on this area, { $left ->
        [0] none more planned
        [one] { $left } more planned
       *[other] { $left } more planned
    }
course-single = More sessions planned: none noted
course-next = Another one on this area: not before { $day }. Later is fine.{ $setting ->
        [home] {""}
       *[professional] {" "}Only if all is calm, and if you and your clinic want it.
    }
course-next-held = Another one? Not now: ask { $clinic } first, please.
course-booked = Booked: { $day }

## Sessions planned: what studies had, and when to stop

course-usual-acne-scars = In studies: about 3, then a look back together. Some people had up to 6.
course-usual-wrinkles = In studies: 3 or 4.
course-usual-pigment = In studies: 2 or 3, then a look back together.
course-usual-hair = In studies: 12 weeks of sessions, then a look back. After that, only if your clinic says so.
course-usual-neck = In studies: 3 or 4.
course-usual-body = In studies of scars and stretch marks: about 3, then a look back together.
course-usual-unset = How many are usual depends on what it is for. Your clinic can tell you.
course-stop-pigment = Never again while it is darker than before. Then your clinic should see it first.
course-home =
    <b>Another one at home</b>
    { $course }
    { $usual }
    How often helps at home is not known. Less is fine, and so is none.
course-stop-home =
    Still red, or darker on brown and black skin, after { $until }? Then stop, and ask { $clinic }.

## A date that is too early. The clinic's word wins; the skin does not know who set the date, so it is asked first.

course-too-early =
    <b>That is earlier than { $earliest }.</b>
    { $day } is too early for another session on the same area. The skin needs the time in between.
    Please ask your clinic first. A later date is fine.
course-too-early-home =
    <b>That is earlier than { $earliest }.</b>
    { $day } is too early for another session on the same area. The skin needs the time in between.
    A later date is fine. In doubt, ask { $clinic }.
course-later = Choose a later day
course-clinic-set = My clinic set this date
course-other-area = It is for another area
course-vouched-clinic-set = It is early. You told me that your clinic set this date, so I keep it as theirs.
course-vouched-other-area = Noted: it is for another area.
course-is-early = It is early: the first day for the same area is { $earliest }. Please ask { $clinic } about it. A later date is fine.
course-booked-early =
    One more thing. You have a date on { $day }. That is early: the first day for the same area is { $earliest }.
    Please ask { $clinic } about it. A later date is fine.
course-was-early = { $setting ->
        [home] One thing: your last one there was on { $before }. The time to wait was until { $earliest }. Please watch it closely, and ask { $clinic } before the next one.
       *[professional] One thing: your last one there was on { $before }. The time to wait was until { $earliest }. Please tell your clinic about it, and ask them before the next one.
    }

## A booked session: did it take place, and when did it end?

book-some-time-ago = It was planned for { $when }. That is a while ago, so I ask to be exact.
book-has-moved = That question was about the old date. You have moved it, and it stays as it is:
book-ahead =
    That lies ahead, so it cannot be over yet.
    <b>When did it end?</b> Is it still to come? Then move it.
book-before-the-last =
    Your session before it ended later than that: { $when }.
    <b>When did this one end?</b>
book-another-time = Another time
book-was-that = Is this the session that was planned for { $when }?
book-is-that = Yes, that one
book-look = Show me that one
book-check-at-once =
    It is close now, so I ask you at once: is there anything that speaks against it?
    The list takes two minutes.
treatment-unsettled =
    Your session was booked for { $day }. Did it take place? My advice for the days after it starts when you tell me that it is done.
