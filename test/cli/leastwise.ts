import { Readable, Writable } from 'node:stream';
import { run } from '../../server/cli/cli.ts';

/** What a command line did. */
export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Carries out a command line in this process, in the given directory. */
export async function leastwise(
  cwd: string,
  args: readonly string[],
  { stdin = '', env = {}, isTTY = false }: { stdin?: string | Uint8Array; env?: Record<string, string>; isTTY?: boolean } = {},
): Promise<Outcome> {
  const [stdout, stderr] = [collector(), collector()];
  const status = await run(args, {
    stdout: stdout.stream,
    stderr: stderr.stream,
    stdin: Readable.from([Buffer.from(stdin)]),
    cwd,
    env,
    isTTY,
  });
  return { status, stdout: stdout.text(), stderr: stderr.text() };
}

function collector(): { stream: Writable; text(): string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}
