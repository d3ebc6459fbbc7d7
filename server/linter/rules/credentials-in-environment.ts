import { remove } from '../fixes.ts';
import type { SecretVolume, Variable } from '../model.ts';
import type { Rule } from '../rule.ts';

/** What client libraries or gcloud take from a variable in place of the service account's token. https://cloud.google.com/docs/authentication/application-default-credentials */
const overriding: Readonly<Record<string, 'a credential file' | 'a key' | 'a token' | 'a metadata server'>> = {
  GOOGLE_APPLICATION_CREDENTIALS: 'a credential file',
  GOOGLE_APPLICATION_CREDENTIALS_JSON: 'a key',
  GOOGLE_CREDENTIALS: 'a key',
  GOOGLE_CLOUD_KEYFILE_JSON: 'a key',
  GCLOUD_KEYFILE_JSON: 'a key',
  GOOGLE_OAUTH_ACCESS_TOKEN: 'a token',
  CLOUDSDK_AUTH_ACCESS_TOKEN: 'a token',
  CLOUDSDK_AUTH_ACCESS_TOKEN_FILE: 'a token',
  CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE: 'a credential file',
  GCE_METADATA_HOST: 'a metadata server',
  GCE_METADATA_IP: 'a metadata server',
};

/** Names of secrets that hold the key of a service account: `orders-sa-key`, `service_account_json`, `gcp-credentials`. */
const keySecret =
  /(?:^|[-_])(?:sa|service[-_]?account)[-_]?(?:private[-_]?)?(?:key(?:[-_]?(?:file|json))?|json|cred(?:s|entials?)?)(?:[-_]|$)|(?:^|[-_])(?:gcp|gcloud|google)[-_](?:(?:application|cloud)[-_])?(?:credentials?|creds|keyfile|key[-_]json)(?:[-_]|$)/i;

export const rule: Rule = {
  title: 'Credentials in the environment of a workload',
  group: 'runtime',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/docs/authentication/application-default-credentials#order',
    'https://cloud.google.com/run/docs/securing/service-identity',
    'https://cloud.google.com/iam/docs/best-practices-for-managing-service-account-keys',
  ],
  check({ workloads }, { report }) {
    for (const { title, environment, secretVolumes } of workloads) {
      const overrides = environment.filter((variable) => Object.hasOwn(overriding, variable.name) && isSet(variable));
      for (const variable of overrides) {
        const mounted = mountOf(variable, secretVolumes);
        report({
          at: variable,
          severity: mounted ? 'error' : 'warning',
          message: `${title} takes ${overriding[variable.name]}${source(variable, mounted)} by way of ${variable.name} in place of its service account, so ${risk(variable)} decides who it is; remove the variable and grant the service account what it needs.`,
          related: mounted ? [{ span: mounted.secret.span, message: 'the secret is mounted here' }] : [],
          fixes: remove(variable.extent, variable.name),
        });
      }
      const others = environment.filter((variable) => !overrides.includes(variable));
      for (const { secret } of [...others, ...secretVolumes]) {
        if (secret.state !== 'known' || !keySecret.test(secret.value)) continue;
        report({
          at: secret,
          message: `${title} reads the secret ${secret.value}, by its name the key of a service account, and a key can be copied and never expires; grant the workload's own service account what it needs and destroy the key.`,
        });
      }
    }
  },
};

function isSet({ value, secret }: Variable): boolean {
  return secret.state !== 'absent' || value.state === 'unknown' || (value.state === 'known' && value.value.trim() !== '');
}

/** The mounted secret that the variable's path leads into. */
function mountOf({ value }: Variable, volumes: readonly SecretVolume[]): SecretVolume | undefined {
  if (value.state !== 'known') return undefined;
  const path = value.value;
  return volumes.find(({ paths }) => paths.some((mount) => path === mount || path.startsWith(`${mount}/`)));
}

function source({ secret }: Variable, mounted: SecretVolume | undefined): string {
  const from = mounted?.secret ?? secret;
  return from.state === 'known' ? ` from the secret ${from.value}` : '';
}

function risk({ name }: Variable): string {
  return overriding[name] === 'a metadata server' ? 'whatever answers there' : 'a credential that can be copied';
}
