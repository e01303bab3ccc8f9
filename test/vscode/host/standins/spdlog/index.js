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

const create = async (name, file) => new Logger("rotating", name, file);
module.exports = { version: 0, setLevel() {}, setFlushOn() {}, Logger, createRotatingLogger: create, createAsyncRotatingLogger: create };
