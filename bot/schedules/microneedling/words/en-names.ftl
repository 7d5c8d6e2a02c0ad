### The two standing sentences, and the phases: name and what happens in the skin.

standing = I am an automatic reminder service. I cannot examine you or diagnose. Advice from { $clinic } comes first.
standing-short = Advice from { $clinic } comes first.

## Phases

year-is-over = The year is over
phase-P1 = First day – close and calm
phase-P1-biology = The tiny channels are open. Small clots close them, and the skin's alarm reaction starts.
phase-P2 = Days 1 to 3 – settle
phase-P2-biology = The alarm reaction calms down. The outer layer closes again.
phase-P3 = Days 4 to 7 – renew
phase-P3-biology = The surface has mostly closed. Below it, building begins.
phase-P4 = Weeks 2 to 4 – build
phase-P4-biology = Cells make early collagen, and small blood vessels form.
phase-P5a = Months 2 and 3 – firm up
phase-P5a-biology = Building goes over into sorting and strengthening.
phase-P5b = Months 4 to 6 – remodel
phase-P5b-biology = Early collagen is swapped for a stronger kind.
phase-P5c = Months 7 to 12 – mature
phase-P5c-biology = The last, slow changes. The extra blood supply settles.
