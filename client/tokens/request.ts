import type { Localize } from '../../iam/localize.ts';
/** The four kinds of short-lived credentials. https://cloud.google.com/iam/docs/create-short-lived-credentials-direct */
export type TokenKind = 'accessToken' | 'idToken' | 'jwt' | 'blob';

/** What is to be minted, for whom. */
export type MintRequest = {
  /** The e-mail or unique id of the account to act as. */
  readonly target: string;
  /** E-mails, in the order from the caller to the target. */
  readonly delegates: readonly string[];
} & (
  | { readonly kind: 'accessToken'; readonly scopes: readonly string[]; readonly lifetimeSeconds: number }
  | { readonly kind: 'idToken'; readonly audience: string }
  | { readonly kind: 'jwt'; readonly claims: object }
  | ({ readonly kind: 'blob' } & Bytes)
);

/** Bytes to sign, and where they are from: `the selection`, `invoice.pdf`. */
export interface Bytes {
  readonly bytes: Uint8Array;
  readonly source: string;
}

/** What is said of an answer while it is given. Only an error is in the way. */
export interface Remark {
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
}

/** What a kind is called in lists and sentences. */
export function kindTitle(kind: TokenKind, l10n: Localize): string {
  switch (kind) {
    case 'accessToken':
      return l10n.t('Access token');
    case 'idToken':
      return l10n.t('ID token');
    case 'jwt':
      return l10n.t('Signed JWT');
    case 'blob':
      return l10n.t('Signed blob');
  }
}

/** The permission on an account that minting takes. https://cloud.google.com/iam/docs/service-account-permissions */
export const mintPermissions: Readonly<Record<TokenKind, string>> = {
  accessToken: 'iam.serviceAccounts.getAccessToken',
  idToken: 'iam.serviceAccounts.getOpenIdToken',
  jwt: 'iam.serviceAccounts.signJwt',
  blob: 'iam.serviceAccounts.signBlob',
};
