import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { downloadAndUnzipVSCode, runTests, TestRunFailedError } from '@vscode/test-electron';

/** What to test: absolute paths, as `@vscode/test-electron` takes them. */
export interface ExtensionTests {
  /** The extension and those beside it. */
  readonly extensionDevelopmentPath: string | string[];
  readonly extensionTestsPath: string;
  /** The folder to open. */
  readonly workspace: string;
  /** Environment variables for the extension host. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the tests in a real VS Code, prints what they append to the file `VSCODE_TEST_LOG`, and says whether all of them passed. */
export async function runInVscode({ workspace, env = {}, ...tests }: ExtensionTests): Promise<boolean> {
  const directory = mkdtempSync(path.join(tmpdir(), 'leastwise-test-'));
  const log = path.join(directory, 'log');
  const stopPrinting = printAppended(log);
  try {
    await runTests({
      ...tests,
      vscodeExecutablePath: await vscodeExecutable(),
      launchArgs: [workspace, `--user-data-dir=${path.join(directory, 'data')}`],
      extensionTestsEnv: {
        ...env,
        VSCODE_TEST_LOG: log,
        // The VS Code server has a profile of its own and says so itself.
        VSCODE_TEST_PROFILE: directory,
        // The replacement for `code` finds this Node.js first.
        PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH}`,
      },
    });
    return true;
  } catch (error) {
    if (error instanceof TestRunFailedError) return false;
    throw error;
  } finally {
    stopPrinting();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Desktop VS Code where it can be had, else the VS Code server in a browser; `VSCODE_TEST_HOST` = `electron` or `code-server` forces one of them. */
async function vscodeExecutable(): Promise<string> {
  const forced = process.env.VSCODE_TEST_HOST;
  if (forced === 'electron') return downloadAndUnzipVSCode();
  if (forced === 'code-server') return serverInBrowser('VSCODE_TEST_HOST asks for it');
  if (forced) throw new Error(`VSCODE_TEST_HOST is ${forced}; it can be electron or code-server.`);
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return serverInBrowser('there is no display');
  try {
    return await downloadAndUnzipVSCode();
  } catch (error) {
    if (process.platform !== 'linux' || process.arch !== 'x64') throw error;
    return serverInBrowser(`desktop VS Code cannot be downloaded: ${(error as Error).message}`);
  }
}

function serverInBrowser(reason: string): string {
  console.log(`Testing in the VS Code server with Chromium (${reason})`);
  return path.join(import.meta.dirname, 'code.ts');
}

/** Copies what is appended to a file to standard output, until the function it returns is called. */
function printAppended(file: string): () => void {
  const descriptor = openSync(file, 'a+');
  const chunk = Buffer.alloc(64 * 1024);
  let position = 0;
  const print = (): void => {
    for (let read = readSync(descriptor, chunk, 0, chunk.length, position); read > 0; ) {
      process.stdout.write(chunk.subarray(0, read));
      position += read;
      read = readSync(descriptor, chunk, 0, chunk.length, position);
    }
  };
  const timer = setInterval(print, 200);
  return () => {
    clearInterval(timer);
    print();
    closeSync(descriptor);
  };
}
