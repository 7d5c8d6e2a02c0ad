### What the bot says of itself to Telegram, and beside its reminders.

## Shown in Telegram's lists and on the bot's page. The name stands on lock screens and gives nothing away.

bot-name = Daily Notes
bot-short-description = Notes for the days after a skin treatment. Not a doctor: your clinic comes first.
bot-description =
    I go with you through the days and months after microneedling.

    What is usual today, what to do, what to leave, and from when you may do things again. In your time, at your pace.

    I am a program, not a doctor. Your clinic's advice comes first.
    Tap Start.

## The menu beside the text field: at most a few words each

command-check = Is this normal? What to do if I worry
command-can = May I…? And from when
command-today = Where I am now
command-plan = My year: list, picture, calendar
command-treatment = Add or correct a treatment
command-settings = Times, country, quiet hours
command-help = What I can do here

## Before a message that may have arrived already: the answer to the first try was lost

possible-repeat = You may have this message already. Just in case, here it is once more.
