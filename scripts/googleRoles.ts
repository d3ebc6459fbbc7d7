import type { RoleFacts, Stage } from '../iam/catalog/encoding.ts';

/** A page of https://cloud.google.com/iam/docs/reference/rest/v1/roles/list */
interface Page {
  readonly roles?: readonly { name: string; title?: string; stage?: string; includedPermissions?: readonly string[] }[];
  readonly nextPageToken?: string;
}

/** All that Google lists at `endpoint` (`https://iam.googleapis.com`) to the bearer of the access token. Throws where a page is refused; the token is in no message. */
export async function listRoles(endpoint: string, token: string): Promise<RoleFacts[]> {
  const roles: RoleFacts[] = [];
  let pageToken: string | undefined;
  do {
    const url = new URL('/v1/roles?view=FULL&pageSize=1000', endpoint);
    if (pageToken) url.searchParams.set('pageToken', pageToken);
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } }).catch((cause: Error) => {
      throw new Error(`${endpoint} cannot be reached: ${cause.cause instanceof Error ? cause.cause.message : cause.message}`, { cause });
    });
    if (!response.ok) throw new Error(await refusal(response));
    const page = (await response.json()) as Page;
    for (const { name, title = name, stage, includedPermissions = [] } of page.roles ?? []) {
      roles.push({ name, title, stage: stageOf(stage), unlisted: false, permissions: includedPermissions });
    }
    pageToken = page.nextPageToken;
  } while (pageToken);
  if (roles.length === 0) throw new Error(`${endpoint} lists no roles.`);
  return roles;
}

/** The listed roles, and the known ones that are no longer listed as they were last seen. */
export function mergeRoles(known: readonly RoleFacts[], listed: readonly RoleFacts[]): RoleFacts[] {
  const names = new Set(listed.map(({ name }) => name));
  return [...listed, ...known.filter(({ name }) => !names.has(name)).map((role) => ({ ...role, unlisted: true }))];
}

/** JSON leaves out ALPHA, the first of the enumeration; EAP comes before it, DISABLED after DEPRECATED. */
function stageOf(stage: string | undefined): Stage {
  switch (stage) {
    case 'BETA':
    case 'GA':
    case 'DEPRECATED':
      return stage;
    case 'DISABLED':
      return 'DEPRECATED';
    default:
      return 'ALPHA';
  }
}

async function refusal(response: Response): Promise<string> {
  const { error } = (await response.json().catch(() => ({}))) as { error?: { message?: string } };
  const answer = `Google answered ${response.status}${error?.message ? `: ${error.message}` : ''}`;
  switch (response.status) {
    case 401:
      return `The access token is not valid or has expired. Sign in with \`gcloud auth login\`, or set GOOGLE_OAUTH_ACCESS_TOKEN to a new one. ${answer}`;
    case 403:
      return `The access token may not list roles. Enable the IAM API (iam.googleapis.com) in the token's project, or use another account. ${answer}`;
    default:
      return `The roles could not be listed. ${answer}`;
  }
}
