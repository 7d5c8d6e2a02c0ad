### What the conversation itself says: refusals, apologies, groups. Topic words are in the other files.

start-first =
    I do not know you yet. Tap /start, it takes about a minute.

# One answer for every button that is not ours, no longer known, or not this person's.
button-unknown =
    I cannot use that button any more. Your latest messages still work.
    /today and /treatment show where things stand.

mistake =
    Sorry, something broke on my side. Nothing of what you just sent was kept.
    Please try again. If it happens again, give this code to the people who run me: { $reference }
    Worried about your skin? Do not wait for me: contact { $clinic }.

group-private-only =
    I only talk in private, one to one. Open my profile and tap "Message".
