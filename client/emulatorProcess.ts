import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** An emulator in a process of its own. */
export interface EmulatorProcess {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** Whom its credentials stand for when nobody else is asked for. */
  readonly member: string;
  /** The ids of the projects it has. */
  readonly projects: readonly string[];
  /** Settles when the process has ended, whoever ended it. */
  readonly ended: Promise<void>;
  stop(): void;
}

/** How long it may take to answer, in milliseconds: a large workspace is linted before that. */
const startDeadline = 60_000;

/**
 * Starts `leastwise emulate` with these arguments, by the path of the command line, and waits until it answers; rejects with what it
 * printed where it ends instead, or has not answered within a minute. It ends with this process at the latest, because its standard input closes then.
 */
export function startEmulatorProcess(cli: string, args: readonly string[]): Promise<EmulatorProcess> {
  return new Promise((resolve, reject) => {
    // Desktop VS Code's own executable is a Node.js where this variable says so.
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
    const child = spawn(process.execPath, [cli, 'emulate', ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
    const complaints: string[] = [];
    const ended = new Promise<void>((settle) => child.once('close', () => settle()));
    const late = setTimeout(() => {
      complaints.push('It has not answered within a minute.');
      child.kill();
    }, startDeadline);
    ended.then(() => clearTimeout(late));
    child.once('error', reject);
    createInterface({ input: child.stderr }).on('line', (line) => complaints.push(line));
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(late);
      const { origin, member, projects } = JSON.parse(line) as Pick<EmulatorProcess, 'origin' | 'member' | 'projects'>;
      resolve({ origin, member, projects, ended, stop: () => child.kill() });
    });
    ended.then(() => reject(new Error(complaints.join('\n') || `exit status ${child.exitCode}`)));
  });
}
