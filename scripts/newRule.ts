import './checkNode.js';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from './generate.ts';
import { root, version } from './project.ts';

/**
 * `npm run new:rule CODE [DIRECTORY]`: writes a rule that works, its page and its first fixture, then generates. The rule finds grants to
 * one made-up user, so that every check is green before the first edit.
 */
const [code, directory = root] = process.argv.slice(2);
if (!code || !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(code))
  fail('usage: npm run new:rule <code>, where the code is lower-case words joined by dashes, like public-member');

const rule = join(directory, 'server/linter/rules', `${code}.ts`);
const page = join(directory, 'docs/rules', `${code}.md`);
const fixture = join(directory, 'test/rules', code, 'basic.tf');
for (const path of [rule, page, fixture]) if (existsSync(path)) fail(`${path} exists already`);

mkdirSync(join(directory, 'test/rules', code), { recursive: true });
writeFileSync(rule, ruleText());
writeFileSync(page, pageText());
writeFileSync(fixture, fixtureText());
await generate(directory);
for (const path of [rule, page, fixture]) console.log(path);
console.log(`Edit these three, then: npm run test:linter && npm run check (UPDATE=1 rewrites the markers of the fixture)`);

function ruleText(): string {
  return `import { showPrincipal } from '../../../iam/principal.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Role granted to a user who does not exist',
  group: 'grants',
  severity: 'warning',
  since: '${version}',
  sources: ['https://cloud.google.com/iam/docs/principal-identifiers'],
  check({ grants }, { report }) {
    for (const { principal, resource } of grants) {
      if (principal.state !== 'known' || showPrincipal(principal.value) !== 'user:nobody@example.com') continue;
      report({ at: principal, message: \`nobody@example.com has a role on \${resource.title} and does not exist; grant it to somebody who does.\` });
    }
  },
};
`;
}

function example(user: string): string {
  return `resource "google_storage_bucket_iam_member" "reports" {
  bucket = "reports"
  role   = "roles/storage.objectViewer"
  member = "user:${user}@example.com"
}
`;
}

function pageText(): string {
  return `## What it finds

A role that is granted to \`nobody@example.com\`.

## Why it matters

1. What a new rule is about comes to be, by a mistake or on purpose.
2. Somebody, or an outage, makes use of it.
3. This is lost.

## Bad

\`\`\`terraform
${example('nobody')}\`\`\`

## Good

\`\`\`terraform
${example('ana')}\`\`\`

## How to fix it

Name the user who needs the role.

## When to ignore it

Where the account is about to be created:

\`\`\`terraform
member = "user:nobody@example.com" # leastwise: ignore[${code}] the account is made tomorrow
\`\`\`
`;
}

function fixtureText(): string {
  const message = `${code}: nobody@example.com has a role on bucket "reports" and does not exist; grant it to somebody who does.`;
  return `${example('nobody').replace(/(.*"user:nobody@example.com"\n)/, `$1  #         ${'~'.repeat('user:nobody@example.com'.length)} ${message}\n`)}
${example('ana').replace('"reports" {', '"others" {')}`;
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}
