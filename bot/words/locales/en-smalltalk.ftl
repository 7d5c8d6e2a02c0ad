### What people also type or send. Further replies stand in en-can.ftl.

said-hello = Hello. I am the reminder service, and I am here at any hour.
    /today shows your day, /can answers “may I …?”.
said-crisis-stranger = { said-crisis }
    I do not know where you are. { $has-emergency ->
        [yes] { $emergency } is the number in this country: { $country }.
       *[no] Please call the emergency number of the country you are in.
    }

command-unknown = I do not know that command. /help shows what I can do.

media-cannot-listen =
    I cannot listen to that, and I keep none of it. Please type a few words, or tap a button.
    If something worries you, tap “I'm worried”.
media-cannot-read =
    I cannot read that, and I keep none of it. Please type a few words, or tap a button.
    If something worries you, tap “I'm worried”.
media-just-words = I only understand words and buttons. /help shows what I can do.
