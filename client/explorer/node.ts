import type { Localize } from '../../iam/localize.ts';
import type { Place } from '../../server/lsp/protocol.ts';

/** A service account that an action can be taken on. */
export interface AccountSubject {
  readonly kind: 'account';
  /** Undefined where the files do not tell. */
  readonly project?: string;
  readonly email?: string;
  /** Known of live accounts only. */
  readonly uniqueId?: string;
  readonly declaration?: Place;
}

/** What the actions on a node act on. */
export type Subject =
  | AccountSubject
  | { readonly kind: 'project'; readonly project: string }
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'failure'; readonly grantCommand?: string; readonly link?: string; retry(): void }
  | { readonly kind: 'more'; readonly project: string };

/** A line of the Service Accounts view. Its texts are read each time it is shown, so that it can tell what has been loaded since. */
export interface TreeNode {
  /** The same for the same thing, however often the tree is made anew; unique in the tree. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  /** Id of a codicon. */
  readonly icon?: string;
  readonly tooltip?: string;
  /** The whole line in words, its icon included. */
  readonly accessibilityLabel: string;
  /** Words that menus ask for. */
  readonly contextValue: string;
  readonly subject?: Subject;
  /** Run when the line is clicked; none of these reaches the network but `loadMore` and `retry`, which say so. */
  readonly command?: 'goToDeclaration' | 'copyGrantCommand' | 'loadMore' | 'retry' | 'selectProjects';
  readonly expanded?: boolean;
  /** Absent where there is nothing below. Loads at its first call and then says what it has; never rejects. */
  children?(): Promise<readonly TreeNode[]>;
}

/** A line that says something and has nothing below it. */
export function line(id: string, label: string, more: Partial<Omit<TreeNode, 'id' | 'label' | 'children'>> = {}): TreeNode {
  const accessibilityLabel = more.accessibilityLabel ?? [label, more.description].filter(Boolean).join(', ');
  return { id, label, contextValue: 'line', ...more, accessibilityLabel };
}

/** A line about something written in a file; a click goes there. */
export function placeLine(id: string, title: string, place: Place, l10n: Localize): TreeNode {
  const where = placeText(place);
  return line(id, title || where, {
    description: title ? where : undefined,
    icon: 'go-to-file',
    contextValue: 'place declared',
    subject: { kind: 'place', place },
    command: 'goToDeclaration',
    accessibilityLabel: title ? l10n.t('{0}, in {1}', title, where) : where,
  });
}

/** `main.tf:12`, as editors count. */
export function placeText({ uri, range }: Place): string {
  return `${decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1))}:${range.start.line + 1}`;
}

/** What headings are made with. */
export interface Headings {
  readonly l10n: Localize;
  /** How many lines each heading had when it was last opened, by id; `3+` where some could not be read. */
  readonly counts: Map<string, string>;
}

/** A heading that tells how many lines it has once they are known. `load` never rejects, and is asked again whenever the lines are shown. */
export function branch(
  id: string,
  title: string,
  { load, ...look }: Pick<TreeNode, 'icon' | 'tooltip' | 'expanded'> & { load: () => Promise<readonly TreeNode[]> },
  { l10n, counts }: Headings,
): TreeNode {
  return {
    ...look,
    id,
    contextValue: 'branch',
    get label() {
      const count = counts.get(id);
      return count === undefined ? title : `${title} (${count})`;
    },
    get accessibilityLabel() {
      const count = counts.get(id);
      return count === undefined ? title : l10n.t('{0}, {1} entries', title, count);
    },
    async children() {
      const lines = distinct(await load());
      const known = lines.filter(({ contextValue }) => !/^(?:needs|failure|note|more)\b/.test(contextValue)).length;
      const all = !lines.some(({ contextValue }) => /^(?:needs|failure)\b/.test(contextValue));
      if (all) counts.set(id, `${known}`);
      else if (known > 0) counts.set(id, `${known}+`);
      else counts.delete(id);
      return lines.length > 0 ? lines : [line(`${id}/none`, l10n.t('None'), { contextValue: 'note' })];
    },
  };
}

/** The first of those with the same id: VS Code shows nothing of a level on which an id is there twice. */
function distinct(lines: readonly TreeNode[]): readonly TreeNode[] {
  return [...new Map(lines.toReversed().map((each) => [each.id, each])).values()].reverse();
}
