### The plan as a file for a calendar. Titles say nothing: calendars are shared, and shown on locked screens.

calendar-name = Dates
calendar-title-message = A note for you
calendar-title-opening = A date to know
calendar-title-booked = A date in my diary
# A booked session, as a day in the calendar.
calendar-booked = Should be over: { $at }. A new date? Tell me with /treatment.
calendar-covered = Open Telegram to read it.

# What opens at this moment.
calendar-opens = From now on, if all is calm: { $what }.
calendar-withheld = Please { ask-clinic-first }: { $what }.
# What should be kept up until this moment.
calendar-until = Until now, at least: { $what }.
