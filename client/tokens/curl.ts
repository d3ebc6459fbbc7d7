import { shellWord } from '../gcp/shell.ts';
import type { SessionToken } from './store.ts';

/** Where the snippet gets a token from: a variable, or gcloud, which mints a new one. */
export type CurlSource = 'variable' | 'gcloud';

/** Where a token can be had from in a shell; gcloud signs no JWTs that it prints, and knows no emulator. */
export function curlSources({ kind, emulated }: Pick<SessionToken, 'kind' | 'emulated'>): readonly CurlSource[] {
  return (kind === 'accessToken' || kind === 'idToken') && !emulated ? ['variable', 'gcloud'] : ['variable'];
}

/** A request for a shell with a token like this one. It holds no token: it reads one, or has gcloud mint it. */
export function curlSnippet({ kind, account, delegates, audience, tokenInfo }: SessionToken, source: CurlSource): string {
  const chain = [...delegates, account].join(',');
  const url = kind === 'accessToken' || audience === undefined || !/^https?:\/\//.test(audience) ? tokenInfo : audience;
  const method = url === tokenInfo ? '--request POST ' : '';
  if (source === 'variable')
    return `read -rs TOKEN # paste the token, then press Enter\ncurl ${method}--header "Authorization: Bearer $TOKEN" ${shellWord(url)}\n`;
  const command =
    kind === 'idToken'
      ? `gcloud auth print-identity-token --impersonate-service-account=${shellWord(chain)} --audiences=${shellWord(audience ?? '')} --include-email`
      : `gcloud auth print-access-token --impersonate-service-account=${shellWord(chain)}`;
  return `curl ${method}--header "Authorization: Bearer $(${command})" ${shellWord(url)}\n`;
}
