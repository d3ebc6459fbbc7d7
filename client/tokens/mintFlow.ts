import { l10n, type TextEditor, window, workspace } from 'vscode';
import type { Catalog } from '../../iam/catalog/catalog.ts';
import { projectOf } from '../../iam/serviceAccount.ts';
import { apiJwtLifetime, isGoogleApi } from '../../iam/token.ts';
import type { Clients } from '../gcp/clients.ts';
import type { LanguageServer } from '../languageClient.ts';
import { userSetting } from '../settings.ts';
import { accountTyped, remarkOnAccount } from './account.ts';
import { offeredAudiences, remarkOnAudience } from './audience.ts';
import { checkHops, hopsOf, remarkOnChain } from './chain.ts';
import { claimsTemplate, parseClaims, remarkOnClaims } from './claims.ts';
import { confirmPattern } from './confirm.ts';
import type { Answers } from './given.ts';
import { extendedLimit, offeredLifetimes, parseLifetime, remarkOnLifetime, showLifetime } from './lifetime.ts';
import { ask, type Choice, type Frame, heading, pickMany, pickOne, remarked } from './prompts.ts';
import { type Bytes, kindTitle, type MintRequest, type TokenKind } from './request.ts';
import { cloudPlatform, describeScope, offeredScopes, remarkOnScopes, scopeUrl, shortScope, splitScopes } from './scopes.ts';
import { back, type Position, type Step, walk } from './steps.ts';
import { summarize } from './summary.ts';

/** What the steps ask for help. */
export interface FlowContext {
  readonly clients: Clients;
  /** Who acts, for people. */
  readonly caller: string;
  readonly projects: readonly string[];
  readonly files: Pick<LanguageServer, 'identities' | 'audiences'>;
  readonly catalog: Catalog;
  /** Where the cursor was when it began. */
  readonly editor: TextEditor | undefined;
}

/** How many live accounts the list of accounts loads at most; others are typed. */
const accountLimit = 2000;

/** APIs that a JWT is often made for. */
const commonApis = [
  'https://storage.googleapis.com/',
  'https://pubsub.googleapis.com/',
  'https://bigquery.googleapis.com/',
  'https://firestore.googleapis.com/',
];

/** Asks for everything that minting needs and is not given, and at the end whether it should be done. Undefined when cancelled. */
export async function askForRequest(given: Answers, context: FlowContext): Promise<{ request: MintRequest; copy: boolean } | undefined> {
  const { kind: _, ...valid } = checkGiven(given, context);
  const start: Answers = { ...valid, kind: given.kind };
  const answers = await walk<Answers>((current) => stepsFor(start, current, context), {
    ...start,
    delegates: start.delegates ?? defaultDelegates(),
  });
  return answers && { request: requestOf(answers, context), copy: answers.copy ?? false };
}

/** The answers without those that would not be taken from a user either. */
function checkGiven(given: Answers, { catalog }: FlowContext): Answers {
  const account =
    given.account === undefined || remarkOnAccount(given.account, l10n)?.severity === 'error' ? undefined : accountTyped(given.account);
  const fine = <T>(value: T | undefined, remark: (value: T) => { severity: string } | undefined) =>
    value === undefined || remark(value)?.severity === 'error' ? undefined : value;
  return {
    account,
    scopes: fine(given.scopes, (scopes) => remarkOnScopes(scopes, catalog, l10n)),
    lifetimeSeconds: fine(given.lifetimeSeconds, (seconds) => remarkOnLifetime(seconds, account ?? '', l10n)),
    audience: fine(given.audience, (audience) => remarkOnAudience(audience, l10n)),
    claims: fine(given.claims, (claims) => remarkOnClaims(claims, account ?? '', new Date(), l10n)),
    blob: given.blob,
    delegates: fine(given.delegates, (delegates) =>
      delegates.map((each) => remarkOnAccount(each, l10n)).find((each) => each?.severity === 'error'),
    ),
  };
}

function defaultDelegates(): readonly string[] {
  return userSetting<readonly string[]>('impersonation.delegates').filter((each) => remarkOnAccount(each, l10n)?.severity !== 'error');
}

function stepsFor(given: Answers, { kind }: Answers, context: FlowContext): readonly Step<Answers>[] {
  const title = l10n.t('Leastwise: {0}', kind === undefined ? l10n.t('Mint Token') : kindTitle(kind, l10n));
  const step = (asked: boolean, prompt: (answers: Answers, frame: Frame) => ReturnType<Step<Answers>>): Step<Answers>[] =>
    asked ? [(answers: Answers, position: Position) => prompt(answers, { title, ...position })] : [];
  return [
    ...step(given.account === undefined, (answers, frame) => askAccount(answers, frame, context)),
    ...step(given.kind === undefined, askKind),
    ...step(kind === 'accessToken' && given.scopes === undefined, (answers, frame) => askScopes(answers, frame, context)),
    ...step(kind === 'accessToken' && given.lifetimeSeconds === undefined, askLifetime),
    ...step(kind === 'idToken' && given.audience === undefined, (answers, frame) => askAudience(answers, frame, context)),
    ...step(kind === 'jwt' && given.claims === undefined, (answers, frame) => askWhatFor(answers, frame, context)),
    ...step(kind === 'jwt' && given.claims === undefined, askClaims),
    ...step(kind === 'blob' && given.blob === undefined, (answers, frame) => askBlob(answers, frame, context)),
    ...step(given.delegates === undefined, (answers, frame) => askDelegates(answers, frame, context)),
    ...step(true, (answers, frame) => askToConfirm(answers, frame, context)),
  ];
}

async function askAccount(answers: Answers, frame: Frame, context: FlowContext) {
  const account = await pickAccount(frame, l10n.t('Service account to act as: choose, or type its e-mail'), context, answers.account);
  return typeof account === 'string' ? { ...answers, account } : account;
}

async function pickAccount(frame: Frame, placeholder: string, { clients, projects, files }: FlowContext, active?: string) {
  const declared = (await files.identities())?.accounts.filter(({ email, at }) => email !== undefined && at) ?? [];
  const mintable = declared.filter(({ email }) => remarkOnAccount(email ?? '', l10n) === undefined);
  const inFiles = mintable.map(({ email }): Choice<string> => ({ label: email ?? '', description: l10n.t('in files'), value: email }));
  const known = new Set(mintable.map(({ email }) => email));
  return pickOne<string>(frame, {
    placeholder,
    choices: inFiles,
    active: (value) => value === active,
    typed: (text) => {
      if (!text.includes('@') && !/^\d+$/.test(text)) return undefined;
      return remarked({ label: accountTyped(text), value: accountTyped(text) }, remarkOnAccount(text, l10n));
    },
    async more(show, signal) {
      const live: Choice<string>[] = [];
      for (const project of projects) {
        let pageToken: string | undefined;
        do {
          const page = await clients.iam.listServiceAccounts(project, { pageToken, pageSize: 100 }, { signal });
          for (const { email, displayName, disabled } of page.accounts) {
            if (known.has(email)) continue;
            known.add(email);
            const description = [displayName, disabled ? l10n.t('disabled') : undefined].filter(Boolean).join(' · ');
            live.push({ label: email, description, value: email });
          }
          show([...(live.length > 0 ? [heading<string>(l10n.t('live'))] : []), ...live]);
          pageToken = page.nextPageToken;
        } while (pageToken !== undefined && live.length < accountLimit);
        if (pageToken !== undefined) {
          const more = { label: `$(info) ${l10n.t('There are more: type the e-mail of one that is not listed')}`, alwaysShow: true };
          show([heading<string>(l10n.t('live')), ...live, more]);
          return;
        }
      }
    },
  });
}

async function askKind(answers: Answers, frame: Frame) {
  const details: Readonly<Record<TokenKind, string>> = {
    accessToken: l10n.t('for the APIs of Google Cloud'),
    idToken: l10n.t('for services that want to know who calls, like those on Cloud Run'),
    jwt: l10n.t('claims of your own, signed by the account'),
    blob: l10n.t('any bytes, signed by the account'),
  };
  const kinds = Object.keys(details) as TokenKind[];
  const kind = await pickOne<TokenKind>(frame, {
    placeholder: l10n.t('Kind of token'),
    choices: kinds.map((value) => ({ label: kindTitle(value, l10n), detail: details[value], value })),
    active: (value) => value === answers.kind,
  });
  return typeof kind === 'string' ? { ...answers, kind } : kind;
}

async function askScopes(answers: Answers, frame: Frame, { catalog }: FlowContext) {
  const scopes = await pickMany<string>(frame, {
    placeholder: l10n.t('Scopes: Space ticks one, or type others'),
    choices: offeredScopes(catalog).map((scope) => ({
      label: shortScope(scope.url),
      description: describeScope(scope, l10n),
      value: scope.url,
    })),
    active: (value) => value === cloudPlatform,
    selected: (value) => answers.scopes?.includes(value) ?? false,
    typed: (text) => {
      const [scope, ...more] = splitScopes(text);
      if (scope === undefined || more.length > 0 || !/[:/.]/.test(scope)) return undefined;
      return remarked({ label: scope, value: scopeUrl(scope, catalog) }, remarkOnScopes([scope], catalog, l10n));
    },
    accept: (values) => remarkOnScopes(values, catalog, l10n),
  });
  return Array.isArray(scopes) ? { ...answers, scopes } : (scopes as typeof back | undefined);
}

async function askLifetime(answers: Answers, frame: Frame) {
  const preset = userSetting<number>('tokens.defaultLifetime');
  const offered = [...new Set([...offeredLifetimes, preset])].sort((a, b) => a - b);
  const choice = (seconds: number, label = showLifetime(seconds, l10n)) =>
    remarked({ label, value: seconds }, remarkOnLifetime(seconds, answers.account ?? '', l10n));
  const seconds = await pickOne<number>(frame, {
    placeholder: l10n.t('How long: choose, or type a time like 30 min or 2 h'),
    choices: offered.map((each) => choice(each)),
    active: (value) => value === (answers.lifetimeSeconds ?? preset),
    whole: (text) => /[a-z]/i.test(text),
    typed: (text) => {
      const typed = parseLifetime(text);
      return typed === undefined ? remarked<number>({ label: text }, remarkOnLifetime(undefined, '', l10n)) : choice(typed);
    },
  });
  return typeof seconds === 'number' ? { ...answers, lifetimeSeconds: seconds } : seconds;
}

function audiencePick(answers: Answers, frame: Frame, { clients, projects, files }: FlowContext, extra: readonly Choice<string>[]) {
  return (async () => {
    const declared = await files.audiences();
    const choicesOf = (live: Parameters<typeof offeredAudiences>[1]) =>
      offeredAudiences(declared, live).map(({ audience, service, from }): Choice<string> => {
        const where = from.map((each) => (each === 'live' ? l10n.t('live') : l10n.t('in files'))).join(', ');
        return { label: audience, description: `${service} · ${where}`, value: audience };
      });
    const project = projectOf(answers.account ?? '');
    const asked = [...new Set([...(project === undefined ? [] : [project]), ...projects])];
    return pickOne<string>(frame, {
      placeholder: l10n.t('Who receives it: choose, or type an audience, usually the URL of a service'),
      choices: extra,
      active: (value) => value === answers.audience,
      typed: (text) => remarked({ label: text.trim(), value: text.trim() }, remarkOnAudience(text, l10n)),
      whole: (text) => text.includes('://'),
      async more(show, signal) {
        show(choicesOf([]));
        // The services of a project that may not be listed are left out: the audience can be typed.
        const lists = await Promise.allSettled(asked.map((each) => clients.run.listServices(each, { signal })));
        show(choicesOf(lists.flatMap((each) => (each.status === 'fulfilled' ? each.value.workloads : []))));
      },
    });
  })();
}

async function askAudience(answers: Answers, frame: Frame, context: FlowContext) {
  const audience = await audiencePick(answers, frame, context, []);
  return typeof audience === 'string' ? { ...answers, audience } : audience;
}

/** For whom a JWT is, and how long: from that its claims are made, which the next step lets edit. */
async function askWhatFor(answers: Answers, frame: Frame, context: FlowContext): ReturnType<Step<Answers>> {
  const account = answers.account ?? '';
  const selected = selectionOf(context.editor);
  const claims = selected === undefined ? undefined : parseClaims(selected.text);
  const fromSelection = '\0selection';
  const extra: Choice<string>[] = [
    ...(claims ? [{ label: `$(selection) ${l10n.t('The claims in the selection')}`, value: fromSelection }] : []),
    ...commonApis.map((value) => ({ label: value, description: l10n.t('API of Google'), value })),
  ];
  const audience = await audiencePick(answers, frame, context, extra);
  if (typeof audience !== 'string') return audience;
  if (audience === fromSelection) return { ...answers, claims };
  const limit = isGoogleApi(audience) ? apiJwtLifetime : extendedLimit;
  const lifetimes = [...offeredLifetimes, extendedLimit].filter((each) => each <= limit);
  const seconds = await pickOne<number>(frame, {
    placeholder: isGoogleApi(audience) ? l10n.t('How long: an hour at most for an API of Google') : l10n.t('How long: 12 hours at most'),
    choices: lifetimes.map((value) => ({ label: showLifetime(value, l10n), value })),
    active: (value) => value === userSetting<number>('tokens.defaultLifetime'),
  });
  // Back is to the audience.
  if (seconds === back) return askWhatFor(answers, frame, context);
  return seconds === undefined ? undefined : { ...answers, audience, claims: claimsTemplate(account, audience, new Date(), seconds) };
}

async function askClaims(answers: Answers, frame: Frame) {
  const remark = (text: string) => remarkOnClaims(parseClaims(text), answers.account ?? '', new Date(), l10n);
  const text = await ask(frame, {
    prompt: l10n.t('Claims to sign, as an object in JSON'),
    value: JSON.stringify(answers.claims ?? {}),
    remark,
  });
  return typeof text === 'string' ? { ...answers, claims: parseClaims(text) } : text;
}

async function askBlob(answers: Answers, frame: Frame, { editor }: FlowContext): ReturnType<Step<Answers>> {
  const selection = selectionOf(editor);
  const encode = (text: string) => new TextEncoder().encode(text);
  const choose = Symbol('choose');
  const choices: Choice<Bytes | typeof choose>[] = [];
  if (selection && selection.text !== '') {
    choices.push({
      label: `$(selection) ${l10n.t('The selection')}`,
      value: { bytes: encode(selection.text), source: l10n.t('the selection') },
    });
  }
  if (editor && !editor.document.isUntitled && !editor.document.isDirty) {
    const { uri } = editor.document;
    const source = workspace.asRelativePath(uri);
    choices.push({ label: `$(file) ${source}`, value: { bytes: await workspace.fs.readFile(uri), source } });
  }
  choices.push({ label: `$(folder-opened) ${l10n.t('A file...')}`, value: choose });
  const picked = await pickOne<Bytes | typeof choose>(frame, {
    placeholder: l10n.t('Bytes to sign: choose, or type a text'),
    choices,
    whole: () => false,
    typed: (text) => ({ label: text, description: l10n.t('this text'), value: { bytes: encode(text), source: l10n.t('a text') } }),
  });
  if (picked === undefined || picked === back) return picked;
  if (picked !== choose) return { ...answers, blob: picked as Bytes };
  const [uri] = (await window.showOpenDialog({ openLabel: l10n.t('Sign') })) ?? [];
  if (!uri) return askBlob(answers, frame, { editor } as FlowContext);
  return { ...answers, blob: { bytes: await workspace.fs.readFile(uri), source: workspace.asRelativePath(uri) } };
}

function selectionOf(editor: TextEditor | undefined): { text: string } | undefined {
  return editor && !editor.selection.isEmpty ? { text: editor.document.getText(editor.selection) } : undefined;
}

/** Builds the chain; each of its hops is shown with what can be told of its permission. */
async function askDelegates(answers: Answers, frame: Frame, context: FlowContext): ReturnType<Step<Answers>> {
  const { account: target = '', kind = 'accessToken', delegates = [] } = answers;
  const { clients, caller, catalog } = context;
  type Action = 'done' | 'add' | { readonly remove: string };
  const hops = hopsOf(clients.credentials.account, delegates, target, kind);
  const chain = [caller, ...delegates, target].join(' → ');
  const hopChoice = (hop: (typeof hops)[number], icon: string, because: string): Choice<Action> => ({
    label: `$(${icon}) ${hop.from ?? caller} → ${hop.to}`,
    description: hop.permission,
    detail: because,
  });
  const action = await pickOne<Action>(frame, {
    placeholder: l10n.t('Who acts through whom'),
    choices: [
      remarked<Action>(
        {
          label: `$(check) ${delegates.length === 0 ? l10n.t('Directly') : l10n.t('Through this chain')}`,
          description: chain,
          value: 'done',
        },
        remarkOnChain(delegates, target, l10n),
      ),
      { label: `$(add) ${l10n.t('Add a service account in between...')}`, value: 'add' },
      ...delegates.map((each): Choice<Action> => ({ label: `$(remove) ${l10n.t('Take out {0}', each)}`, value: { remove: each } })),
    ],
    async more(show, signal) {
      show([heading(l10n.t('permissions')), ...hops.map((hop) => hopChoice(hop, 'loading~spin', l10n.t('asking')))]);
      const checks = await checkHops(clients, hops, catalog, l10n, { signal });
      const icons = { true: 'pass', false: 'error', undefined: 'question' } as const;
      show([heading(l10n.t('permissions')), ...checks.map((check) => hopChoice(check, icons[`${check.granted}`], check.because))]);
    },
  });
  if (action === undefined || action === back) return action;
  if (action === 'done') return { ...answers, delegates };
  if (action !== 'add') return askDelegates({ ...answers, delegates: delegates.filter((each) => each !== action.remove) }, frame, context);
  const added = await pickAccount(
    { ...frame, step: Math.max(2, frame.step) },
    l10n.t('Service account in between, right before {0}', target),
    context,
  );
  if (added === undefined) return undefined;
  return askDelegates(added === back ? answers : { ...answers, delegates: [...delegates, added] }, frame, context);
}

async function askToConfirm(answers: Answers, frame: Frame, context: FlowContext): ReturnType<Step<Answers>> {
  const request = requestOf(answers, context);
  const summary = summarize(context.caller, request, l10n);
  const copy = await pickOne<boolean>(frame, {
    placeholder: summary,
    choices: [
      { label: `$(copy) ${l10n.t('Mint and copy')}`, detail: summary, value: true },
      { label: `$(key) ${l10n.t('Mint without copying')}`, detail: l10n.t('It is listed in Session Tokens.'), value: false },
    ],
    active: (value) => value,
  });
  if (typeof copy !== 'boolean') return copy;
  const project = projectOf(request.target);
  const guarded = userSetting<readonly string[]>('tokens.confirmForProjects');
  // An account that does not tell its project may be in any of them.
  if (project === undefined ? guarded.length === 0 : !guarded.some((each) => confirmPattern(each).test(project)))
    return { ...answers, copy };
  const sure = await pickOne<boolean>(frame, {
    placeholder:
      project === undefined
        ? l10n.t('{0} may be in a project of the setting leastwise.tokens.confirmForProjects: mint nevertheless?', request.target)
        : l10n.t('{0} is in the setting leastwise.tokens.confirmForProjects: mint there?', project),
    choices: [
      { label: `$(close) ${l10n.t('No')}`, value: false },
      { label: `$(key) ${l10n.t('Yes, mint')}`, detail: summary, value: true },
    ],
  });
  if (sure === back) return askToConfirm(answers, frame, context);
  return sure ? { ...answers, copy } : undefined;
}

function requestOf(answers: Answers, { catalog }: FlowContext): MintRequest {
  const {
    account: target = '',
    delegates = [],
    kind = 'accessToken',
    scopes = [],
    lifetimeSeconds,
    audience = '',
    claims = {},
    blob,
  } = answers;
  switch (kind) {
    case 'accessToken':
      return {
        kind,
        target,
        delegates,
        scopes: scopes.map((scope) => scopeUrl(scope, catalog)),
        lifetimeSeconds: lifetimeSeconds ?? userSetting<number>('tokens.defaultLifetime'),
      };
    case 'idToken':
      return { kind, target, delegates, audience };
    case 'jwt':
      return { kind, target, delegates, claims };
    case 'blob':
      return { kind, target, delegates, bytes: blob?.bytes ?? new Uint8Array(), source: blob?.source ?? '' };
  }
}
