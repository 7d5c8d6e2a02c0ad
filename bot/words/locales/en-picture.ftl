### The year as a picture. It may be seen by others: nothing of the body, nothing of what was treated.

# Patterns of Unicode CLDR: a day on an axis, a month below one.
picture-day-pattern = d MMM
picture-month-pattern = LLL

picture-moment = { $at }

picture-title = Your year
picture-span = { $from } to { $to }
picture-today = Today

picture-first-weeks = Messages in the first four weeks
picture-months = The months after that
picture-rings = rings
picture-silent = silent
picture-sent = already sent

picture-phases = Step by step

picture-opens = What opens when, if skin is calm
picture-open-now = Open now
picture-keep-up = Keep up, at least until
picture-held = Please ask { $clinic } first
picture-footer = Advice from { $clinic } comes first.
