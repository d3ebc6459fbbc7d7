#!/usr/bin/env node
// Becomes dist/cli.js. Plain JavaScript, so that an old Node.js gets a sentence instead of a syntax error.
import module from 'node:module';

if (Number.parseInt(process.versions.node, 10) < 22) {
  console.error(`leastwise needs Node.js 22 or newer and this is ${process.versions.node}.`);
  process.exit(2);
}
module.enableCompileCache?.();
module.createRequire(import.meta.url)('./cli.cjs');
