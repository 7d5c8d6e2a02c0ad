### What people also type or send. Further replies stand in en-can.ftl.

said-hello = Hello. I am the reminder service, and I am here at any hour.
    /today shows your day, /can answers “may I …?”.
said-correction =
    That is quick to mend, and nothing counts twice. Tap “My sessions”, then the session, then “Correct”.
    Nothing changes until you have done that. /treatment leads there too.
button-sessions = My sessions
said-settings = Tap “Settings”, or use /settings. What you change there counts at once.
said-moved =
    Are you somewhere else now? Tap “Time and place”. Then my messages keep to your clock, and I name the number to call there.
    Until then I name { $emergency }. In another country, call the number that is used there.
said-sorted =
    I am glad to hear that. Is your worry over? Then tap “Sorted”. I close nothing by myself.
    If it comes back, tap “I'm worried”.
said-pregnant =
    My times are not made for pregnancy or while you breastfeed, so I give you none here.
    Please ask { $setting ->
        [home] a doctor
       *[professional] your clinic or your own doctor
    } first. Ask about all that goes on your skin, and about the next session.
    Do not stop what a doctor prescribed. If something worries you, tap “I'm worried”.
command-unknown = I do not know that command. /help shows what I can do.

media-cannot-listen =
    I cannot listen to that, and I keep none of it. Please type a few words, or tap a button.
    If something worries you, tap “I'm worried”.
media-cannot-read =
    I cannot read that, and I keep none of it. Please type a few words, or tap a button.
    If something worries you, tap “I'm worried”.
media-just-words = I only understand words and buttons. /help shows what I can do.
media-own-contact =
    That is your own number, and I do not need it. I keep none of it.
    For your clinic's phone, type the number, or send the clinic's contact.
media-still-asked =
    { $first }
    My question is still open. One tap is enough:
# A worry is written under the picture; the urgent signs follow.
photo-with-worry =
    I cannot look at photos, and I keep none. A photo that worries you belongs with { $clinic }.
    Let us go by what you see and feel. First this:
button-photos = How to take it
