import { commands, Disposable, env, l10n, ProgressLocation, Uri, window } from 'vscode';
import type { Catalog } from '../../iam/catalog/catalog.ts';
import { bare, keySetFor, readToken } from '../../iam/token.ts';
import type { Connection } from '../connection.ts';
import type { Clients } from '../gcp/clients.ts';
import type { LanguageServer } from '../languageClient.ts';
import { userSetting } from '../settings.ts';
import { accountTyped, remarkOnAccount } from './account.ts';
import { openTokenClipboard } from './clipboard.ts';
import { type CurlSource, curlSnippet, curlSources } from './curl.ts';
import { accountOnLine, emailAt } from './cursor.ts';
import { decodedDocument } from './decoded.ts';
import { openTokenDocuments } from './documents.ts';
import { type Failure, failureOf } from './failure.ts';
import { answersIn } from './given.ts';
import { mint } from './mint.ts';
import { askForRequest } from './mintFlow.ts';
import { alone, ask, type Choice, pickOne } from './prompts.ts';
import { kindTitle, type TokenKind } from './request.ts';
import { rowOf } from './rows.ts';
import { back } from './steps.ts';
import { openTokenStore, type SessionToken } from './store.ts';
import { type Verification, verifySession, verifyToken } from './verify.ts';
import { openSessionTokens } from './view.ts';

/** What a minting command gives to its caller: what may be known of the token, or why there is none. */
export type MintResult =
  | (Pick<SessionToken, 'id' | 'kind' | 'account' | 'expires'> & { readonly fingerprint: string })
  | Pick<Failure, 'message' | 'denied'>;

/** Minting, signing, decoding, verifying, the Session Tokens view and their commands. When it is disposed of, all tokens are forgotten, and gone from the clipboard. */
export function openTokens(
  connection: Connection,
  { files, catalog }: { files: Pick<LanguageServer, 'identities' | 'audiences'>; catalog: Catalog },
): Disposable {
  const store = openTokenStore();
  const clipboard = openTokenClipboard(env.clipboard);
  const documents = openTokenDocuments();

  async function mintAs(kind: TokenKind | undefined, argument: unknown): Promise<MintResult | undefined> {
    const editor = window.activeTextEditor;
    const given = { ...answersIn(argument), kind };
    const account = given.account ?? (argument === undefined ? await accountAtCursor() : undefined);
    let attempt: { caller?: string; target?: string; delegates?: readonly string[] } = { target: account };
    try {
      const clients = await working(l10n.t('Connecting'), (signal) => connection.clients(signal));
      const caller = clients.credentials.account ?? connection.label;
      attempt = { ...attempt, caller: clients.credentials.account };
      const asked = await askForRequest({ ...given, account }, { clients, caller, projects: connection.projects, files, catalog, editor });
      if (!asked) return undefined;
      const { request, copy } = asked;
      attempt = { ...attempt, target: request.target, delegates: request.delegates };
      const minted = await working(l10n.t('Minting'), (signal) => mint(clients, request, { signal }));
      const token = store.add(minted);
      if (copy) await copyToken(token);
      offer(token, copy);
      return { id: token.id, kind: token.kind, account: token.account, expires: token.expires, fingerprint: token.secret.fingerprint };
    } catch (error) {
      const failure = failureOf(error, attempt, l10n);
      if (failure) tell(failure);
      return failure && { message: failure.message, denied: failure.denied };
    }
  }

  async function accountAtCursor(): Promise<string | undefined> {
    const editor = window.activeTextEditor;
    if (!editor) return undefined;
    const { document, selection } = editor;
    const { line, character } = selection.active;
    const written = emailAt(document.lineAt(line).text, character);
    if (written !== undefined) return written;
    const identities = await files.identities();
    return identities && accountOnLine(identities, document.uri.toString(), line);
  }

  async function copyToken(token: SessionToken): Promise<void> {
    const seconds = userSetting<number>('tokens.clipboardClearSeconds');
    await clipboard.copy(token.secret, seconds);
    window.setStatusBarMessage(l10n.t('Token copied. It is taken from the clipboard in {0} seconds.', seconds), 5000);
  }

  /** What can be done with a new token. Not waited for: who ran the command need not choose. */
  async function offer(token: SessionToken, copied: boolean): Promise<void> {
    type Action = () => unknown;
    const choices: Choice<Action>[] = [
      { label: `$(check) ${l10n.t('Done')}`, description: copied ? l10n.t('it is in the clipboard') : '', value: () => undefined },
      ...(copied ? [] : [{ label: `$(copy) ${l10n.t('Copy')}`, value: () => copyToken(token) }]),
      ...(token.signed ? [] : [{ label: `$(terminal) ${l10n.t('Copy as curl')}`, value: () => copyAsCurl(token) }]),
      ...(token.signed ? [] : [{ label: `$(json) ${l10n.t('Decode')}`, value: () => decode(token) }]),
      { label: `$(verified) ${l10n.t('Verify')}`, value: () => verify(token) },
    ];
    const placeholder = l10n.t('{0} minted: {1}', kindTitle(token.kind, l10n), rowOf(token, Date.now(), l10n).description);
    const action = await pickOne<Action>(alone(l10n.t('Session Tokens')), { placeholder, choices });
    if (typeof action === 'function') await action();
  }

  async function copyAsCurl(argument: unknown): Promise<string | undefined> {
    const token = await chooseToken(argument, (each) => !each.signed);
    if (!token) return undefined;
    const sources = curlSources(token);
    const labels: Readonly<Record<CurlSource, string>> = {
      variable: l10n.t('Read the token from a variable'),
      gcloud: l10n.t('Let gcloud mint a token'),
    };
    const choices = sources.map((value): Choice<CurlSource> => ({ label: labels[value], value }));
    const source =
      sources.length === 1
        ? sources[0]
        : await pickOne<CurlSource>(alone(l10n.t('Copy as curl')), { placeholder: l10n.t('How the snippet gets its token'), choices });
    if (typeof source !== 'string') return undefined;
    const snippet = curlSnippet(token, source);
    await env.clipboard.writeText(snippet);
    window.setStatusBarMessage(l10n.t('The snippet is in the clipboard. It holds no token.'), 5000);
    return snippet;
  }

  async function reveal(argument: unknown): Promise<void> {
    const token = await chooseToken(argument);
    if (!token) return;
    const frame = alone(l10n.t('Reveal Token'));
    const sure = await pickOne<boolean>(frame, {
      placeholder: l10n.t('Whoever sees it can use it until it expires.'),
      choices: [
        { label: l10n.t('Do not show it'), value: false },
        { label: l10n.t('Show it here'), value: true },
      ],
    });
    const text = sure === true ? token.secret.reveal() : undefined;
    if (text === undefined) return;
    const lines = text.match(/.{1,100}/g) ?? [];
    await pickOne<boolean>(frame, { placeholder: l10n.t('Escape hides it'), choices: lines.map((label) => ({ label, value: true })) });
  }

  async function decode(argument: unknown): Promise<Uri | undefined> {
    const token = tokenIn(argument);
    const text = token ? token.secret.reveal() : await askForText(l10n.t('Decode Token'));
    return text === undefined ? undefined : decodeText(text, token);
  }

  async function decodeText(text: string, token?: SessionToken): Promise<Uri> {
    const read = readToken(text);
    if (read.kind === 'opaque' && read.form === 'access token') offerToAsk(text, token);
    return documents.show(titleOf(token), decodedDocument(text, { now: new Date(), audience: token?.audience, l10n }));
  }

  /** An access token says nothing by itself; its issuer does. Not waited for. */
  async function offerToAsk(text: string, token?: SessionToken): Promise<void> {
    const sure = await pickOne<boolean>(alone(l10n.t('Decode Token')), {
      placeholder: l10n.t('An access token says nothing by itself.'),
      choices: [
        { label: `$(cloud) ${l10n.t('Ask its issuer about it')}`, detail: l10n.t('It is sent to tokeninfo in a header.'), value: true },
        { label: `$(check) ${l10n.t('Done')}`, value: false },
      ],
    });
    if (sure === true) await verifyText(text, token);
  }

  async function verify(argument: unknown): Promise<Verification | undefined> {
    const token = tokenIn(argument);
    const text = token ? token.secret.reveal() : await askForText(l10n.t('Verify Token'));
    if (text === undefined) return undefined;
    return (await verifyText(text, token, token ? undefined : await signerOf(text)))?.verification;
  }

  /** The account that has signed a JWT which does not say it, where the user knows. */
  async function signerOf(text: string): Promise<string | undefined> {
    const read = readToken(text);
    if (read.kind !== 'jwt' || read.signature !== 'present' || keySetFor(read).of !== 'none') return undefined;
    const signer = await ask(alone(l10n.t('Verify Token')), {
      prompt: l10n.t('It does not say whose keys verify it. Which service account has signed it? Escape if it is none.'),
      remark: (account) => remarkOnAccount(account, l10n),
    });
    return typeof signer === 'string' ? accountTyped(signer) : undefined;
  }

  async function verifyText(
    text: string,
    token?: SessionToken,
    signer?: string,
  ): Promise<{ verification: Verification; uri: Uri | undefined } | undefined> {
    try {
      const clients: Clients = await working(l10n.t('Connecting'), (signal) => connection.clients(signal));
      const verification = await working(l10n.t('Verifying'), (signal) => {
        const options = { now: new Date(), call: { signal }, l10n };
        return token ? verifySession(clients, token, options) : verifyToken(clients, text, { ...options, signer });
      });
      const uri = token?.signed
        ? undefined
        : await documents.show(titleOf(token), decodedDocument(text, { now: new Date(), audience: token?.audience, verification, l10n }));
      if (!uri) window.setStatusBarMessage(verification.says, 10_000);
      return { verification, uri };
    } catch (error) {
      const failure = failureOf(error, {}, l10n);
      if (failure) tell(failure);
      return undefined;
    }
  }

  const titleOf = (token: SessionToken | undefined) =>
    token ? l10n.t('{0} of {1}', kindTitle(token.kind, l10n), token.account) : l10n.t('Decoded token');

  async function askForText(title: string): Promise<string | undefined> {
    const text = await ask(alone(title), { prompt: l10n.t('Paste a token. It stays on this machine, in memory.'), password: true });
    return typeof text === 'string' && text.trim() !== '' ? bare(text) : undefined;
  }

  /** The token of this window that a command was called with: a line of the view, or an object with its id. */
  function tokenIn(argument: unknown): SessionToken | undefined {
    const id = typeof argument === 'object' && argument !== null && 'id' in argument ? argument.id : undefined;
    return typeof id === 'string' ? store.get(id) : undefined;
  }

  async function chooseToken(argument: unknown, fits: (token: SessionToken) => boolean = () => true): Promise<SessionToken | undefined> {
    const given = tokenIn(argument);
    if (given) return fits(given) ? given : undefined;
    const tokens = store.list().filter(fits);
    if (tokens.length < 2) return tokens[0];
    const choices = tokens.map((value): Choice<SessionToken> => {
      const { label, description } = rowOf(value, Date.now(), l10n);
      return { label, description, value };
    });
    const picked = await pickOne<SessionToken>(alone(l10n.t('Session Tokens')), { placeholder: l10n.t('Token'), choices });
    return picked === back ? undefined : picked;
  }

  async function forget(argument: unknown): Promise<void> {
    const token = await chooseToken(argument);
    if (!token) return;
    store.forget(token.id);
    await clipboard.clear(token.secret);
  }

  async function forgetAll(): Promise<void> {
    store.forgetAll();
    await clipboard.clear();
  }

  /** Says what has failed, with what helps. Not waited for. */
  async function tell({ message, gcloud, terraform, link }: Failure): Promise<void> {
    const copyGcloud = l10n.t('Copy gcloud');
    const copyTerraform = l10n.t('Copy Terraform');
    const open = l10n.t('Open Link');
    const actions = [...(gcloud ? [copyGcloud] : []), ...(terraform ? [copyTerraform] : []), ...(link ? [open] : [])];
    const chosen = await window.showErrorMessage(message, ...actions);
    if (chosen === copyGcloud) await env.clipboard.writeText(gcloud);
    else if (chosen === copyTerraform) await env.clipboard.writeText(terraform);
    else if (chosen === open && link) await env.openExternal(Uri.parse(link.url, true));
  }

  const register = (name: string, run: (argument: unknown) => unknown) => commands.registerCommand(`leastwise.${name}`, run);
  const registered = [
    register('mintToken', (argument) => mintAs(undefined, argument)),
    register('mintAccessToken', (argument) => mintAs('accessToken', argument)),
    register('mintIdToken', (argument) => mintAs('idToken', argument)),
    register('signJwt', (argument) => mintAs('jwt', argument)),
    register('signBlob', (argument) => mintAs('blob', argument)),
    register('decodeToken', decode),
    register('decodeTokenFromClipboard', async () => decodeText(await env.clipboard.readText())),
    register('verifyToken', verify),
    register('copyAsCurl', copyAsCurl),
    register('copyToken', async (argument) => {
      const token = await chooseToken(argument);
      if (token) await copyToken(token);
    }),
    register('revealToken', reveal),
    register('forgetToken', forget),
    register('forgetAllTokens', forgetAll),
  ];
  const view = openSessionTokens(store);
  return new Disposable(() => {
    forgetAll();
    Disposable.from(...registered, view, documents).dispose();
  });
}

/** Shows that something is going on, from which the user can walk away. */
function working<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Thenable<T> {
  return window.withProgress({ location: ProgressLocation.Notification, title, cancellable: true }, (_progress, cancelled) => {
    const gone = new AbortController();
    cancelled.onCancellationRequested(() => gone.abort());
    return work(gone.signal);
  });
}
