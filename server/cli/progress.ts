import { writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

/** Says in one line of a terminal what a long run is at. */
export interface Progress extends AsyncDisposable {
  /** What goes on from now on: `Linting 3600 files`. */
  say(doing: string): void;
  /** Leaves no trace of it on the terminal. */
  end(): Promise<void>;
}

/** How long nothing is said, in milliseconds: most runs are over by then. */
const patience = 1000;

const erase = '\r\x1b[K';

/** Starts to say what goes on to a terminal's file descriptor, after a while; says nothing where there is none. */
export function startProgress(terminal: number | undefined, wait = patience): Progress {
  if (terminal === undefined) return { say() {}, async end() {}, async [Symbol.asyncDispose]() {} };
  // The linter does not stop for anybody while it works, so it takes another thread to tell of it.
  const worker = new Worker(teller, { eval: true, workerData: { terminal, wait, erase } });
  worker.unref();
  let ended = false;
  const end = async () => {
    if (ended) return;
    ended = true;
    await worker.terminate();
    if (performance.now() - start >= wait) writeSync(terminal, erase);
  };
  const start = performance.now();
  return { say: (doing) => worker.postMessage(doing), end, [Symbol.asyncDispose]: end };
}

const teller = `
const { parentPort, workerData: { terminal, wait, erase } } = require('node:worker_threads');
const { writeSync } = require('node:fs');
const start = performance.now();
let doing = '';
parentPort.on('message', (said) => { doing = said; });
const tell = () => writeSync(terminal, erase + doing + ' … ' + Math.round((performance.now() - start) / 1000) + ' s');
setTimeout(() => { tell(); setInterval(tell, 200); }, wait);
`;
