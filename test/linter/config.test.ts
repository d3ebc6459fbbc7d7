import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Config, defaultConfig } from '../../server/linter/config.ts';
import { lint } from '../../server/linter/lint.ts';
import { SourceFile, textOf } from '../../server/linter/source.ts';
import { catalog } from '../catalog.ts';
import { lintTexts, mark, now } from '../markers.ts';

function grant(member: string, role = 'roles/editor'): string {
  return `resource "google_project_iam_member" "it" {\n  project = "p"\n  role    = "${role}"\n  member  = "${member}"\n}\n`;
}

const ada = grant('user:ada@example.com');
const viewer = grant('user:ada@example.com', 'roles/logging.viewer');
const twoUsers = JSON.stringify({
  etag: 'BwYh3kQf1oM=',
  bindings: [{ role: 'roles/editor', members: ['user:ada@example.com', 'user:grace@example.com'] }],
});

/** The findings as `path:code severity text`. */
function found(files: Readonly<Record<string, string>>): string[] {
  const { findings } = lintTexts(new Map(Object.entries(files)));
  return findings.map(
    ({ code, severity, span }) => `${span.file.uri.replace('file:///workspace/', '')}:${code} ${severity} ${textOf(span)}`,
  );
}

describe('which configuration applies', () => {
  test('that of the directory or of those above it, in either spelling of its name', () => {
    for (const name of ['leastwise.jsonc', '.leastwise.jsonc']) {
      const off = '// ours\n{ "rules": { "basic-role": "off" }, }\n';
      assert.deepEqual(found({ 'main.tf': ada, [name]: off }), []);
      assert.deepEqual(found({ 'a/b/main.tf': ada, [name]: off }), []);
      assert.deepEqual(found({ 'a/main.tf': ada, [`b/${name}`]: off }), ['a/main.tf:basic-role warning roles/editor']);
      assert.deepEqual(found({ 'a-b/main.tf': ada, [`a/${name}`]: off }), ['a-b/main.tf:basic-role warning roles/editor']);
    }
  });

  test('nearer settings replace those further up, each severity by itself', () => {
    const files = {
      'leastwise.jsonc': '{ "rules": { "basic-role": "hint", "public-member": "off" } }',
      'main.tf': ada + grant('allUsers', 'roles/logging.viewer').replace('"it"', '"all"'),
      'prod/leastwise.jsonc': '{ "rules": { "basic-role": "error" } }',
      'prod/main.tf': ada + grant('allUsers', 'roles/logging.viewer').replace('"it"', '"all"'),
    };
    assert.deepEqual(found(files), ['main.tf:basic-role hint roles/editor', 'prod/main.tf:basic-role error roles/editor']);
  });

  test('lists are added up', () => {
    const files = {
      'leastwise.jsonc': '{ "trustedPrincipals": ["user:ada@example.com"] }',
      'prod/leastwise.jsonc': '{ "trustedPrincipals": ["user:grace@example.com"] }',
      'policy.json': twoUsers,
      'prod/policy.json': twoUsers,
    };
    assert.deepEqual(found(files), ['policy.json:basic-role warning roles/editor']);
  });

  test('a finding is judged by the configuration of the file it stands in, whatever the other files are', () => {
    const files = {
      'modules/grant/leastwise.jsonc': '{ "rules": { "basic-role": "off" } }',
      'modules/grant/main.tf': ada,
      'main.tf': ada,
    };
    assert.deepEqual(found(files), ['main.tf:basic-role warning roles/editor']);
  });

  test('a profile holds for the files that it is set for', () => {
    const files = { 'main.tf': viewer, 'prod/leastwise.jsonc': '{ "profile": "strict" }', 'prod/main.tf': viewer };
    assert.deepEqual(found(files), ['prod/main.tf:user-grant information user:ada@example.com']);
    const back = { ...files, 'prod/lab/leastwise.jsonc': '{ "profile": "default" }', 'prod/lab/main.tf': viewer };
    assert.deepEqual(found(back), found(files));
  });

  test('of two in one directory leastwise.jsonc is read, and the other one reported', () => {
    const files = { 'main.tf': ada, 'leastwise.jsonc': '{}', '.leastwise.jsonc': '{ "rules": { "basic-role": "off" } }' };
    assert.deepEqual(found(files), ['.leastwise.jsonc:config error ', 'main.tf:basic-role warning roles/editor']);
  });

  test('it extends what the caller gives, and the caller can set over it', () => {
    const files = [
      new SourceFile('file:///w/main.tf', ada),
      new SourceFile('file:///w/leastwise.jsonc', '{ "rules": { "basic-role": "hint" } }'),
    ];
    const severities = (config: Config, overrides = {}) =>
      lint(files, { catalog, now, config, overrides }).findings.map(({ severity }) => severity);
    assert.deepEqual(severities({ ...defaultConfig, rules: { 'basic-role': 'off' } }), ['hint']);
    assert.deepEqual(severities(defaultConfig, { rules: { 'basic-role': 'information' } }), ['information']);
  });
});

describe('what it sets', () => {
  test('trusted principals are not judged, others in the same binding are', () => {
    const { findings } = lintTexts(
      new Map([
        ['policy.json', twoUsers],
        ['leastwise.jsonc', '{ "trustedPrincipals": ["user:ada@example.com"] }'],
      ]),
    );
    assert.equal(findings.length, 1);
    assert.match(findings[0]?.message ?? '', /^roles\/editor gives user:grace@example\.com /);
  });

  test('a declared service account is trusted by its e-mail', () => {
    const files = {
      'main.tf': `resource "google_service_account" "ci" {\n  project    = "p-1234"\n  account_id = "deployer"\n}\n\n${grant('')}`.replace(
        '""',
        'google_service_account.ci.member',
      ),
      'leastwise.jsonc': '{ "trustedPrincipals": ["serviceAccount:deployer@p-1234.iam.gserviceaccount.com"] }',
    };
    assert.deepEqual(found({ 'main.tf': files['main.tf'] }), ['main.tf:basic-role warning roles/editor']);
    assert.deepEqual(found(files), []);
  });

  test('impersonation and default accounts are trusted, too', () => {
    const account = 'serviceAccount:123456789012-compute@developer.gserviceaccount.com';
    const config = `{ "trustedPrincipals": ["${account}", "user:ada@example.com"] }`;
    const user = grant('user:ada@example.com', 'roles/iam.serviceAccountUser');
    assert.deepEqual(found({ 'main.tf': grant(account), 'leastwise.jsonc': config }), []);
    assert.deepEqual(found({ 'main.tf': user, 'leastwise.jsonc': config }), []);
    assert.equal(found({ 'main.tf': user }).length, 1);
  });

  test('known roles are known', () => {
    const role = grant('user:ada@example.com', 'roles/run.invokers');
    assert.deepEqual(found({ 'main.tf': role }), ['main.tf:unknown-role error roles/run.invokers']);
    assert.deepEqual(found({ 'main.tf': role, 'leastwise.jsonc': '{ "knownRoles": ["roles/run.invokers"] }' }), []);
  });

  test('a level tells what a bare policy file belongs to; the last glob that matches counts', () => {
    const policy = JSON.stringify({
      etag: 'BwYh3kQf1oM=',
      bindings: [{ role: 'roles/iam.serviceAccountUser', members: ['user:ada@example.com'] }],
    });
    const levels = (text: string) => found({ 'my policies/p.json': policy, 'leastwise.jsonc': `{ "levels": { ${text} } }` }).length;
    assert.equal(levels(''), 0);
    assert.equal(levels('"*/*.json": "project"'), 1);
    assert.equal(levels('"my policies/p.json": "folder"'), 1);
    assert.equal(levels('"*.json": "project"'), 0);
    assert.equal(levels('"**": "project", "my policies/**": "resource"'), 0);
  });

  test('a level says nothing about a policy that says itself what it belongs to', () => {
    const asset = JSON.stringify({
      name: '//cloudresourcemanager.googleapis.com/projects/shop',
      iamPolicy: { etag: 'BwYh3kQf1oM=', bindings: [{ role: 'roles/iam.serviceAccountUser', members: ['user:ada@example.com'] }] },
    });
    assert.equal(found({ 'export.json': asset, 'leastwise.jsonc': '{ "levels": { "**": "resource" } }' }).length, 1);
  });

  test('a level is taken in and taken back with the same file', () => {
    const policy = new SourceFile('file:///w/p.json', twoUsers);
    const config = (level: string) => new SourceFile('file:///w/leastwise.jsonc', `{ "levels": { "**": "${level}" } }`);
    const count = (level: string) =>
      lint([policy, config(level)], { catalog, now }).findings.filter(({ code }) => code === 'basic-role').length;
    assert.deepEqual([count('project'), count('resource'), count('project')], [1, 0, 1]);
  });
});

describe('what is wrong with it', () => {
  /** A configuration with its findings as markers. */
  function marked(text: string): void {
    assert.equal(mark(new Map([['leastwise.jsonc', text]])).get('leastwise.jsonc'), text);
  }

  test('keys and values that are none, each at its place with the way out', () => {
    marked(`{
  "rules": {
    "basic-role": "of",
    //             ~~ config (error): basic-role takes error, warning, information, hint or off, not "of".
    "public-member": false,
    //               ~~~~~ config (error): public-member takes error, warning, information, hint or off, not false.
    "publik-member": "off",
   //~~~~~~~~~~~~~ config (error): "publik-member" is not a rule; did you mean "public-member"?
    "no-such-thing-at-all": "off",
   //~~~~~~~~~~~~~~~~~~~~ config (error): "no-such-thing-at-all" is not a rule; \`leastwise rules\` lists them.
    "config": "off"
   //~~~~~~ config (error): Findings in configuration files cannot be set: mend the file instead.
  },
  "profil": "strict",
 //~~~~~~ config (error): "profil" is not a setting; did you mean "profile"?
  "severity": "error",
 //~~~~~~~~ config (error): "severity" is not a setting; there are rules, profile, exclude, ignores, baseline, trustedPrincipals, ownDomains, knownRoles, levels and projects.
  "profile": { "strict": true },
  //         ~~~~~~~~~~~~~~~~~~ config (error): profile takes default or strict, not an object.
  "ownDomains": "example.com",
  //             ~~~~~~~~~~~ config (error): ownDomains takes a list of strings: put [ ] around it.
  "levels": ["policies/*.json"]
  //        ~~~~~~~~~~~~~~~~~~~ config (error): levels takes an object, like { "policies/*.json": "project" }.
}
`);
  });

  test('what lists may not hold', () => {
    marked(`{
  "trustedPrincipals": [
    "allUsers",
   //~~~~~~~~ config (error): allUsers is anyone and cannot be trusted: ignore the finding where access is meant to be public.
    "serviceaccount:ci@shop-1234.iam.gserviceaccount.com",
   //~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ config (error): serviceaccount:ci@shop-1234.iam.gserviceaccount.com begins with serviceaccount:, which is no kind of principal: write it as a policy does, like "serviceAccount:ci@shop-1234.iam.gserviceaccount.com".
    "user:ada@example.com"
  ],
  "ownDomains": ["@example.com", "https://example.com", "example.com", 7],
  //              ~~~~~~~~~~~~ config (error): "@example.com" is not a domain: write it without a protocol, an @ or a *, like "example.com".
  //                              ~~~~~~~~~~~~~~~~~~~ config (error): "https://example.com" is not a domain: write it without a protocol, an @ or a *, like "example.com".
  //                                                                   ~ config (error): ownDomains takes strings: put double quotes around this.
  "knownRoles": ["run.viewer", "roles/run.viewer"]
  //              ~~~~~~~~~~ config (error): "run.viewer" is not of the form roles/NAME, projects/ID/roles/NAME or organizations/ID/roles/NAME.
}
`);
  });

  test('levels', () => {
    marked(`{
  "levels": {
    "../policy.json": "project",
   //~~~~~~~~~~~~~~ config (error): The glob leads out of this folder: put a configuration file there.
    "{a,b}.json": "project",
   //~~~~~~~~~~ config (error): The glob has signs other than *, ** and ?: write one entry for each path.
    "c.json": "projects"
    //         ~~~~~~~~ config (error): A level is organization, folder, project, billing-account, service-account or resource, not "projects".
  }
}
`);
  });

  test('the rest of it applies', () => {
    const config = '{ "nothing": 1, "rules": { "basic-role": "off", "x": "off" } }';
    assert.deepEqual(found({ 'main.tf': ada, 'leastwise.jsonc': config }), [
      'leastwise.jsonc:config error nothing',
      'leastwise.jsonc:config error x',
    ]);
  });

  test('a key that is set twice', () => {
    const config = '{ "rules": { "basic-role": "error" }, "rules": { "basic-role": "off" } }';
    assert.deepEqual(found({ 'main.tf': ada, 'leastwise.jsonc': config }), ['leastwise.jsonc:config error rules']);
  });

  const broken: readonly [text: string, place: string, message: RegExp][] = [
    ['{ "rules": { "basic-role": off } }', 'off', /^This is not JSON: write strings in double quotes/],
    ['{ "rules": {} "profile": "strict" }', '"profile"', /^A comma is missing before this\.$/],
    ['{ "rules": { }', '', /^A closing brace \} is missing before this\.$/],
    ['{ rules: {} }', 'rules', /^(?:This is not JSON|A key in double quotes)/],
    ['{ "profile": "strict }', '"strict }', /^This string is not closed/],
    ['{} {}', '{', /^Nothing may follow/],
    ['[]', '[]', /^A configuration is an object/],
    ['['.repeat(100_000), '', /^(?:This is nested too deeply|A value is expected)/],
  ];
  for (const [text, place, message] of broken) {
    test(`what is no JSON: ${text.slice(0, 40)}`, () => {
      const { findings } = lintTexts(new Map([['leastwise.jsonc', text]]));
      assert.equal(findings[0]?.code, 'config');
      assert.equal(findings[0] && textOf(findings[0].span), place);
      assert.match(findings[0]?.message ?? '', message);
    });
  }

  test('what can be read of broken JSON applies', () => {
    const config = '{ "rules": { "basic-role": "off" } "profile": "strict" }';
    assert.deepEqual(found({ 'main.tf': ada, 'leastwise.jsonc': config }), [
      'leastwise.jsonc:config error "profile"',
      'main.tf:user-grant information user:ada@example.com',
    ]);
  });

  test('an empty file, or one of comments, sets nothing', () => {
    for (const text of ['', '\n', '// later\n', '{}', '\uFEFF{}']) assert.deepEqual(found({ 'leastwise.jsonc': text }), []);
  });

  test('it is no policy, and no comment in it hides what is wrong', () => {
    const text = '{\n  // leastwise: ignore[config] later\n  "bindings": [{ "role": "roles/owner", "members": ["allUsers"] }]\n}';
    assert.deepEqual(found({ 'leastwise.jsonc': text }), ['leastwise.jsonc:config error bindings']);
  });
});
