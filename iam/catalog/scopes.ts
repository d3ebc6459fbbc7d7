/** An OAuth access scope: https://developers.google.com/identity/protocols/oauth2/scopes */
export interface Scope {
  readonly url: string;
  /** Short names, like `storage-ro`. */
  readonly aliases: readonly string[];
  /** The tools that replace the aliases by the URL; the API itself knows URLs only. */
  readonly expandedBy: readonly ('gcloud' | 'terraform')[];
  /** The first part of the names of the permissions it lets through, like `storage`; `*` for those of every service; null for none. */
  readonly service: string | null;
  readonly access: 'none' | 'read' | 'write' | 'read-write' | 'full';
  /** Lets through nearly everything of its service, so that IAM is the only limit. */
  readonly broad: boolean;
  readonly deprecated: boolean;
}

/** A name for several scopes. Only gcloud expands it, and only where it is an alias: `default-doc` is the default of the console and the API. */
export interface ScopeGroup {
  readonly name: 'default' | 'default-doc' | 'gke-default';
  readonly alias: boolean;
  /** URLs. */
  readonly scopes: readonly string[];
}

/** The scopes of the catalogue and the groups of them. */
export interface ScopeFacts {
  readonly scopes: readonly Scope[];
  readonly groups: readonly ScopeGroup[];
}

/** Finds a scope by its URL or an alias. */
export function scopeFinder(scopes: readonly Scope[]): (aliasOrUrl: string) => Scope | undefined {
  const byName = new Map(scopes.flatMap((scope) => [scope.url, ...scope.aliases].map((name) => [name, scope] as const)));
  return (aliasOrUrl) => byName.get(aliasOrUrl);
}
