import { run } from './cli.ts';
import { isBrokenPipe } from './io.ts';

for (const stream of [process.stdout, process.stderr]) {
  // `write` hears of errors, too; this keeps them from ending the process before it can say so.
  stream.on('error', (error) => {
    if (!isBrokenPipe(error)) process.exitCode = 2;
  });
}

const { stdin, stdout, stderr, env } = process;
// The status is set and the process left to end by itself, so that what is written is not cut off.
run(process.argv.slice(2), { stdin, stdout, stderr, cwd: process.cwd(), env, isTTY: stdout.isTTY === true }).then((status) => {
  process.exitCode = status;
});
