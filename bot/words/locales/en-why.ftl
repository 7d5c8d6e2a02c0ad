### /why: what a message rests on, how strong that is, and why a message was not sent.
### The facts themselves are told in en-facts.ftl of the protocol; ids, strength and source stand in its evidence.toml.

why-page =
    <b>What this rests on</b>
    Message of { $at }: { $name }.

    { $facts }
    Most waiting times after needling come from habit, not from trials. The waits for long needles, and the extra day for some people, are our own careful guess. { standing-short }
    Page { $page } of { $pages }.
why-fact =
    • { $fact }
    { $strength } { $seen }
    <i>{ $source }</i>
    {""}
why-no-facts =
    <b>What this rests on</b>
    Message of { $at }: { $name }.
    This one rests on no study. It asks how you are, or keeps our dates in order.
why-choose =
    <b>Why do I say what I say?</b>
    Choose a message. I show what it rests on, and how strong that is.
why-nothing-yet = I have not sent you any advice yet. After my first message, /why shows what it rests on.
why-other = Another message
why-step-button = { $name }

## How strong

strength-guideline = Strong: a guideline that doctors use.
strength-regulator = Strong: a public health or drug authority says so.
strength-device-label = The maker of a needling device says so.
strength-meta-analysis = Strong: many trials, counted together.
strength-rct = Fairly strong: a trial that compared two groups.
strength-review = Fair: a review of earlier studies.
strength-consensus = Fair: experts agreed on it.
strength-cohort = Weak to fair: people were followed, with no group to compare.
strength-lab = Measured on skin in a lab or in small groups.
strength-case-reports = Weak: reports about single people.
strength-common-practice = Common practice; no trial found.
strength-opinion = Weak: the view of one expert.

seen-full = We read the source in full.
seen-abstract = We read the summary, not the whole paper.
seen-excerpt = We read a part of it.
seen-second-hand = We read a copy or a report of it, not the source.
seen-not-read = General knowledge: we have not read the source yet.

## Why not

reason-not-for-you = It does not fit your area, depth or answers.
reason-no-booking = It belongs to a booked session, and there is none.
reason-no-concern = It asks how a worry went on, and there is none.
reason-no-course = It is about the next session of a course.
reason-not-late = It sums things up after a gap, and there was none.
reason-in-reply = I say it only in reply to your answer.
reason-said-elsewhere = Another message says it.
reason-host-not-said = The message that it belongs to was not sent.
reason-covered = One summary stood for it.
reason-past = Its time was over before I knew of your date.
reason-not-clear = A check before it was not answered as clear.
reason-outage = I was not running at that time. Sorry.
reason-paused = You had paused my messages.
reason-held = You had told me of a worry. Then I hold back all that is not urgent.
reason-quiet = It fell into your quiet hours.
reason-cap = There were enough messages that day.
reason-essentials = You asked for the essentials only.
reason-experienced = You know it from your last session.
reason-superseded = A newer session took its place.
reason-booked-late = You booked when its time had passed.
reason-settled = It was settled before its time.
reason-refused = Telegram would not take it. Sorry.
reason-restore = I was being restored from a copy at that time. Sorry.
