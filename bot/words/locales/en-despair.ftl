### Thoughts of suicide or self-harm, and despair about how one looks. Kind, short, a person to turn to, a number to call now. Nothing of it is kept.
### No button stands under the first ones: nothing may draw the eye away from the numbers.

said-crisis =
    I am glad that you wrote it. It matters, and you do not have to carry this alone.
    { $has-crisis ->
        [yes] <b>Please call { $crisis } now.</b> People there listen, whatever it is. In danger, or hurt already? <b>Call { $emergency }.</b>
       *[no] <b>Please call { $emergency } now</b>, or { $crisis }.
    }
    Is somebody near you? Go to them, or ask them to come. Tell them what you told me.
    Step away from anything you could hurt yourself with.
    I am a program, so I cannot hear you the way a person can. Please let a person hear you now.

# Of somebody who has not told where they are.
said-crisis-stranger = { said-crisis }
    { which-country }

# Danger to the body was named in the same breath.
said-crisis-danger =
    <b>Please call { $emergency } now.</b> Say what is happening to your body, and what you told me.
    { $has-crisis ->
        [yes] Then, or if you cannot: <b>{ $crisis }</b>. People there listen.
       *[no] A crisis line in your country listens too.
    }
    Is somebody near you? Call out to them. You do not have to carry this alone.
    I am a program, and I cannot send help. Please call.
said-crisis-danger-stranger = { said-crisis-danger }
    { which-country }

which-country = I do not know where you are. { $has-emergency ->
        [yes] What I named is for { $country }. Elsewhere? Call the emergency number there.
       *[no] Please call the emergency number of the country you are in.
    }

said-low =
    I am sorry. That is a lot to carry, and you are more than how your skin looks.
    Please do not stay alone with it. Tell somebody you trust how you feel, in your own words.
    { $setting ->
        [home] Let a doctor know too, on the next working day.
       *[professional] Let { $clinic } or your own doctor know too, on the next working day.
    } They hear this often.
    If you ever think of hurting yourself: call { $crisis }, or { $emergency }, at once.
said-low-stranger = { said-low }
    { which-country }
