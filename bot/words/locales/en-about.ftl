### /about and /help, and what a command says before there is anything to show.

about =
    <b>About me</b>
    { standing }
    I write for a year after microneedling, to people of 18 and over. No person reads this chat.
    { $triage }
    I am not for needling with radio waves (RF). I do not look at photos, and I sell nothing.

    My messages follow “{ $protocol }”, version { $version }. No clinician has signed this yet.
    Each message rests on sources that you can see with /why. Your data: /privacy.

about-triage-graded = “Is this normal?” gets an answer to what you tap, by fixed rules. Nobody has examined you.
about-triage-list = “Is this normal?” gets the same list for everybody. Nobody has examined you.

help =
    <b>What you can do here</b>
    /check – is this normal? What to look for, and whom to call
    /can – may I shower, do sport, wear make-up …?
    /today – what to do and what to leave today
    /plan – your whole year
    /treatment – add, correct or delete a date
    /settings – hours, place, pause

    Also: /why, /learn, /privacy, /stop, /forget, /about.
    You can just type, too: “can I swim?”, “just finished”.
    { standing }
help-can = May I …?
help-today = Today
help-plan = My year
help-settings = Settings

treatment-none =
    I do not know your treatment yet. Tell me when it ended, and I can say what fits today.
    You can type it: “just finished” or “yesterday 15:00”.
treatment-none-tap = Tell me the date
treatment-booked =
    Your session is planned for { $day }. My advice for the days after it starts when you tell me that it is done.
treatment-over =
    Your year with me is over. Nothing more is due. For a new session, tap below.

## /learn: a page of the list of who should wait

learn-page = { $text }

    { $closing }
about-tap-help = What can I do here?
