#!/usr/bin/env node
// Becomes dist/cli.js. Plain JavaScript, so that an old Node.js gets a sentence instead of a syntax error.
const [version, minor] = process.versions.node.split('.').map(Number);
if (version < 22 || (version === 22 && minor < 3)) {
  console.error(`leastwise needs Node.js 22.3 or newer and this is ${process.versions.node}.`);
  process.exit(2);
}

// By `import`, each of them would bring all that it may ever export.
const [fs, module, path, v8, vm, zlib] = ['fs', 'module', 'path', 'v8', 'vm', 'zlib'].map((name) => process.getBuiltinModule(name));
module.enableCompileCache?.();
const program = path.join(import.meta.dirname, 'cli.cjs');
const require = module.createRequire(program);

/**
 * What makes V8 fit for a run that is over in a second, each with what V8 has by itself. Its last compiler, TurboFan, costs more than it saves; the one before it,
 * Maglev, is on all platforms from Node.js 24 on. In the V8 of Node.js 24 more is worth it: only what is called often is made faster, and not by inlining. As hardly
 * anything survives a collection, the memory for what is new stays small and is used again, instead of more that the system has to hand out, one thread collects
 * it, and no collection of all memory is prepared.
 */
const flags = [
  ['--no-turbofan', '--turbofan'],
  ...(process.versions.v8.startsWith('13.6.')
    ? [
        ['--no-maglev-inlining', '--maglev-inlining'],
        ['--no-maglev-loop-peeling', '--maglev-loop-peeling'],
        ['--invocation-count-for-maglev=2000', '--invocation-count-for-maglev=400'],
        ['--semi-space-growth-factor=1', '--semi-space-growth-factor=2'],
        ['--no-parallel-scavenge', '--parallel-scavenge'],
        ['--no-incremental-marking', '--incremental-marking'],
      ]
    : []),
];

// What runs for hours is best left to V8: all of its compilers pay for themselves.
if (version < 24 || process.argv[2] === 'lsp' || process.argv[2] === 'emulate') require(program);
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
  // Compiled code is kept for V8's usual flags: it is loaded before, and written after.
  for (const [ours] of flags) v8.setFlagsFromString(ours);
  const loaded = process.cpuUsage();
  process.on('exit', () => {
    for (const [, usual] of flags) v8.setFlagsFromString(usual);
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
