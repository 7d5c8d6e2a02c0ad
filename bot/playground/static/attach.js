// What else one can send: a photo, a sticker, a voice note, a place, a contact.

import { byId, el } from "./dom.js";
import { icon } from "./icons.js";
import { entry, menu } from "./menu.js";

const PLACES = [
  ["Berlin", 52.52, 13.405], ["Lisbon", 38.7223, -9.1393], ["Tehran", 35.6892, 51.389], ["São Paulo", -23.5505, -46.6333],
  ["New York", 40.7128, -74.006], ["Kathmandu", 27.7172, 85.324], ["Lord Howe", -31.5553, 159.0822], ["At sea", 0, -30],
];
const LARGEST = 10_000_000;

/** `send(kind, facts)` sends; `tell(text)` says why something cannot be sent. Answers `askPlace()`. */
export function makeAttach(send, tell) {
  const chooser = byId("picture-file");
  const box = byId("place");

  function askPlace() {
    box.showModal();
  }

  menu(byId("attach-button"), byId("attach-menu"), () => [
    entry(() => chooser.click(), icon("photo"), "Photo…"),
    entry(() => drawn(send), icon("photo"), "Sample photo"),
    entry(() => send("sticker"), icon("sticker"), "Sticker"),
    entry(() => send("voice"), icon("voice"), "Voice note"),
    entry(askPlace, icon("place"), "Location…"),
    entry(() => send("contact"), icon("contact"), "My contact"),
  ]);

  chooser.addEventListener("change", async () => {
    const [file] = chooser.files;
    chooser.value = "";
    if (!file) return;
    if (file.size > LARGEST) tell("Photos may have at most 10 MB.");
    else send("photo", { content: await base64(file) });
  });

  const presets = PLACES.map(([name, latitude, longitude]) => el("button", {
    type: "button", "aria-pressed": String(name === "Lisbon"), onclick: (event) => {
      byId("latitude").value = latitude;
      byId("longitude").value = longitude;
      for (const one of presets) one.setAttribute("aria-pressed", String(one === event.currentTarget));
    },
  }, name));
  byId("place-presets").append(...presets);
  for (const field of ["latitude", "longitude"]) {
    byId(field).addEventListener("input", () => presets.forEach((one) => one.setAttribute("aria-pressed", "false")));
  }
  byId("place-form").addEventListener("submit", () => {
    send("location", { latitude: byId("latitude").valueAsNumber, longitude: byId("longitude").valueAsNumber });
  });
  return askPlace;
}

function base64(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result.slice(reader.result.indexOf(",") + 1)));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(blob);
  });
}

/** A picture made on the spot: a soft gradient, nobody's face. */
function drawn(send) {
  const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 420 });
  const context = canvas.getContext("2d");
  const light = context.createLinearGradient(0, 0, 640, 420);
  light.addColorStop(0, "#f0cdb8");
  light.addColorStop(1, "#b9785a");
  context.fillStyle = light;
  context.fillRect(0, 0, 640, 420);
  context.fillStyle = "rgb(160 60 40 / 18%)";
  for (let spot = 0; spot < 60; spot += 1) {
    context.beginPath();
    context.arc((spot * 97) % 640, (spot * 61) % 420, 6 + (spot % 5), 0, 7);
    context.fill();
  }
  canvas.toBlob(async (blob) => send("photo", { content: await base64(blob) }), "image/png");
}
