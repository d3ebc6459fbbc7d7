// Loaded into the extension host before anything else, and from there into the language server: writes each way to a network that
// they take into the file that LEASTWISE_NETWORK names. Sockets without a port stay on the machine.
'use strict';
const script = process.argv.slice(1).join(' ');
const loaded = Symbol.for('leastwise.recordNetwork');
const file = process.env.LEASTWISE_NETWORK;
if (file && !globalThis[loaded] && !/server-main\.js|--type=(?!extensionHost)/.test(script)) {
  globalThis[loaded] = true;
  const { appendFileSync } = require('node:fs');
  const dns = require('node:dns');
  const { Socket } = require('node:net');
  const who = /[\\/]dist[\\/](\w+)\.c?js/.exec(script)?.[1] ?? 'extension host';
  const record = (what) => appendFileSync(file, `${who}: ${what}\n`);
  const { connect } = Socket.prototype;
  Socket.prototype.connect = function (...args) {
    // What net.connect has already normalized is an array in the first place.
    const [first, second] = Array.isArray(args[0]) ? args[0] : args;
    const { port, host } = typeof first === 'object' ? first : { port: Number(first), host: second };
    if (port) record(`connect to ${host ?? 'localhost'}:${port}`);
    return connect.apply(this, args);
  };
  for (const api of [dns, dns.promises]) {
    for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
      const original = api[name];
      api[name] = function (...args) {
        record(`${name} ${args[0]}`);
        return original.apply(this, args);
      };
    }
  }
  // VS Code takes this variable from the environment of its hosts, but not from what they start.
  process.env.NODE_OPTIONS = `--require ${JSON.stringify(__filename)}`;
  record('started');
}
