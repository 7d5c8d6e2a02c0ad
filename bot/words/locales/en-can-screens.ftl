### How the screens of /can are put together; the answers are in en-can.ftl.

can-menu =
    <b>May I …?</b>
    Tap what it is about, or type it: “can I swim?”
    { standing-short }
can-menu-held =
    <b>May I …?</b>
    You told me of a worry. Until it is sorted, please ask { $clinic } first, whatever it is about.
can-group-care = Washing, cream, sun
can-group-products = Serums and acids
can-group-looks = Make-up and hair
can-group-life = Sport, drinks, travel
can-group =
    <b>{ $title }</b>
    { $lines }

    If the skin there is calm. Tap one for more.
can-answer = { $answer }
can-next = {""}

    { $answer }
can-by-area = { $answer }
    { $areas }
can-held = You told me of a worry. So please ask { $clinic } first, even where I name a time.
can-elsewhere = { $what }: I only name times for the skin that was treated, and this is not part of it. In doubt, ask { $clinic }.
can-not-understood =
    I did not understand that, and I do not guess. Tap what it is about, or use other words.
    If something worries you, tap “I'm worried”.
can-tap-back = Back
can-tap-more = Something else

slip-open = By now that is fine, if all is calm – { $what }: { $when }.
slip-held = It happens. You told me of a worry, so please tell { $clinic } of this too. Until then: clean hands, shade, plain care.
