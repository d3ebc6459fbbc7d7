import type { EncodedRoles, Stage } from './encoding.ts';
import { openRoleDecoder, permissionsIn } from './encoding.ts';
import { lazy } from './lazy.ts';
import { type NearRole, nearestRoleFinder } from './nearest.ts';
import { RISKS, type Risk } from './risks.ts';

/** A predefined or basic role. */
export interface Role {
  /** The full name, like `roles/storage.admin`. */
  readonly name: string;
  readonly title: string;
  readonly stage: Stage;
  /** One of the six roles over everything: owner, editor, viewer and their successors admin, writer, reader. */
  readonly basic: boolean;
  /** Retired, or hidden from Google's list of roles. */
  readonly unlisted: boolean;
  /** Decoded when first read; undefined where Google doesn't publish them (admin, writer, reader). */
  readonly permissions: ReadonlySet<string> | undefined;
  /** How many there are; told without decoding them. */
  readonly permissionCount: number | undefined;
}

/** Answers questions about predefined and basic roles. */
export interface Roles {
  role(name: string): Role | undefined;
  roles(): Iterable<Role>;
  nearestRole(name: string): NearRole | undefined;
  rolesWith(permission: string): readonly string[];
  mainResource(service: string): string | undefined;
  permissions(): readonly string[];
  counting(isWanted: (permission: string) => boolean): (role: string) => number;
  narrowerRoles(name: string): readonly Role[];
  risks(name: string): ReadonlySet<Risk>;
}

const undisclosed = { permissions: undefined, permissionCount: undefined };

/** In use but neither listed nor published: https://cloud.google.com/iam/docs/roles-overview#basic */
const UNPUBLISHED_BASIC: readonly Role[] = [
  { name: 'roles/admin', title: 'Admin', stage: 'GA', basic: true, unlisted: false, ...undisclosed },
  { name: 'roles/reader', title: 'Reader', stage: 'GA', basic: true, unlisted: false, ...undisclosed },
  { name: 'roles/writer', title: 'Writer', stage: 'GA', basic: true, unlisted: false, ...undisclosed },
];

const BASIC = new Set(['roles/owner', 'roles/editor', 'roles/viewer', ...UNPUBLISHED_BASIC.map(({ name }) => name)]);

const NO_RISKS: ReadonlySet<Risk> = new Set();

/** Opens the encoded roles; decodes a role when it is asked for. */
export function openRoles(encoded: EncodedRoles): Roles {
  const decoder = openRoleDecoder(encoded);
  const indices = new Map(decoder.names.map((name, index) => [name, index]));
  const unpublished = new Map(UNPUBLISHED_BASIC.filter(({ name }) => !indices.has(name)).map((role) => [role.name, role]));
  const made: Role[] = [];
  const risksMade = new Map<string, ReadonlySet<Risk>>();
  const riskIndices = lazy(() =>
    [...RISKS].map(([risk, any]) => ({ risk, indices: any.map((permission) => decoder.permissions().indexOf(permission)) })),
  );

  function at(index: number): Role {
    made[index] ??= publishedRole(index);
    return made[index];
  }

  function publishedRole(index: number): Role {
    const name = decoder.names[index] ?? '';
    const permissions = lazy(() => new Set(permissionsIn(decoder.permissions(), decoder.ranges(index))));
    let count: number | undefined;
    return {
      name,
      title: decoder.title(index),
      stage: decoder.stage(index),
      basic: BASIC.has(name),
      unlisted: decoder.unlisted(index),
      get permissions() {
        return permissions();
      },
      get permissionCount() {
        count ??= decoder.ranges(index).reduce((sum, edge, at) => (at % 2 === 0 ? sum - edge : sum + edge), 0);
        return count;
      },
    };
  }

  function role(name: string): Role | undefined {
    const index = indices.get(name);
    return index === undefined ? unpublished.get(name) : at(index);
  }

  return {
    role,
    *roles() {
      for (const index of indices.values()) yield at(index);
      yield* unpublished.values();
    },
    nearestRole: nearestRoleFinder([...indices.keys(), ...unpublished.keys()], (name) => role(name)?.title ?? ''),
    rolesWith(permission) {
      const wanted = decoder.permissions().indexOf(permission);
      return decoder.names.filter((_, index) => includes(decoder.ranges(index), wanted));
    },
    mainResource: (service) => decoder.mainResources().get(service),
    permissions: decoder.permissions,
    counting(isWanted) {
      // How many are wanted before each permission, so that a range of them is one subtraction.
      const before = [0];
      for (const permission of decoder.permissions()) before.push((before.at(-1) ?? 0) + (isWanted(permission) ? 1 : 0));
      return (name) => {
        const index = indices.get(name);
        const edges = index === undefined ? [] : decoder.ranges(index);
        return edges.reduce((sum, edge, at) => (at % 2 === 0 ? sum - (before[edge] ?? 0) : sum + (before[edge] ?? 0)), 0);
      };
    },
    narrowerRoles(name) {
      const own = indices.get(name);
      const service = serviceOf(name);
      if (own === undefined || service === undefined) return [];
      const held = decoder.ranges(own);
      const { permissionCount: size = 0 } = at(own);
      return [...indices]
        .flatMap(([other, index]) => (serviceOf(other) === service && includesAll(held, decoder.ranges(index)) ? at(index) : []))
        .filter(({ permissionCount }) => permissionCount !== size)
        .sort((a, b) => (b.permissionCount ?? 0) - (a.permissionCount ?? 0));
    },
    risks(name) {
      const index = indices.get(name);
      if (index === undefined) return NO_RISKS;
      let risks = risksMade.get(name);
      if (risks === undefined) {
        const ranges = decoder.ranges(index);
        risks = new Set(riskIndices().flatMap(({ risk, indices }) => (indices.some((wanted) => includes(ranges, wanted)) ? risk : [])));
        risksMade.set(name, risks);
      }
      return risks;
    },
  };
}

/** What a role's name says that it is for, like `storage`; undefined for the basic ones. */
function serviceOf(name: string): string | undefined {
  return /^roles\/([^.]+)\./.exec(name)?.[1];
}

/** Whether ascending ranges, with gaps between them, include all of the others. */
function includesAll(ranges: readonly number[], others: readonly number[]): boolean {
  let range = 0;
  for (let other = 0; other < others.length; other += 2) {
    while (range < ranges.length && (ranges[range + 1] ?? 0) < (others[other + 1] ?? 0)) range += 2;
    if (range >= ranges.length || (others[other] ?? 0) < (ranges[range] ?? 0)) return false;
  }
  return true;
}

/** Whether ascending ranges `[start, end, start, end, …)` include the number. */
function includes(ranges: readonly number[], wanted: number): boolean {
  for (let range = 0; range < ranges.length; range += 2) {
    if (wanted < (ranges[range] ?? 0)) return false;
    if (wanted < (ranges[range + 1] ?? 0)) return true;
  }
  return false;
}
