import type { TokenKind } from '../../client/tokens/request.ts';
import { Secret } from '../../client/tokens/secret.ts';
import type { SessionToken } from '../../client/tokens/store.ts';

export const account = 'api-runtime@shop-prod.iam.gserviceaccount.com';

/** What looks like the access token that it is not. */
export const accessToken = `ya29.c.${'Ab0_-'.repeat(30)}END`;

/** What looks like a JWT, signed by nobody. */
export function jwtOf(claims: object, header: object = { alg: 'RS256', kid: 'k1', typ: 'JWT' }): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${encode(header)}.${encode(claims)}.${Buffer.alloc(256, 0xa5).toString('base64url')}`;
}

/** A token as the store has it. */
export function sessionToken(kind: TokenKind, text: string, more: Partial<SessionToken> = {}): Omit<SessionToken, 'id'> {
  return {
    kind,
    account,
    delegates: [],
    expires: new Date('2026-11-22T14:15:00Z'),
    secret: new Secret(text),
    tokenInfo: 'https://oauth2.googleapis.com/tokeninfo',
    emulated: false,
    ...more,
  };
}

/** The pieces of a token by which it would be found wherever it went. */
export function piecesOf(token: string): readonly string[] {
  return [
    token,
    token.slice(-40),
    ...token.split('.').filter((each) => each.length > 8),
    Buffer.from(token).toString('base64').slice(0, 60),
  ];
}
