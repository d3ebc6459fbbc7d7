'use strict';
// Stands in for the native module @vscode/spdlog: same exports, no buffer. VS Code imports it as an ES module, which sees `exports.x =` only.
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};

exports.Logger = function Logger(_type, _name, file) {
  mkdirSync(dirname(file), { recursive: true });
  let lowest = 2;
  ['trace', 'debug', 'info', 'warn', 'error', 'critical'].forEach((name, level) => {
    this[name] = (message) => {
      if (level >= lowest) appendFileSync(file, `${new Date().toISOString()} [${name}] ${message}\n`);
    };
  });
  this.getLevel = () => lowest;
  this.setLevel = (level) => {
    lowest = level;
  };
  for (const name of ['setPattern', 'clearFormatters', 'flush', 'drop']) this[name] = () => {};
};

const createLogger = async (name, file) => new exports.Logger('rotating', name, file);
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
