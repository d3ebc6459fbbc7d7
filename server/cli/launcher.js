#!/usr/bin/env node
// Becomes dist/cli.js. Plain JavaScript, so that an old Node.js gets a sentence instead of a syntax error.
import module from 'node:module';
import v8 from 'node:v8';

const version = Number.parseInt(process.versions.node, 10);
if (version < 22) {
  console.error(`leastwise needs Node.js 22 or newer and this is ${process.versions.node}.`);
  process.exit(2);
}
module.enableCompileCache?.();
module.createRequire(import.meta.url)('./cli.cjs');
// A run is over before what V8's last compiler costs has paid for itself. The compiler before it is on all platforms from Node.js 24 on.
// A language server runs for hours.
// Compiled code is cached for V8's usual flags: ours and that of Node.js is loaded before, and ours is written after.
if (version >= 24 && process.argv[2] !== 'lsp') {
  v8.setFlagsFromString('--no-turbofan');
  process.on('exit', () => v8.setFlagsFromString('--turbofan'));
}
