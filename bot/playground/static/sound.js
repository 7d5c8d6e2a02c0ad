// A soft chime when a message rings, for who wants it: off until it is switched on, as the page is often left open.

import { byId } from "./dom.js";

let context = null;

/** Follows the switch in the panel. */
export function tendSound() {
  byId("sound").addEventListener("change", (event) => {
    if (!event.target.checked) return;
    context ??= new AudioContext();
    context.resume();
    chime();
  });
}

/** Two short notes, if sound is on. */
export function chime() {
  if (!byId("sound").checked || !context) return;
  for (const [note, after] of [[784, 0], [1047, 0.14]]) {
    const start = context.currentTime + after;
    const tone = new OscillatorNode(context, { frequency: note, type: "sine" });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.12, start + 0.015);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.5);
    tone.connect(volume).connect(context.destination);
    tone.start(start);
    tone.stop(start + 0.55);
  }
}
