### “I'm worried”: urgent signs first, then what to show a clinic and how fast, then whom to call at this hour. One list for everybody, in one order.

worried-urgent =
    <b>Call { $emergency } now, or go to an emergency department, for any of these:</b>
    • Lips, tongue or throat swell. Hives with a swollen face. Hard to breathe or swallow.
    • Lips, tongue, palms or soles turn blue, grey or pale.
    • You faint, feel confused or have chest pain. A racing heart. A seizure.
    • After numbing cream: ringing ears, a metal taste, a numb mouth, twitching.
    • Your face droops, an arm is weak, or speech is slurred.
    • An eye: swollen shut, painful, bulging, light hurts, sight changes, blisters on or near it, pus or heat around it.
    • Hot, swollen skin, or a lump, that spreads or grows fast, or comes with a fever. Pain that is very strong.
    • Fever with shivering, vomiting, sore joints, confusion, fast breathing, blotchy skin or no urine for a day.
    • Many blisters, or blisters with a fever, eczema or weak immunity.
    • Blood that does not stop after 20 minutes of steady pressure. With blood thinners: 10 minutes.
    • Bruises that come up in other places.

    Do not wait for a reply here. Faint or short of breath: lie down, do not walk about. If you have an adrenaline pen, use it.
    Thoughts of harming yourself? Call { $crisis }, or { $emergency }.

worried-list =
    <b>None of these? Then show it to { $clinic }.</b>

    <b>The same day</b>
    • Anything that gets worse after day 2.
    • Pus, yellow crust, cracks, wet places, a bad smell. A red or dark streak. More heat, pain or swelling.
    • A fever of 38 °C or more in the first two weeks.
    • Tingling, burning or blisters, like a cold sore.
    • Swelling on one side, or swelling that grows. Swelling that stays longer than 1 day after short needles, 2 or 3 after others, 5 after the longest.
    • One spot that is hot and sore. On brown or black skin, look for heat, pain, swelling or tightness: the colour may be brown, purple or grey.
    • Fluid that still runs after the first day. With short needles: after some hours.
    • Hives, a rash that spreads, or a strong itch.
    • Sunburn with blisters. A swollen eyelid. An eye that is sore for more than a day.
    • A shared, used or dirty needle: do not wait for signs. One kind of help works only in the first three days.

    <b>Within two days</b>
    • A new lump or sore, 2 to 8 weeks later.

    <b>The next working day</b>
    • Redness, or darker colour, that comes back. Or it stays longer than 2 days after short needles, 3 to 5 after others, 7 after the longest.
    • New brown, grey or pale patches. Bumps, lines or pits that stay.
    • A scar that gets thick, hard or itchy.
    • Many sore spots, or spots for more than two weeks. Itching or swollen glands for more than a week.
    • A bruise that is new or grows. A firm, sore lump in a bruise. Sunburn with no blisters.
    • Numbness for more than a day.
    • Hair that falls in patches, or for more than eight weeks. A sore scalp after day 3.
    • You feel very low about your skin. You may say so. People can help.

    With diabetes or weak immunity, or on blood thinners: one step sooner. “The same day” is then “now”.

worried-again = <b>Any sign from the message above this one? Call { $emergency } now.</b>

worried-meanwhile =
    <b>Until then</b>
    Clean hands, nothing new on it, no squeezing. A clean, cool, damp cloth, no ice. Stay in the shade.

worried-whom-open = { $has-phone ->
        [yes] Whom to call now: your clinic, { $clinic-phone }. { whom-no-answer }
       *[no] Whom to call now: { $clinic }. { whom-no-answer }
    }

worried-whom-closed = { $has-phone ->
        [yes] Your clinic: { $clinic-phone }. Closed now? { whom-out-of-hours }
       *[no] Closed now? { whom-out-of-hours }
    }

whom-no-answer = No answer within four hours? { whom-out-of-hours }
whom-out-of-hours = Call { $out-of-hours }, or { $emergency } if it gets worse.

photo-cannot-look = I cannot look at photos, and I keep none. Please send it to { $clinic }. If something worries you, tap “I'm worried”.
