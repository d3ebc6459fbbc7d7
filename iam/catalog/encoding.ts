import { lazy } from './lazy.ts';

/** A role's launch stage, in Google's words: https://cloud.google.com/iam/docs/reference/rest/v1/organizations.roles#RoleLaunchStage */
export type Stage = 'ALPHA' | 'BETA' | 'GA' | 'DEPRECATED';

/** A predefined or legacy basic role as Google publishes it. */
export interface RoleFacts {
  /** The full name, like `roles/storage.admin`. */
  readonly name: string;
  readonly title: string;
  readonly stage: Stage;
  /** Google no longer lists the role, or never did: it is retired or hidden, though an old grant may still hold. */
  readonly unlisted: boolean;
  readonly permissions: readonly string[];
}

/**
 * All roles, small in brotli and quick to open: columns of text, of which only the lines asked for are decoded.
 * Roles are in the order of their names, permissions in the order of `permissions`, in which those of one service and resource are neighbours.
 */
export interface EncodedRoles {
  /** A line for each service and resource: `storage.objects:create,delete,get`. */
  readonly permissions: string;
  /** A line for each role: its name without `roles/`. */
  readonly names: string;
  readonly titles: string;
  /** A letter for each role: the first of its stage, in lower case where the role is unlisted. */
  readonly stages: string;
  /** A line for each role: its permissions as runs `GAP+MORE`, the number skipped since the last run and the number taken beyond the first, in base 36; `+0` is left out. */
  readonly runs: string;
  /** A line for each service that has such a thing: what it is there for, like `cloudsql.instances`. */
  readonly mainResources: string;
}

/** Decodes one role at a time. Indices are those of the encoding's order. */
export interface RoleDecoder {
  readonly names: readonly string[];
  title(role: number): string;
  stage(role: number): Stage;
  unlisted(role: number): boolean;
  /** Every permission that some role has. */
  permissions(): readonly string[];
  /** The role's permissions as indices `[start, end, start, end, …)` into `permissions()`, ascending. */
  ranges(role: number): readonly number[];
  /** What a service is there for, by the service. */
  mainResources(): ReadonlyMap<string, string>;
}

const PREFIX = 'roles/';
const STAGES: readonly Stage[] = ['ALPHA', 'BETA', 'GA', 'DEPRECATED'];

/** The same roles give the same encoding, in whatever order they and their permissions come. */
export function encodeRoles(roles: readonly RoleFacts[]): EncodedRoles {
  const sorted = roles.toSorted((a, b) => compare(a.name, b.name));
  const verbs = new Map<string, string[]>();
  for (const permission of [...new Set(sorted.flatMap((role) => role.permissions))].sort(compare)) {
    const dot = permission.lastIndexOf('.');
    const resource = permission.slice(0, dot);
    verbs.set(resource, [...(verbs.get(resource) ?? []), permission.slice(dot + 1)]);
  }
  const permissions = [...verbs].map(([resource, names]) => `${resource}:${names.join(',')}`).join('\n');
  const index = new Map(decodePermissions(permissions).map((permission, at) => [permission, at]));
  return {
    permissions,
    names: sorted.map((role) => role.name.slice(PREFIX.length)).join('\n'),
    titles: sorted.map((role) => role.title).join('\n'),
    stages: sorted.map(({ stage, unlisted }) => (unlisted ? stage.charAt(0).toLowerCase() : stage.charAt(0))).join(''),
    runs: sorted.map((role) => encodeRuns(role.permissions.map((permission) => index.get(permission) ?? Number.NaN))).join('\n'),
    mainResources: mainResources(sorted).join('\n'),
  };
}

/** Of each service: of all that its administrator makes and deletes, what most roles let one see. */
function mainResources(roles: readonly RoleFacts[]): string[] {
  const viewers = new Map<string, number>();
  for (const permission of roles.flatMap(({ permissions }) => permissions))
    if (permission.endsWith('.get')) viewers.set(permission, (viewers.get(permission) ?? 0) + 1);
  return roles.flatMap(({ name, permissions }) => {
    const service = /^roles\/([^.]+)\.admin$/.exec(name)?.[1];
    const held = new Set(permissions);
    const made = permissions
      .filter((permission) => permission.startsWith(`${service}.`) && permission.endsWith('.create'))
      .map((permission) => permission.slice(0, -'.create'.length))
      .filter((resource) => held.has(`${resource}.delete`));
    const seenBy = (resource: string) => viewers.get(`${resource}.get`) ?? 0;
    return made.sort((a, b) => seenBy(b) - seenBy(a) || compare(a, b)).slice(0, 1);
  });
}

/** Every role, decoded whole: the inverse of encodeRoles. */
export function decodeRoles(encoded: EncodedRoles): RoleFacts[] {
  const decoder = openRoleDecoder(encoded);
  return decoder.names.map((name, role) => ({
    name,
    title: decoder.title(role),
    stage: decoder.stage(role),
    unlisted: decoder.unlisted(role),
    permissions: permissionsIn(decoder.permissions(), decoder.ranges(role)),
  }));
}

/** The permissions in ranges `[start, end, start, end, …)`. */
export function permissionsIn(all: readonly string[], ranges: readonly number[]): string[] {
  const held: string[] = [];
  for (let range = 0; range < ranges.length; range += 2) {
    for (const permission of all.slice(ranges[range], ranges[range + 1])) held.push(permission);
  }
  return held;
}

/** Opens an encoding; splits a column into lines when it is first asked for. */
export function openRoleDecoder({ names, titles, stages, runs, permissions, mainResources }: EncodedRoles): RoleDecoder {
  const titleLines = lazy(() => titles.split('\n'));
  const runLines = lazy(() => runs.split('\n'));
  const ranges: number[][] = [];
  return {
    names: names.split('\n').map((name) => PREFIX + name),
    title: (role) => titleLines()[role] ?? '',
    stage: (role) => STAGES.find((stage) => stage.startsWith(stages.charAt(role).toUpperCase())) ?? 'GA',
    unlisted: (role) => stages.charAt(role) !== stages.charAt(role).toUpperCase(),
    permissions: lazy(() => decodePermissions(permissions)),
    ranges(role) {
      ranges[role] ??= decodeRuns(runLines()[role] ?? '');
      return ranges[role];
    },
    mainResources: lazy(() => new Map(mainResources.split('\n').map((resource) => [resource.slice(0, resource.indexOf('.')), resource]))),
  };
}

function decodePermissions(lines: string): string[] {
  return lines.split('\n').flatMap((line) => {
    const colon = line.indexOf(':');
    const resource = line.slice(0, colon);
    return line
      .slice(colon + 1)
      .split(',')
      .map((verb) => `${resource}.${verb}`);
  });
}

function encodeRuns(indices: number[]): string {
  const runs: string[] = [];
  let end = 0;
  const sorted = indices.sort((a, b) => a - b);
  for (let at = 0; at < sorted.length; ) {
    const start = sorted[at++] ?? 0;
    let more = 0;
    while (sorted[at] === start + more + 1) {
      more++;
      at++;
    }
    const gap = (start - end).toString(36);
    runs.push(more > 0 ? `${gap}+${more.toString(36)}` : gap);
    end = start + more + 1;
  }
  return runs.join(' ');
}

function decodeRuns(line: string): number[] {
  const ranges: number[] = [];
  if (line === '') return ranges;
  let end = 0;
  for (const run of line.split(' ')) {
    const [gap = '', more = '0'] = run.split('+');
    const start = end + Number.parseInt(gap, 36);
    end = start + Number.parseInt(more, 36) + 1;
    ranges.push(start, end);
  }
  return ranges;
}

/** By UTF-16 unit, so that the order is the same in every locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
