### “I'm worried”: urgent signs first, and whom to call at an hour. What follows stands in en-check.ftl.

worried-urgent = { worried-signs }
    { worried-any }
worried-any = <b>Any of these? Call { $emergency } now.</b>

worried-signs =
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

worried-again = <b>Any of the urgent signs? Call { $emergency } now.</b>

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

# Below an answer that can wait.
worried-calm-open = { $has-phone ->
        [yes] Want to ask somebody now? Your clinic: { $clinic-phone }.
       *[no] Want to ask somebody now? Call { $clinic }.
    }
worried-calm-closed = Want to ask somebody now? Call { $out-of-hours }, or { $emergency } if it gets worse.

whom-no-answer = No answer within four hours? { whom-out-of-hours }
whom-out-of-hours = Call { $out-of-hours }, or { $emergency } if it gets worse.

photo-cannot-look = I cannot look at photos, and I keep none. Please send it to { $clinic }. If something worries you, tap “I'm worried”.
