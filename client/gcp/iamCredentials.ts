import type { Call, Http } from './http.ts';

/** Whom to act as: the e-mail address or unique id of a service account, and the accounts in between, in order from the caller to it. */
export interface Target {
  readonly target: string;
  readonly delegates?: readonly string[];
}

/** The IAM Service Account Credentials API. https://docs.cloud.google.com/iam/docs/reference/credentials/rest */
export interface IamCredentials {
  /** `lifetimeSeconds` up to 3600, or 43 200 where the organization allows it; 3600 where it is not set. */
  generateAccessToken(
    request: Target & { readonly scopes: readonly string[]; readonly lifetimeSeconds?: number },
    call?: Call,
  ): Promise<{ readonly token: string; readonly expires: Date }>;
  generateIdToken(
    request: Target & { readonly audience: string; readonly includeEmail?: boolean },
    call?: Call,
  ): Promise<{ readonly token: string; readonly expires: Date }>;
  /** `expires` is the claim `exp`, where it is there. */
  signJwt(
    request: Target & { readonly claims: object },
    call?: Call,
  ): Promise<{ readonly token: string; readonly keyId: string; readonly expires?: Date }>;
  /** The signature in base64. */
  signBlob(request: Target & { readonly bytes: Uint8Array }, call?: Call): Promise<{ readonly signature: string; readonly keyId: string }>;
}

export declare function openIamCredentials(http: Http): IamCredentials;
