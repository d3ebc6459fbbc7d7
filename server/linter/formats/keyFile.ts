import { type Facts, noFacts } from '../model.ts';
import { perObject } from '../perObject.ts';
import type { SourceFile } from '../source.ts';
import { parseJson } from '../syntax/json.ts';
import { literal, property } from '../syntax/value.ts';
import type { Format } from './format.ts';

/** The key of a service account as Google hands it out. It says nothing of identity but that it is here. https://cloud.google.com/iam/docs/keys-create-delete */
export const keyFile: Format = {
  recognizes(file) {
    if (!file.name.endsWith('.json') || !/"service_account"/.test(file.text)) return false;
    const value = parseJson(file);
    return (
      literal(property(value, 'type')) === 'service_account' &&
      /^-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(literal(property(value, 'private_key')) ?? '')
    );
  },
  extract: (files) => files.map(facts),
};

const facts = perObject((file: SourceFile): Facts => ({ ...noFacts, files: [file] }));
