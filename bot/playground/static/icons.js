// The icons: 24 × 24 line drawings, so that the page needs no picture from anywhere and no emoji font.

const PATHS = {
  bell: "M6 9.5a6 6 0 0 1 12 0c0 5 2 6.5 2 6.5H4s2-1.5 2-6.5M10 20a2.2 2.2 0 0 0 4 0",
  "bell-off": "M8.6 4.5A6 6 0 0 1 18 9.5c0 2.6.5 4.2 1 5.2M16 16H4s2-1.5 2-6.5c0-.6.1-1.2.25-1.75M10 20a2.2 2.2 0 0 0 4 0M4 3l16 17",
  send: "M5 12h13M12.5 5.5 19 12l-6.5 6.5",
  clip: "M19.5 11.5 12 19a4.7 4.7 0 0 1-6.6-6.6l7.9-7.9a3.1 3.1 0 0 1 4.4 4.4l-7.8 7.8a1.55 1.55 0 0 1-2.2-2.2l7-7",
  menu: "M4.5 7h15M4.5 12h15M4.5 17h9",
  clock: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 7.5V12l3 2",
  pin: "M9 4h6l-.7 6 3.2 3.5h-11L9.7 10zM12 13.5V20",
  down: "M6 9.5l6 6 6-6",
  close: "M6 6l12 12M18 6 6 18",
  file: "M13.5 3.5H7A1.5 1.5 0 0 0 5.5 5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V8.5zM13.5 3.5v5h5M12 11.5v5.5M9.5 14.7 12 17l2.5-2.3",
  photo: "M4.5 6h15v12.5h-15zM4.5 15.5l4-4 4 4 2.5-2.5 4.5 4.5M15 9.8a.9.9 0 1 0 0-.01",
  sticker: "M12.5 20A8 8 0 1 1 20 12.5M12.5 20c.3-4.5 3-7.2 7.5-7.5M12.5 20 20 12.5M9 10v.8M14.5 10v.8M9 14c.8.9 1.7 1.3 2.8 1.4",
  voice: "M12 3.5a2.5 2.5 0 0 1 2.5 2.5v5.5a2.5 2.5 0 0 1-5 0V6A2.5 2.5 0 0 1 12 3.5M6.5 11a5.5 5.5 0 0 0 11 0M12 16.5V20.5",
  place: "M12 20.5s6.5-5.8 6.5-11a6.5 6.5 0 0 0-13 0c0 5.2 6.5 11 6.5 11M12 11.7a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4",
  contact: "M12 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M5 20c.5-3.8 3.2-5.5 7-5.5s6.5 1.7 7 5.5",
  plus: "M12 5v14M5 12h14",
  edit: "M5 19l.8-3.6L16.2 5a1.6 1.6 0 0 1 2.3 0l.5.5a1.6 1.6 0 0 1 0 2.3L8.6 18.2zM14.5 6.7l2.8 2.8",
  copy: "M9 9h10.5v10.5H9zM5.5 15H4.5V4.5H15v1",
  out: "M9 6H6v12h12v-3M13 5.5h5.5V11M18 6l-7.5 7.5",
  stop: "M7 7h10v10H7z",
  play: "M8 5.5v13l10.5-6.5z",
  next: "M6 6.5v11l8-5.5zM18 6.5v11",
  hold: "M9 6v12M15 6v12",
  storm: "M13 3.5 5.5 13.5H11l-1 7 8-10.5h-5.5z",
  keys: "M3.5 7h17v10.5h-17zM7 10.5h.01M10.5 10.5h.01M14 10.5h.01M17 10.5h.01M8 14h8",
  sound: "M5 10v4h3l4 3.5v-11L8 10zM15.5 9a4 4 0 0 1 0 6M18 6.5a7.5 7.5 0 0 1 0 11",
  check: "M5.5 12.5l4.2 4.2L18.5 7.5",
};

/** An icon as decoration: its meaning must stand beside it in words. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** Puts the icons into the elements of the page that name one in `data-icon`. */
export function drawIcons(root) {
  for (const node of root.querySelectorAll("[data-icon]")) node.prepend(icon(node.dataset.icon));
}
