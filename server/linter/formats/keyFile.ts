import type { Format } from './format.ts';

/** The key files of service accounts, which say nothing but a secret. https://cloud.google.com/iam/docs/keys-create-delete */
export const keyFile: Format = {
  recognizes: ({ name, text }) => /\.json$/i.test(name) && text.includes('"private_key"') && /"type"\s*:\s*"service_account"/.test(text),
  extract: () => [],
};
