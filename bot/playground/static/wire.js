// The line to the playground: one WebSocket, which comes back by itself. After every connection the server tells everything anew.

const AGAIN_AFTER = 1000;

/** Connects for good. `hear(told)` gets each message, `changed(online)` how the line is. Answers `ask(deed, facts)`. */
export function connect(hear, changed) {
  let socket = null;

  function open() {
    socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`);
    socket.addEventListener("open", () => changed(true));
    socket.addEventListener("message", (event) => hear(JSON.parse(event.data)));
    socket.addEventListener("close", () => {
      changed(false);
      setTimeout(open, AGAIN_AFTER);
    });
  }

  open();
  return (deed, facts = {}) => {
    if (socket.readyState !== WebSocket.OPEN) return false;
    socket.send(JSON.stringify({ do: deed, ...facts }));
    return true;
  };
}
