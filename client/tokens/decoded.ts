import { type ClaimLine, checkJwt, explainJwt, type Jwt, type Opaque, readToken, redact, showTime } from '../../iam/token.ts';
import type { Verification } from './verify.ts';

/** What a decoded token is shown with. */
export interface DecodeOptions {
  readonly now: Date;
  /** For whom the token has to be, where that is known. */
  readonly audience?: string;
  readonly verification?: Verification;
}

const opaqueNotes: Readonly<Record<Opaque['form'], string>> = {
  'access token':
    'It says nothing by itself. "Verify Token" asks Google whose it is, for which scopes and until when; it is sent in a header, never in an address.',
  'refresh token': 'It gets new access tokens until it is revoked: treat it like a password, and do not paste it anywhere.',
  'authorization code': 'It is exchanged for tokens once, within minutes.',
  'API key': 'It names a project, not a person, and does not expire.',
  'client secret': 'It belongs to an OAuth client, and does not expire.',
  'key file': 'It is the key of a service account, which does not expire by itself: minting short-lived tokens needs none.',
  'private key': 'It signs whatever its holder wants: minting short-lived tokens needs none.',
};

/** JSON with comments that says what a text is and what it claims. Neither the token nor its signature is in it. */
export function decodedDocument(text: string, options: DecodeOptions): string {
  const token = readToken(text);
  switch (token.kind) {
    case 'jwt':
      return jwtDocument(token, options);
    case 'opaque':
      return document(
        [`// This is ${article(token.form)} of Google, which cannot be decoded.`, `// ${opaqueNotes[token.form]}`],
        [member('kind', token.form), ...verified(options)],
      );
    case 'broken':
      return document(
        ['// This begins like a JWT, and cannot be read.'],
        [member(token.part, `The ${token.part === 'whole' ? 'text' : token.part} ${token.reason}.`)],
      );
    case 'unknown':
      return document(['// This is no token that Google issues.'], []);
  }
}

function jwtDocument(token: Jwt, options: DecodeOptions): string {
  const { header, claims } = explainJwt(token, options.now);
  const checks = checkJwt(token, options).map(({ name, verdict, says }) => member(name, `${verdict}: ${says}`));
  const signature = options.verification
    ? verified(options)
    : [member('signature', token.signature === 'present' ? 'note: Not verified yet. "Verify Token" does that.' : 'bad: There is none.')];
  const removed = [member('signature', 'note: Cloud Run has removed it after verifying it.')];
  return document(
    [`// A JWT as it was at ${showTime(options.now.getTime() / 1000)}. The signature is left out. Nothing here is saved.`],
    [
      group('header', header.map(claimMember)),
      group('claims', claims.map(claimMember)),
      group('checks', [...checks, ...(token.signature === 'removed' && !options.verification ? removed : signature)]),
    ],
  );
}

function verified({ verification }: DecodeOptions): Member[] {
  if (!verification) return [];
  const words = { valid: 'good', invalid: 'bad', unknown: 'note' } as const;
  return [member('signature', `${words[verification.verdict]}: ${verification.says}`)];
}

interface Member {
  readonly text: string;
  readonly comment?: string;
}

function member(name: string, value: unknown, comment?: string): Member {
  return { text: `${JSON.stringify(name)}: ${JSON.stringify(value, undefined, 2)}`, comment };
}

function claimMember({ name, value, meaning, time }: ClaimLine): Member {
  return member(name, value, [meaning, time].filter((each) => each !== undefined).join(': ') || undefined);
}

function group(name: string, members: readonly Member[]): Member {
  return { text: `${JSON.stringify(name)}: ${braces(members)}` };
}

function braces(members: readonly Member[]): string {
  const lines = members.flatMap(({ text, comment }, index) => {
    const separated = `${text}${index < members.length - 1 ? ',' : ''}`;
    return [...(comment === undefined ? [] : [`// ${comment}`]), ...separated.split('\n')];
  });
  return lines.length === 0 ? '{}' : `{\n${lines.map((line) => `  ${line}`).join('\n')}\n}`;
}

function document(comments: readonly string[], members: readonly Member[]): string {
  // A claim may hold another token.
  return redact(`${comments.join('\n')}\n${braces(members)}\n`);
}

function article(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}
