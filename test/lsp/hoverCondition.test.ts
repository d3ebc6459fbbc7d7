import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hoverAt } from './hoverAt.ts';

const terraform = (expression: string) => `resource "google_project_iam_member" "readers" {
  project = "shop"
  role    = "roles/storage.objectViewer"
  member  = "group:readers@example.com"
  condition {
    title      = "some"
    expression = ${expression}
  }
}
`;

const quoted = (expression: string) => terraform(JSON.stringify(expression));

const heredoc = (expression: string) => terraform(`<<-EOT\n      ${expression.replaceAll('\n', '\n      ')}\n    EOT`);

const json = (expression: string) =>
  JSON.stringify({
    version: 3,
    etag: 'BwYh3kQf1oM=',
    bindings: [{ role: 'roles/storage.objectViewer', members: ['group:readers@example.com'], condition: { title: 'some', expression } }],
  });

const yaml = (expression: string) => `bindings:
- condition:
    expression: |-
      ${expression.replaceAll('\n', '\n      ')}
    title: some
  members:
  - group:readers@example.com
  role: roles/storage.objectViewer
version: 3
`;

test('tells of an attribute its type, its meaning, the services that have it, and an example', async (t) => {
  const said = await hoverAt(t, 'main.tf', quoted('resource.na‸me.startsWith("projects/_/buckets/shop-")'));
  assert.equal(said?.of, 'resource.name');
  const [head, meaning, services, example] = said.text.split('\n\n');
  assert.equal(head, '**`resource.name`**: text');
  assert.equal(meaning, 'The full name of what is accessed, without a host in front.');
  assert.match(services ?? '', /Cloud Storage, .*Cloud Run, Pub\/Sub and service accounts are not\.$/);
  assert.match(example ?? '', /^```cel\nresource\.name\.startsWith\("[^"]+"\)\n```$/);
});

test('points at attributes and functions in strings, heredocs, block scalars and JSON with escapes', async (t) => {
  const expression = 'resource.type == "storage.googleapis.com/Object" &&\n  resource.name.‸endsWith(".csv")';
  const attribute = 'resource.type == "storage.googleapis.com/Object" &&\n  resource.‸name.endsWith(".csv")';
  for (const [path, write] of [
    ['main.tf', quoted],
    ['main.tf', heredoc],
    ['policy.yaml', yaml],
    ['policy.json', json],
  ] as const) {
    assert.equal((await hoverAt(t, path, write(expression)))?.of, 'endsWith', path);
    assert.equal((await hoverAt(t, path, write(attribute)))?.of, 'resource.name', path);
  }
});

test('shows an example to clients without Markdown, too', async (t) => {
  const said = await hoverAt(t, 'main.tf', quoted('request.ti‸me < timestamp("2030-01-31T00:00:00Z")'), {}, { capabilities: {} });
  assert.match(said?.text ?? '', /^request\.time: a time\n\n[^`]+\n\nrequest\.time < timestamp\("[^"]+"\)\n?$/);
});

test('tells of a function what it asks', async (t) => {
  const said = await hoverAt(t, 'policy.json', json("resource.match‸Tag('123456789012/environment', 'test')"));
  assert.match(said?.text ?? '', /^\*\*`matchTag\(\)`\*\*: true or false\n\nWhether what is accessed, or what it is in, has the tag:/);
  const day = await hoverAt(t, 'main.tf', heredoc('request.time.getDay‸OfWeek("Europe/Berlin") >= 1'));
  assert.equal(day?.of, 'getDayOfWeek');
  assert.match(day.text, /0 for Sunday to 6 for Saturday/);
});

test('tells what an API attribute is, and of the roles that a condition names', async (t) => {
  const limited = 'api.getAttribute("iam.googleapis.com/modifiedGrantsByRole", []).hasOnly(["roles/run.invoker"])';
  const attribute = await hoverAt(t, 'main.tf', heredoc(limited.replace('modified', 'modi‸fied')));
  assert.equal(attribute?.of, 'iam.googleapis.com/modifiedGrantsByRole');
  assert.match(attribute.text, /\n\nThe roles that a change of an allow policy grants or takes away/);
  const role = await hoverAt(t, 'main.tf', heredoc(limited.replace('run.inv', 'run.‸inv')));
  assert.equal(role?.of, 'roles/run.invoker');
  assert.match(role.text, /^\*\*Cloud Run Invoker\*\*/);
});

test('tells which day of the week a time is, and whether it has passed', async (t) => {
  const past = await hoverAt(t, 'main.tf', heredoc('request.time < timestamp("2020-01-‸31T09:30:00Z")'));
  assert.equal(past?.of, '2020-01-31T09:30:00Z');
  assert.match(past.text, /^\*\*Friday,? 31 January 2020, 09:30 UTC\*\*, \d+ days ago\./);
  assert.match(past.text, /\n\nIt has passed\.$/);
  const future = await hoverAt(t, 'main.tf', heredoc('request.time < timestamp("2100-01-‸01T00:00:00+02:00")'));
  assert.match(future?.text ?? '', /^\*\*Thursday,? 31 December 2099, 22:00 UTC\*\*, in \d+ days\./);
  assert.doesNotMatch(future?.text ?? '', /passed/);
  const duration = await hoverAt(t, 'main.tf', heredoc('request.time < timestamp("2100-01-01T00:00:00Z") + duration("36‸h")'));
  assert.equal(duration?.text, '`36h` is **36 h**.');
});

test('tells of the claims that a provider of a workload identity pool asks for', async (t) => {
  const provider = (condition: string) =>
    `resource "google_iam_workload_identity_pool_provider" "github" {\n  attribute_condition = "${condition}"\n  oidc {\n    issuer_uri = "https://token.actions.githubusercontent.com"\n  }\n}\n`;
  const claim = await hoverAt(t, 'main.tf', provider("assertion.repository_‸owner == 'acme'"));
  assert.equal(claim?.of, 'assertion.repository_owner');
  assert.match(claim.text, /\n\nThe claim `repository_owner` of the token, as its issuer has signed it\.$/);
  const subject = await hoverAt(t, 'main.tf', provider("google.sub‸ject == 'acme'"));
  assert.match(subject?.text ?? '', /Who the token is about/);
  assert.equal(await hoverAt(t, 'main.tf', provider("resource.na‸me == 'acme'")), undefined);
  const workforce = provider("assertion.em‸ail == 'ann@example.com'").replace('workload_identity', 'workforce');
  assert.match((await hoverAt(t, 'main.tf', workforce))?.text ?? '', /The claim `email` of the token/);
});

test('says nothing about operators, plain literals, unknown names, and text that is no condition', async (t) => {
  assert.equal(await hoverAt(t, 'main.tf', heredoc('resource.name == "a" &‸& resource.type == "b"')), undefined);
  assert.equal(await hoverAt(t, 'main.tf', heredoc('resource.name == "projects/_/buc‸kets/a"')), undefined);
  assert.equal(await hoverAt(t, 'main.tf', heredoc('resource.color‸ == "a"')), undefined);
  assert.equal(await hoverAt(t, 'main.tf', heredoc('request.time < timestamp("nex‸t year")')), undefined);
  assert.equal(await hoverAt(t, 'main.tf', terraform('"true"').replace('"some"', '"resource.na‸me"')), undefined);
  assert.equal(await hoverAt(t, 'main.tf', 'locals {\n  expression = "resource.na‸me == 1"\n}\n'), undefined);
});
