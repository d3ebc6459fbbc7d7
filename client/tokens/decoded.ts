import { english, type Localize } from '../../iam/localize.ts';
import { type ClaimLine, checkJwt, explainJwt, type Jwt, type Opaque, readToken, redact, showTime } from '../../iam/token.ts';
import type { Verification } from './verify.ts';

/** What a decoded token is shown with. */
export interface DecodeOptions {
  readonly now: Date;
  /** For whom the token has to be, where that is known. */
  readonly audience?: string;
  readonly verification?: Verification;
  readonly l10n?: Localize;
}

/** What a secret is that cannot be decoded, and what is to be known of it. */
function opaqueTexts(form: Opaque['form'], l10n: Localize): readonly [what: string, note: string] {
  switch (form) {
    case 'access token':
      return [
        l10n.t('This is an access token of Google, which cannot be decoded.'),
        l10n.t(
          'It says nothing by itself. "Verify Token" asks Google whose it is, for which scopes and until when; it is sent in a header, never in an address.',
        ),
      ];
    case 'refresh token':
      return [
        l10n.t('This is a refresh token of Google, which cannot be decoded.'),
        l10n.t('It gets new access tokens until it is revoked: treat it like a password, and do not paste it anywhere.'),
      ];
    case 'authorization code':
      return [
        l10n.t('This is an authorization code of Google, which cannot be decoded.'),
        l10n.t('It is exchanged for tokens once, within minutes.'),
      ];
    case 'API key':
      return [
        l10n.t('This is an API key of Google, which cannot be decoded.'),
        l10n.t('It names a project, not a person, and does not expire.'),
      ];
    case 'client secret':
      return [
        l10n.t('This is a client secret of Google, which cannot be decoded.'),
        l10n.t('It belongs to an OAuth client, and does not expire.'),
      ];
    case 'key file':
      return [
        l10n.t('This is a key file of Google, which cannot be decoded.'),
        l10n.t('It is the key of a service account, which does not expire by itself: minting short-lived tokens needs none.'),
      ];
    case 'private key':
      return [
        l10n.t('This is a private key of Google, which cannot be decoded.'),
        l10n.t('It signs whatever its holder wants: minting short-lived tokens needs none.'),
      ];
  }
}

/** JSON with comments that says what a text is and what it claims. Neither the token nor its signature is in it. */
export function decodedDocument(text: string, options: DecodeOptions): string {
  const { l10n = english } = options;
  const token = readToken(text);
  switch (token.kind) {
    case 'jwt':
      return jwtDocument(token, options);
    case 'opaque':
      return document(opaqueTexts(token.form, l10n), [member('kind', token.form), ...verified(options)]);
    case 'broken':
      return document(
        [l10n.t('This begins like a JWT, and cannot be read.')],
        [member(token.part, `The ${token.part === 'whole' ? 'text' : token.part} ${token.reason}.`)],
      );
    case 'unknown':
      return document([l10n.t('It is no token that Google issues.')], []);
  }
}

function jwtDocument(token: Jwt, options: DecodeOptions): string {
  const { l10n = english } = options;
  const { header, claims } = explainJwt(token, options.now, l10n);
  const checks = checkJwt(token, options).map(({ name, verdict, says }) => member(name, `${verdict}: ${says}`));
  const unverified =
    token.signature === 'removed'
      ? `note: ${l10n.t('Cloud Run has removed it after verifying it.')}`
      : token.signature === 'present'
        ? `note: ${l10n.t('Not verified yet. "Verify Token" does that.')}`
        : `bad: ${l10n.t('There is none.')}`;
  const signature = options.verification ? verified(options) : [member('signature', unverified)];
  const when = showTime(options.now.getTime() / 1000);
  return document(
    [l10n.t('A JWT as it was at {0}. The signature is left out. Nothing here is saved.', when)],
    [group('header', header.map(claimMember)), group('claims', claims.map(claimMember)), group('checks', [...checks, ...signature])],
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
  return redact(`${comments.map((comment) => `// ${comment}\n`).join('')}${braces(members)}\n`);
}
