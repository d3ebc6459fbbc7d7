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
  let done = false;
  const minting = commands.executeCommand<Minted | undefined>(`leastwise.${command}`, request).then((minted) => {
    done = true;
    return minted;
  });
  while (!done) {
    await Promise.race([minting, new Promise((resolve) => setTimeout(resolve, 200))]);
    if (!done) await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  }
  // What can be done with it is offered next.
  await commands.executeCommand('workbench.action.closeQuickOpen');
  const minted = await minting;
  if (!minted) throw new Error('Nothing was minted.');
  return minted;
}
