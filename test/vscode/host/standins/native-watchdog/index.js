// Stands in for the native watchdog; the extension host also looks after its parent in JavaScript.
exports.start = () => {};
exports.exit = (code) => process.exit(code ?? 0);
