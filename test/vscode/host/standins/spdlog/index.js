// Stands in for the native log writer: appends lines to a file, without rotation.
const { appendFile } = require("node:fs");

const LEVELS = ["trace", "debug", "info", "warn", "error", "critical"];

class Logger {
  constructor(_kind, _name, file) {
    this.file = file;
    this.threshold = 2;
    this.raw = false;
    LEVELS.forEach((level, rank) => {
      this[level] = (text) => {
        if (rank >= this.threshold && this.file) appendFile(this.file, this.raw ? text : `${new Date().toISOString()} [${level}] ${text}\n`, () => {});
      };
    });
  }
  getLevel() {
    return this.threshold;
  }
  setLevel(level) {
    this.threshold = level;
  }
  clearFormatters() {
    this.raw = true;
  }
  drop() {
    this.file = undefined;
  }
  setPattern() {}
  flush() {}
}

// One by one, because whoever imports this as a module sees only names that are assigned like this.
exports.version = 0;
exports.Logger = Logger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.createRotatingLogger = async (name, file) => new Logger("rotating", name, file);
exports.createAsyncRotatingLogger = exports.createRotatingLogger;
