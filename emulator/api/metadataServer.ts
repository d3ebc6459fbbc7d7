import { type FoundAccount, findAccount } from '../resource.ts';
import type { Cloud, Reply, Request, Route } from '../route.ts';
import type { MetadataState } from '../state.ts';
import { idToken } from './iamCredentials.ts';

const base = '/computeMetadata/v1';
const account = `${base}/instance/service-accounts/{account}`;

/** What a workload on Google Cloud learns about itself. https://cloud.google.com/compute/docs/metadata/predefined-metadata-keys */
export const metadataServer: readonly Route[] = [
  ...(['/', '/computeMetadata', `${base}`, `${base}/instance`] as const).map((path) => at(path, () => 'instance/\nproject/\n')),
  at(`${base}/project/project-id`, ({ metadata }) => metadata.projectId),
  at(`${base}/project/numeric-project-id`, ({ project }) => project.number),
  at(`${base}/instance/region`, ({ metadata, project }) => `projects/${project.number}/regions/${metadata.region}`),
  at(`${base}/universe/universe-domain`, () => 'googleapis.com'),
  at(`${base}/instance/service-accounts/`, (self) => `default/\n${self.account.email}/\n`),
  at(`${account}/`, () => 'aliases\nemail\nidentity\nscopes\ntoken\n'),
  at(`${account}/email`, (self) => self.account.email),
  at(`${account}/aliases`, () => 'default\n'),
  at(`${account}/scopes`, () => `${scopes.join('\n')}\n`),
  at(`${account}/token`, (self, { query }, cloud) => {
    const asked = query.get('scopes')?.split(',') ?? scopes;
    const { token } = cloud.tokens.issue(`serviceAccount:${self.account.email}`, asked, 3600);
    return { access_token: token, expires_in: 3599, token_type: 'Bearer' };
  }),
  at(`${account}/identity`, (self, { query }, cloud) => {
    const audience = query.get('audience');
    return audience ? idToken(self, audience, { email: query.get('format') === 'full' }, cloud) : undefined;
  }),
];

const scopes = ['https://www.googleapis.com/auth/cloud-platform', 'https://www.googleapis.com/auth/userinfo.email'];

/** The workload that asks. */
interface Self extends FoundAccount {
  readonly metadata: MetadataState;
}

type Answer = string | object | undefined;

/** Answers at a path; undefined is for a request that lacks its audience. */
function at(path: string, answer: (self: Self, request: Request, cloud: Cloud) => Answer | Promise<Answer>): Route {
  return {
    on: `GET ${path}`,
    async handle(request, cloud): Promise<Reply> {
      // The header shows that nobody was led here by a mere address. https://cloud.google.com/compute/docs/metadata/overview#parts-of-a-request
      if (request.headers['metadata-flavor'] !== 'Google') return reply(403, 'Missing Metadata-Flavor:Google header.');
      const self = selfOf(request, cloud);
      if (!self) return reply(404, 'Not found.');
      const body = await answer(self, request, cloud);
      return body === undefined ? reply(400, 'non-empty audience parameter required\n') : reply(200, body);
    },
  };
}

function selfOf({ params }: Request, { state }: Cloud): Self | undefined {
  const { metadata } = state;
  const found = metadata && findAccount(state, '-', metadata.serviceAccount);
  const { account = 'default' } = params;
  const named = account === 'default' || account === metadata?.serviceAccount;
  return metadata && found && named ? { ...found, metadata } : undefined;
}

function reply(status: number, body: string | object): Reply {
  return {
    status,
    body,
    headers: {
      'Metadata-Flavor': 'Google',
      Server: 'Metadata Server for VM',
      ...(typeof body === 'string' && { 'Content-Type': 'application/text' }),
    },
  };
}
