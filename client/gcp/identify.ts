import type { Credentials } from './credentials.ts';
import type { Endpoints } from './endpoints.ts';
import { type Call, openHttp } from './http.ts';
import { openTokenInfo } from './tokenInfo.ts';

/**
 * The credentials with the e-mail address they are of. A user's file has none, so the issuer of a token is asked; where that does not tell,
 * or cannot be reached, they stay as they are.
 */
export async function identify(credentials: Credentials, endpoints: Endpoints, call?: Call): Promise<Credentials> {
  if (credentials.account !== undefined) return credentials;
  const http = openHttp(credentials, endpoints, { attempts: 1 });
  try {
    return await http.within(call, async (rest) => {
      const { token } = await credentials.client.getAccessToken();
      return token ? { ...credentials, account: (await openTokenInfo(http)(token, rest)).account } : credentials;
    });
  } catch {
    return credentials;
  }
}
