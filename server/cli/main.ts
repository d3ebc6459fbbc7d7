import { run } from './cli.ts';

const { stdin, stdout, stderr, env } = process;
// `write` hears of these errors, too; unheard they would end the process here.
for (const stream of [stdout, stderr]) stream.on('error', () => undefined);

const isTTY = stdout.isTTY === true;
const progressTo = isTTY && stderr.isTTY && env.TERM !== 'dumb' ? stderr.fd : undefined;
// The status is set and the process left to end by itself, so that what is written is not cut off.
run(process.argv.slice(2), { stdin, stdout, stderr, cwd: process.cwd(), env, isTTY, progressTo }).then((status) => {
  process.exitCode = status;
});
