import type { Writable } from 'node:stream';
import { reasonOf } from '../host/files.ts';
import { project } from '../host/project.ts';

/** What a command may touch besides the file system. */
export interface Io {
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Absolute: paths are read and shown relative to it. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether stdout is a terminal. */
  readonly isTTY: boolean;
  /** The file descriptor of a terminal that is not written to otherwise before the report, a line of which can be erased. */
  readonly progressTo?: number | undefined;
}

/** A command that cannot be carried out, by no fault of ours: `message` says why. */
export class CommandError extends Error {}

/** Writes and waits until the stream has taken all of it. A reader that went away is no fault. */
export function write(stream: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error && !isBrokenPipe(error)) reject(new CommandError(`cannot write: ${reasonOf(error)}.`));
      else resolve();
    });
  });
}

/** Tells the user something beside the report. */
export function notify({ stderr }: Io, message: string): Promise<void> {
  return write(stderr, `leastwise: ${message}\n`);
}

/** Words for what is a mistake of ours, with the way to tell us; the stack with `LEASTWISE_DEBUG`. */
export function internalFault(error: unknown, { env }: Io): string {
  const detail = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error && env.LEASTWISE_DEBUG ? `\n${error.stack}` : '';
  return `internal fault: ${detail}\nPlease report it with the command and, if you can, the files: ${project}/issues${stack}`;
}

/** All of stdin, but not much more than `most` bytes. */
export async function readInput({ stdin }: Io, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stdin) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > most) break;
  }
  return Buffer.concat(chunks);
}

/** Whether writing failed because nobody reads any more, as in `leastwise lint | head`. */
function isBrokenPipe(error: Error): boolean {
  return 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');
}
