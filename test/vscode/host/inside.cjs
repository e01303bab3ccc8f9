// Runs in the extension host, between VS Code and the tests: sends the console to the launcher, offers screenshots to tests, and
// reports how the tests ended. VS Code in a browser reports success even when its extension host dies, so only this counts.
const { connect } = require("node:net");
const { createInterface } = require("node:readline");
const { format } = require("node:util");

exports.run = async () => {
  const socket = connect(Number(process.env.PHI_LENS_HOST_PORT), "127.0.0.1");
  await new Promise((done, failed) => socket.once("connect", done).once("error", failed));
  socket.on("error", () => {});
  const send = (message) => socket.write(`${JSON.stringify(message)}\n`);
  const answers = new Map();
  createInterface({ input: socket }).on("line", (line) => {
    const { id, result } = JSON.parse(line);
    answers.get(id)?.(result);
    answers.delete(id);
  });
  const ask = (message) => new Promise((answered) => {
    const id = answers.size + Math.random();
    answers.set(id, answered);
    send({ ...message, id });
  });
  for (const level of ["log", "info", "warn", "error"]) {
    // A plain assignment would be swallowed: VS Code has made these accessors.
    Object.defineProperty(console, level, { configurable: true, writable: true, value: (...args) => send({ type: "log", level, text: format(...args) }) });
  }
  globalThis.vscodeHost = { screenshot: (name) => ask({ type: "screenshot", name }) };
  let failure;
  try {
    await require(process.env.PHI_LENS_HOST_TESTS).run();
  } catch (error) {
    failure = error ?? new Error("the tests failed without a reason");
  }
  await ask({ type: "done", failure: failure && String(failure.stack ?? failure) });
  if (failure) throw failure;
};
