### /privacy, /stop and /forget. Works before anybody has agreed to anything.

privacy-1 =
    <b>What I keep, and why</b>
    Who: this bot is run by the people who gave you its link.
    What: the date, area and depth of your treatments, your settings, your place, and your Telegram number.
    About your health: what you tick when you enter a session and in the list before one. Your answers, and that something worried you.
    Why: to write to you at the right hour, and for nothing else. No ads. Nothing is sold.
    Why I may: you said yes to this. You can take that back at any time.
    Photos: I keep none. What you type is read once, then dropped.
privacy-2 =
    <b>How long, who sees it, and your rights</b>
    How long: until 13 months after your last treatment, or until you send /forget.
    Who sees it: nobody but the people who run this bot.
    Please know: Telegram bot chats are not end-to-end encrypted. Telegram can read them.
    Your rights: see it (/today, /plan, /settings), correct it (/treatment), stop it (/stop), erase it (/forget). You can also complain to your data protection office.
privacy-more = How long, who, rights
privacy-first = Back

stop-done =
    All my messages are off. Your dates and answers are kept.
    To come back, send /start. To erase everything, send /forget.
    Still worried about your skin? The button below works at any time.
stop-nothing =
    I send you nothing, and I keep nothing about you. To begin, send /start.
stop-already =
    My messages are off already. To come back, send /start. To erase everything, send /forget.
stop-revived =
    Welcome back. My messages are on again. { $next }
stop-back = Turn messages on again
stop-erase = Erase everything

forget-ask =
    <b>Erase everything?</b>
    I delete your dates, answers and settings at once. Nobody can bring them back, not even me.
    My messages end. What is in this chat stays until you delete it: “Delete chat” in the chat's menu.
forget-ask-yes = Yes, erase everything
forget-ask-no = No, keep it
forget-kept = Nothing was erased.
forget-done =
    Done. Everything about you is erased.
    If your skin worries you, contact your clinic or a doctor. “I'm worried” still shows what to look for.
    To begin again one day, send /start.
forget-nothing =
    I keep nothing about you, so there is nothing to erase.
