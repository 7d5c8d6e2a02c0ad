### What people also type or send. Further replies stand in en-can.ftl.

said-hello = Hello. I am the reminder service, and I am here at any hour.
    /today shows your day, /can answers “may I …?”.
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
