import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';

/** Throws where a log does not fit SARIF's schema, which is in draft 4 but for the name of its `$id` the same in draft 7. */
export const assertSarif: (log: unknown) => void = validator();

function validator(): (log: unknown) => void {
  const path = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  const { $schema: _, id: $id, ...schema } = JSON.parse(readFileSync(path, 'utf8'));
  const validate = formats.default(new Ajv({ strict: false, unicodeRegExp: false })).compile({ $id, ...schema });
  return (log) => assert(validate(log), JSON.stringify(validate.errors, null, 2));
}
