### /plan: the year as a list, a picture and a file, and what was left out.

plan =
    <b>Your plan</b>
    { $lines }

    { $note }
    Page { $page } of { $pages }.
plan-line = • { $at }: { $what }
# Where two sessions heal side by side.
plan-name-areas = { $name } ({ $areas })
plan-booked = • Booked: { $day }
plan-note = Change a date or a setting, and the plan follows.
plan-note-held = You told me of a worry. Until it is sorted, I send only what is urgent.
plan-paused =
    You paused my messages. Nothing is planned until you tap “Go on” in /settings.
plan-stopped = My messages are off, so nothing is planned. /start turns them on.
plan-over =
    Nothing more is planned. /treatment adds a new session.
plan-tap-picture = As a picture
plan-tap-file = As a calendar file
plan-tap-left = What I leave out
plan-tap-back = Back to the plan
plan-picture = Your year at a glance.
plan-file = Open this file to put the dates into your calendar. If you change something here, ask me for a new file.
plan-left-out =
    <b>What I leave out, and why</b>
    { $lines }

    Page { $page } of { $pages }.
plan-line-left = • { $at }: { $what }. { $why }
plan-nothing-left-out = I leave nothing out.

page-back = ◀ Back
page-on = More ▶

## Steps by name, as they stand in lists. Neutral: a list is read over a shoulder too.

name-book-1 = how it went
name-pre-1 = one week to go
name-pre-2 = check before the visit
name-d0-1 = first notes
name-d0-2 = rules for now
name-d0-3 = this evening
name-d1-1 = day 1
name-d1-2 = sunscreen starts
name-d1-3 = day 1, quick check
name-d2-1 = day 2
name-d3-1 = day 3, quick check
name-d4-1 = day 4
name-d5-1 = day 5
name-d6-1 = day 6
name-d7-1 = one week, quick check
name-w2-1 = building phase
name-w2-2 = two weeks, quick check
name-w3-1 = three weeks
name-w4-1 = one month, photo
name-w4-n = a date for the next visit
name-w6-1 = six weeks, quick check
name-m2-1 = two months
name-m3-1 = three months, photo
name-m4-1 = four months
name-m6-1 = six months, photo
name-m9-1 = nine months
name-m12-1 = one year, photo
name-c-today = how it is now
name-c-soon = how it is now
name-c-week = how it is now
name-s-late = where you are
name-note = a further note
