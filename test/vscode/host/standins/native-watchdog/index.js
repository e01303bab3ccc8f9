// Stands in for the native watchdog; the extension host also looks after its parent in JavaScript.
module.exports = { start() {}, exit: (code) => process.exit(code ?? 0) };
