import { commands } from 'vscode';

/** What the commands that mint answer. */
export interface Minted {
  readonly id?: string;
  readonly kind?: string;
  readonly account?: string;
  readonly fingerprint?: string;
  readonly denied?: { readonly permission?: string; readonly resource?: string; readonly caller?: string; readonly role?: string };
  readonly message?: string;
}

/** Runs a command that mints, with all its answers given, and accepts the confirmation, which no argument takes the place of. */
export async function mint(command: 'mintAccessToken' | 'mintIdToken' | 'signJwt' | 'signBlob', request: object): Promise<Minted> {
  const minted = await accepted<Minted>(`leastwise.${command}`, request);
  if (!minted) throw new Error('Nothing was minted.');
  // What can be done with it is offered next.
  await pause();
  await commands.executeCommand('workbench.action.closeQuickOpen');
  return minted;
}

/** Runs a command, and accepts what its lists suggest until it has ended. */
export function accepted<T>(command: string, argument: object): Promise<T | undefined> {
  return confirmed(commands.executeCommand<T | undefined>(command, argument));
}

/** Accepts what lists suggest until what asks has ended. */
export async function confirmed<T>(asking: Thenable<T>): Promise<T> {
  let done = false;
  const running = Promise.resolve(asking).finally(() => {
    done = true;
  });
  for (;;) {
    await Promise.race([running, pause()]);
    if (done) return running;
    await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  }
}

/** Long enough for a list to be there after what it belongs to. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 400));
}
