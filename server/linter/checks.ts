import type { Described } from './rule.ts';

/** The code of suppressions that suppress nothing. */
export const unusedCode = 'unused-suppression';

/** The code of texts that are not what their format wants. */
export const syntaxCode = 'syntax';

/** What is found in texts and settings, and not in the model. But for that, these codes are like those of rules: they have a page, a setting and a severity. */
export const checks: Readonly<Record<string, Described>> = {
  [syntaxCode]: {
    title: 'Policy file that cannot be read as a whole',
    severity: 'information',
    since: '0.3.0',
    sources: ['https://www.rfc-editor.org/rfc/rfc8259', 'https://yaml.org/spec/1.2.2/'],
  },
  [unusedCode]: {
    title: 'Suppression that suppresses nothing',
    severity: 'hint',
    since: '0.3.0',
    sources: [],
  },
};
