import type { Catalog } from '../../iam/catalog/catalog.ts';
import type { Localize } from '../../iam/localize.ts';
import { classifyEmail, isDefault } from '../../iam/serviceAccount.ts';
import type { DeclaredAccount, Identities } from '../../server/lsp/protocol.ts';
import type { Clients } from '../gcp/clients.ts';
import type { ServiceAccount } from '../gcp/iam.ts';
import { accountBranches, agentLines, type Scene } from './branches.ts';
import { type Failure, failureLine } from './failure.ts';
import { openLoads } from './kept.ts';
import { type LiveProject, openLiveProject, pageSize } from './live.ts';
import { type ComparedAccount, compareAccounts } from './liveVsDeclared.ts';
import { type AccountSubject, branch, line, type TreeNode } from './node.ts';
import { accountsText, findingsText, isAgent } from './words.ts';

/** What the tree is made from, and whom it tells. */
export interface TreeOptions {
  readonly l10n: Localize;
  readonly catalog: Catalog;
  /** In milliseconds. */
  now(): number;
  /** The first call goes online; it is made when a line is opened, never before. */
  clients(signal?: AbortSignal): Promise<Clients>;
  /** The e-mail or member that the calls are made as, where known. */
  caller(): string | undefined;
  /** All lines are to be asked for again; what is loaded is not loaded again. */
  onChange(): void;
  /** Something has begun to load, or nothing loads any more. */
  onBusy(busy: boolean): void;
}

/** What the tree shows. */
export interface TreeState {
  /** Ids of projects that may be asked; none where one may not go online. */
  readonly projects: readonly string[];
  /** Whether projects could be chosen. */
  readonly mayConnect: boolean;
  readonly identities: Identities | undefined;
  /** Part of an e-mail, a display name or a unique id; empty for all. */
  readonly filter: string;
  readonly showGoogleManaged: boolean;
}

/** The Service Accounts view, without VS Code. Loads what is opened, and keeps it until it is refreshed. */
export interface Tree {
  readonly state: TreeState;
  update(state: Partial<TreeState>): void;
  roots(): readonly TreeNode[];
  /** Shows more of a project's accounts, and reads a page where those read are all shown. */
  more(project: string): Promise<void>;
  /** Reads all pages, and lets the lines be asked for again on the way. */
  all(project: string): Promise<void>;
  /** What is open is read anew, of one project or all. */
  refresh(project?: string): void;
  /** Forgets what is live: it was read with other credentials. */
  reset(): void;
  /** Cancels all that is being read. */
  stop(): void;
  /** What is read of a project. */
  live(project: string): LiveProject;
  /** The accounts that are known so far, live ones first. */
  accounts(): readonly AccountSubject[];
  /** The live accounts that have been read of the projects; the same list as long as they are the same. */
  readonly loaded: readonly ServiceAccount[];
  /** Findings at all accounts of the files. */
  readonly findings: number;
  /** Why nothing at all can be shown of the projects, where that is so. */
  readonly blocked: Failure | undefined;
  /** Another number where what files and projects say together has become another. */
  readonly version: number;
}

/** After loading all, so many accounts are shown at once: the others are found by the filter. */
const shownAtOnce = 1000;

/** Nothing is loaded before a line is opened. */
export function openTree({ l10n, catalog, now, clients, caller, onChange, onBusy }: TreeOptions): Tree {
  const loads = openLoads(onBusy);
  const projects = new Map<string, LiveProject>();
  const shown = new Map<string, number>();
  const counts = new Map<string, string>();
  let state: TreeState = { projects: [], mayConnect: false, identities: undefined, filter: '', showGoogleManaged: true };
  let version = 0;
  let loaded: { readonly of: readonly (readonly ServiceAccount[])[]; readonly accounts: readonly ServiceAccount[] } = {
    of: [],
    accounts: [],
  };
  let compared: { readonly of: readonly unknown[]; readonly accounts: readonly ComparedAccount[] } = { of: [], accounts: [] };

  const scene: Scene = {
    l10n,
    counts,
    now,
    caller,
    changed: onChange,
    get showGoogleManaged() {
      return state.showGoogleManaged;
    },
    get identities() {
      return state.identities;
    },
  };

  function live(project: string): LiveProject {
    const known = projects.get(project);
    if (known) return known;
    const opened = openLiveProject(project, { loads, catalog, l10n, clients });
    projects.set(project, opened);
    return opened;
  }

  /** Files and what is loaded of the projects, compared once for each state of theirs. */
  function comparison(): readonly ComparedAccount[] {
    const loaded = state.projects.map(live).filter(({ accounts }) => accounts.known);
    const of = [state.identities, ...loaded.flatMap(({ accounts }) => [accounts.accounts, accounts.complete])];
    if (of.length !== compared.of.length || of.some((each, index) => each !== compared.of[index])) {
      const asked = loaded.map(({ project, accounts: { accounts, complete } }) => ({ id: project, accounts, complete }));
      version++;
      compared = { of, accounts: compareAccounts(state.identities, asked) };
    }
    return compared.accounts;
  }

  function matches(account: ComparedAccount): boolean {
    const wanted = state.filter.trim().toLowerCase();
    const { email, displayName, uniqueId } = serviceAccount(account) ?? {};
    const texts = [email, displayName, uniqueId, account.declared?.email, account.declared?.label];
    return wanted === '' || texts.some((text) => text?.toLowerCase().includes(wanted));
  }

  function projectNode(project: string): TreeNode {
    const own = live(project);
    const id = `project/${project}`;
    return {
      id,
      label: project,
      icon: 'project',
      contextValue: 'project live',
      subject: { kind: 'project', project },
      get description() {
        return projectText(own);
      },
      get accessibilityLabel() {
        return [l10n.t('Project {0}', project), projectText(own)].filter(Boolean).join(', ');
      },
      children: async () => {
        await own.accounts.load();
        const inProject = new Set<unknown>(own.accounts.accounts);
        const all = comparison().filter((account) => inProject.has(account.live) && matches(account));
        const limit = shown.get(project) ?? pageSize;
        const lines = all.slice(0, limit).map((account) => accountNode(`${id}/${account.live?.email}`, account, own));
        return [
          ...pagesFailure(id, own),
          ...lines,
          ...(own.accounts.known && state.showGoogleManaged ? [agentsNode(id, own)] : []),
          ...moreLines(id, own, all.length, Math.min(limit, all.length)),
        ];
      },
    };
  }

  function pagesFailure(id: string, { accounts }: LiveProject): readonly TreeNode[] {
    if (!accounts.failure) return [];
    return [failureLine(id, accounts.failure, { caller: caller(), l10n, retry: () => accounts.retry().then(onChange) })];
  }

  function projectText({ project, accounts: { accounts, known, complete } }: LiveProject): string {
    const findings = (state.identities?.accounts ?? [])
      .filter((each) => each.project === project)
      .reduce((sum, each) => sum + each.findings, 0);
    const texts = [known ? accountsText(accounts.length, complete, l10n) : '', findings > 0 ? findingsText(findings, l10n) : ''];
    return texts.filter(Boolean).join(' · ');
  }

  function accountNode(id: string, account: ComparedAccount, own: LiveProject | undefined): TreeNode {
    const { declared } = account;
    const found = serviceAccount(account);
    const email = account.live?.email ?? declared?.email;
    const project = own?.project ?? declared?.project;
    const label = email?.endsWith(`@${project}.iam.gserviceaccount.com`)
      ? email.slice(0, email.indexOf('@'))
      : (email ?? declared?.label ?? '');
    const disabled = account.live ? account.live.disabled === true : declared?.disabled === true;
    const texts = [disabled ? l10n.t('disabled') : '', ...stateTexts(account)];
    if (declared && declared.findings > 0) texts.push(findingsText(declared.findings, l10n));
    const words = ['account', account.live ? 'live' : 'absent', disabled ? 'disabled' : 'enabled', declared ? 'declared' : 'undeclared'];
    return {
      ...line(id, label, {
        description: texts.filter(Boolean).join(' · '),
        icon: disabled ? 'circle-slash' : account.live ? 'account' : 'file-code',
        tooltip: [email, found?.displayName, found?.description, found?.uniqueId].filter(Boolean).join('\n') || label,
        contextValue: words.join(' '),
        subject: { kind: 'account', project, email, uniqueId: found?.uniqueId, declaration: declared?.at },
        accessibilityLabel: [l10n.t('Service account {0}', email ?? label), ...texts].filter(Boolean).join(', '),
      }),
      children: async () => accountBranches(id, account, account.live && own, scene),
    };
  }

  /** Files and project in words. */
  function stateTexts({ live: account, declared, presence, disabledDrift }: ComparedAccount): string[] {
    const texts = [
      account && isDefault(classifyEmail(account.email.toLowerCase())) ? l10n.t('default account') : '',
      presence === 'both' ? l10n.t('declared · live') : '',
      presence === 'live' ? (declared ? l10n.t('live, named in files') : l10n.t('live')) : '',
      presence === 'declared' ? l10n.t('declared, not live') : '',
      presence === 'unknown' ? (declared?.declared ? l10n.t('declared') : l10n.t('named in files')) : '',
    ];
    if (disabledDrift) texts.push(account?.disabled ? l10n.t('enabled in the files') : l10n.t('disabled in the files'));
    return texts;
  }

  function agentsNode(id: string, own: LiveProject): TreeNode {
    const group = `${id}/agents`;
    return branch(group, l10n.t('Google-managed'), { icon: 'hubot', load: () => agentLines(group, own, scene) }, scene);
  }

  function moreLines(
    id: string,
    { project, accounts: { accounts, known, complete } }: LiveProject,
    matching: number,
    visible: number,
  ): readonly TreeNode[] {
    if (!known || (complete && visible === matching)) return [];
    const filtered = state.filter.trim() !== '';
    const description = filtered
      ? l10n.t('{0} match among {1} loaded', matching, accounts.length)
      : complete
        ? l10n.t('{0} of {1} shown', visible, matching)
        : l10n.t('{0} shown', visible);
    const label = l10n.t('Load more…');
    return [
      line(`${id}/more`, label, {
        icon: 'more',
        description,
        contextValue: complete ? 'more complete' : 'more',
        subject: { kind: 'more', project },
        command: 'loadMore',
        accessibilityLabel: l10n.t('{0} {1}. Press Enter to load more.', label, description),
      }),
    ];
  }

  function filesNode(declared: DeclaredAccount, account: ComparedAccount): TreeNode {
    return accountNode(`files/${declared.email ?? `${declared.label}/${declared.at.uri}`}`, account, undefined);
  }

  /** Accounts of the files that no project shows. */
  function filesGroups(): readonly TreeNode[] {
    const rest = comparison().flatMap((account) => {
      const { declared } = account;
      if (account.live || !declared || !matches(account)) return [];
      if (!state.showGoogleManaged && isAgent(`serviceAccount:${declared.email ?? ''}`)) return [];
      return [{ account, declared }];
    });
    const group = (id: string, title: string, icon: string, tooltip: string, some: typeof rest, expanded = false): readonly TreeNode[] => {
      if (some.length === 0) return [];
      counts.set(id, `${some.length}`);
      const load = async () => some.map(({ account, declared }) => filesNode(declared, account));
      return [branch(id, title, { icon, tooltip, expanded, load }, scene)];
    };
    const [absent, unknown] = (['declared', 'unknown'] as const).map((presence) =>
      rest.filter(({ account }) => account.presence === presence),
    );
    const alone = state.projects.length === 0;
    const meaning = l10n.t('What the files declare or name. Whether it is live is not known.');
    return [
      ...group('absent', l10n.t('Declared, not live'), 'diff', l10n.t('In files, but not in the project.'), absent ?? []),
      ...group('workspace', l10n.t('Workspace'), 'folder', meaning, unknown ?? [], alone),
    ];
  }

  function blocked(): Failure | undefined {
    const [first, ...others] = state.projects.map((project) => live(project).accounts);
    if (!first || [first, ...others].some(({ known, failure }) => known || !failure)) return undefined;
    return first.failure;
  }

  return {
    get state() {
      return state;
    },
    update(changes) {
      state = { ...state, ...changes };
      onChange();
    },
    roots() {
      const files = filesGroups();
      const failure = blocked();
      // A welcome text says it better than a project with nothing below; what a grant would help with is told in its place.
      if (files.length === 0 && failure && failure.kind !== 'denied' && failure.kind !== 'cancelled') return [];
      const connect =
        files.length > 0 && state.projects.length === 0 && state.mayConnect
          ? [line('connect', l10n.t('Show what is live…'), { icon: 'plug', command: 'selectProjects', contextValue: 'connect' })]
          : [];
      return [...state.projects.map(projectNode), ...files, ...connect];
    },
    async more(project) {
      const { accounts } = live(project);
      const limit = (shown.get(project) ?? pageSize) + pageSize;
      shown.set(project, limit);
      await accounts.load();
      if (accounts.accounts.length < limit || state.filter.trim() !== '') await accounts.more();
      onChange();
    },
    async all(project) {
      const { accounts } = live(project);
      shown.set(project, Math.max(shown.get(project) ?? 0, shownAtOnce));
      await accounts.load();
      await accounts.all(onChange);
      onChange();
    },
    refresh(project) {
      for (const [id, each] of projects) if (project === undefined || id === project) each.expire();
      onChange();
    },
    reset() {
      loads.stop();
      projects.clear();
      shown.clear();
      counts.clear();
      onChange();
    },
    stop: () => loads.stop(),
    live,
    accounts: () =>
      comparison().map((account) => ({
        kind: 'account',
        project: account.live?.projectId ?? account.declared?.project,
        email: account.live?.email ?? account.declared?.email,
        uniqueId: serviceAccount(account)?.uniqueId,
        declaration: account.declared?.at,
      })),
    get loaded() {
      const of = state.projects.map((project) => live(project).accounts.accounts).filter(({ length }) => length > 0);
      if (of.length !== loaded.of.length || of.some((each, index) => each !== loaded.of[index])) loaded = { of, accounts: of.flat() };
      return loaded.accounts;
    },
    get findings() {
      return (state.identities?.accounts ?? []).reduce((sum, { findings }) => sum + findings, 0);
    },
    get blocked() {
      return blocked();
    },
    get version() {
      comparison();
      return version;
    },
  };
}

/** The live account that was compared: a comparison hands on what it was given. */
function serviceAccount({ live }: ComparedAccount): ServiceAccount | undefined {
  return live as ServiceAccount | undefined;
}
