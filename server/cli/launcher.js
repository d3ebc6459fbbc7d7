#!/usr/bin/env node
// Becomes dist/cli.js. Plain JavaScript, so that an old Node.js gets a sentence instead of a syntax error.
import fs from 'node:fs';
import module from 'node:module';
import path from 'node:path';
import v8 from 'node:v8';
import vm from 'node:vm';
import zlib from 'node:zlib';

const version = Number.parseInt(process.versions.node, 10);
if (version < 22) {
  console.error(`leastwise needs Node.js 22 or newer and this is ${process.versions.node}.`);
  process.exit(2);
}
module.enableCompileCache?.();
const program = path.join(import.meta.dirname, 'cli.cjs');
const require = module.createRequire(program);
// A language server runs for hours: all of V8's compilers pay for themselves.
if (version < 24 || process.argv[2] === 'lsp') require(program);
else start();

/**
 * Runs the program with what V8 compiled of it in an earlier run. Of a CommonJS module Node.js itself keeps what V8 compiles at once; here every function
 * is kept that was called. The file lies where Node.js has its own, which is for one version, one platform and one user.
 */
function start() {
  const source = fs.readFileSync(program);
  const directory = module.getCompileCacheDir();
  const file = directory && path.join(directory, `leastwise-${zlib.crc32(source).toString(16)}`);
  const kept = file && read(file);
  // The wrapper has a line of its own, so that the places in stack traces are those in the file.
  const script = new vm.Script(`(function (exports, require, module, __filename, __dirname) {\n${source}\n})`, {
    filename: program,
    lineOffset: -1,
    cachedData: kept?.code,
  });
  const bundle = { exports: {} };
  script.runInThisContext()(bundle.exports, require, bundle, program, import.meta.dirname);
  // A run is over before what V8's last compiler costs has paid for itself. The compiler before it is on all platforms from Node.js 24 on.
  // Compiled code is kept for V8's usual flags: it is loaded before, and written after.
  v8.setFlagsFromString('--no-turbofan');
  const loaded = process.cpuUsage();
  process.on('exit', () => {
    v8.setFlagsFromString('--turbofan');
    const { user, system } = process.cpuUsage(loaded);
    const cost = Math.round((user + system) / 1000);
    // A run that takes half as long again calls more functions.
    if (file && (!kept || script.cachedDataRejected || cost > 1.5 * kept.cost)) write(file, script.createCachedData(), cost);
  });
}

/** The compiled code in a file, and how many milliseconds the run took that wrote it; undefined where there is no such file, it is damaged, or another user's. */
function read(file) {
  try {
    // Where the system's directory for temporary files is everybody's, somebody else may have been there first, and compiled code is run.
    if (process.getuid && fs.lstatSync(file).uid !== process.getuid()) return undefined;
    const bytes = fs.readFileSync(file);
    const code = bytes.subarray(8);
    return bytes.readUInt32LE(0) === zlib.crc32(code) ? { code, cost: bytes.readUInt32LE(4) } : undefined;
  } catch {
    return undefined;
  }
}

/** Writes what `read` reads, all at once. Where that cannot be done, the next run compiles again. */
function write(file, code, cost) {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(zlib.crc32(code), 0);
  head.writeUInt32LE(cost, 4);
  const draft = `${file}.${process.pid}`;
  try {
    fs.writeFileSync(draft, Buffer.concat([head, code]), { mode: 0o600 });
    fs.renameSync(draft, file);
  } catch {
    fs.rmSync(draft, { force: true });
  }
}
