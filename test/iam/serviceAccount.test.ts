import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type AccountKind, classifyEmail, hasPlaceholder, isDefault, isServiceAgent, parseAccount } from '../../iam/serviceAccount.ts';
import { HOLE, literalText, type Reference } from '../../iam/text.ts';
import { catalog } from '../catalog.ts';

describe('an e-mail address tells the family', () => {
  const families: readonly (readonly [string, AccountKind | undefined])[] = [
    ['orders@shop-prod.iam.gserviceaccount.com', 'user-managed'],
    ['a12345@shop-prod.iam.gserviceaccount.com', 'user-managed'],
    ['orders@shop.example.com.iam.gserviceaccount.com', 'user-managed'],
    ['compute-system@shop-prod.iam.gserviceaccount.com', 'user-managed'],
    ['123456789012-compute@developer.gserviceaccount.com', 'compute-default'],
    ['shop-compute@developer.gserviceaccount.com', 'compute-default'],
    ['-compute@developer.gserviceaccount.com', undefined],
    ['123456789012@developer.gserviceaccount.com', undefined],
    ['shop-prod@appspot.gserviceaccount.com', 'appengine-default'],
    ['123456789012@cloudbuild.gserviceaccount.com', 'cloudbuild-legacy'],
    ['123456789012@cloudservices.gserviceaccount.com', 'google-apis'],
    ['service-123456789012@compute-system.iam.gserviceaccount.com', 'service-agent'],
    ['service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com', 'service-agent'],
    ['service-org-123456789012@gcp-sa-logging.iam.gserviceaccount.com', 'service-agent'],
    ['p123456789012-abcdef@gcp-sa-cloud-sql.iam.gserviceaccount.com', 'service-agent'],
    ['service-123456789012@some-new-host.iam.gserviceaccount.com', 'service-agent'],
    ['bq-123456789012@bigquery-encryption.iam.gserviceaccount.com', 'service-agent'],
    ['ana@example.com', undefined],
    ['web@shop-prod.iam.gserviceaccount.com', undefined],
    [`${HOLE}-compute@developer.gserviceaccount.com`, 'compute-default'],
    [`service-${HOLE}@gcp-sa-pubsub.iam.gserviceaccount.com`, 'service-agent'],
    [`orders@${HOLE}.iam.gserviceaccount.com`, 'user-managed'],
    [`service-${HOLE}@gae-api-prod.google.com.iam.gserviceaccount.com`, 'service-agent'],
    [`service-${HOLE}@some-new-host.iam.gserviceaccount.com`, undefined],
    [`service-${HOLE}@${HOLE}.iam.gserviceaccount.com`, undefined],
    [`${HOLE}@${HOLE}.iam.gserviceaccount.com`, undefined],
  ];
  for (const [email, kind] of families) test(email.replaceAll(HOLE, '…'), () => assert.equal(classifyEmail(email), kind));

  test('every service agent of the catalogue is known without the catalogue', () => {
    for (const { emailPattern, family } of catalog.serviceAgents()) {
      const email = emailPattern.replace(/(?:PROJECT|FOLDER|ORGANIZATION)_NUMBER/, '123456789012');
      assert.equal(classifyEmail(email), family, email);
    }
  });

  test('defaults and agents are different things', () => {
    assert.deepEqual(
      ['compute-default', 'appengine-default', 'cloudbuild-legacy'].map((kind) => isDefault(kind as AccountKind)),
      [true, true, true],
    );
    assert.ok(isServiceAgent('google-apis') && isServiceAgent('service-agent'));
    assert.ok(!isServiceAgent('compute-default') && !isDefault('google-apis') && !isDefault(undefined));
  });
});

describe('the forms of an account', () => {
  const forms: readonly (readonly [string, string | undefined, string | undefined])[] = [
    ['orders@shop-prod.iam.gserviceaccount.com', 'email', undefined],
    ['Orders@Shop-Prod.iam.gserviceaccount.com', 'email', undefined],
    ['projects/shop-prod/serviceAccounts/orders@shop-prod.iam.gserviceaccount.com', 'name', undefined],
    ['projects/-/serviceAccounts/103216789012345678901', 'name', undefined],
    ['serviceAccount:orders@shop-prod.iam.gserviceaccount.com', 'member', undefined],
    ['103216789012345678901', 'unique-id', undefined],
    ['orders', 'short', undefined],
    ['default', 'email', undefined],
    ['web', 'short', 'name'],
    ['Orders', 'short', 'name'],
    ['ana@example.com', 'email', 'not-a-service-account'],
    ['orders@shop-prod.gserviceaccount.com', 'email', 'not-a-service-account'],
    ['gmail-api-push@system.gserviceaccount.com', 'email', undefined],
    ['or ders@shop-prod.iam.gserviceaccount.com', 'email', 'not-a-service-account'],
    ['web@shop-prod.iam.gserviceaccount.com', 'email', 'name'],
    [`${'a'.repeat(31)}@shop-prod.iam.gserviceaccount.com`, 'email', 'name'],
    ['orders-@shop-prod.iam.gserviceaccount.com', 'email', 'name'],
    ['orders@iam.gserviceaccount.com', 'email', 'project'],
    ['SA_NAME@PROJECT_ID.iam.gserviceaccount.com', 'email', 'placeholder'],
    ['orders@<project>.iam.gserviceaccount.com', 'email', 'placeholder'],
    ['YOUR-SERVICE-ACCOUNT', 'short', 'placeholder'],
  ];
  for (const [text, form, problem] of forms) {
    test(text, () => {
      const account = parseAccount(literalText(text));
      assert.deepEqual([account.form, account.problem], [form, problem]);
    });
  }

  test('the e-mail address is what all forms have in common', () => {
    for (const text of ['Orders@shop-prod.iam.gserviceaccount.com', 'serviceAccount:orders@shop-prod.iam.gserviceaccount.com']) {
      assert.equal(parseAccount(literalText(text)).email, 'orders@shop-prod.iam.gserviceaccount.com');
    }
  });
});

describe('an account by reference', () => {
  const orders = (attribute: string, value?: string): Reference => ({
    mode: 'resource',
    type: 'google_service_account',
    address: 'file:///#google_service_account.orders',
    label: 'google_service_account.orders',
    attribute,
    value,
  });

  test('is known by its declaration, without an e-mail address', () => {
    const account = parseAccount({ text: HOLE, holes: [orders('email')] });
    assert.deepEqual([account.kind, account.form, account.email, account.problem], ['user-managed', 'email', undefined, undefined]);
  });

  test('has the form of its attribute', () => {
    const form = (attribute: string) => parseAccount({ text: HOLE, holes: [orders(attribute)] }).form;
    assert.deepEqual(['email', 'name', 'id', 'member', 'unique_id', 'account_id'].map(form), [
      'email',
      'name',
      'name',
      'member',
      'unique-id',
      'short',
    ]);
  });

  test('has an e-mail address where the declaration tells', () => {
    const email = 'orders@shop-prod.iam.gserviceaccount.com';
    assert.equal(parseAccount({ text: HOLE, holes: [orders('member', `serviceAccount:${email}`)] }).email, email);
    assert.equal(parseAccount({ text: HOLE, holes: [orders('name', `projects/shop-prod/serviceAccounts/${email}`)] }).email, email);
  });

  test('behind the prefix takes the e-mail address and nothing else', () => {
    const member = (attribute: string) => parseAccount({ text: `serviceAccount:${HOLE}`, holes: [orders(attribute)] }).problem;
    assert.deepEqual([member('email'), member('member'), member('name')], [undefined, 'malformed', 'malformed']);
  });

  test('to a data source of any account leaves the family open', () => {
    const data: Reference = { ...orders('email'), mode: 'data' };
    assert.equal(parseAccount({ text: HOLE, holes: [data] }).kind, undefined);
  });

  test('to the data source of a default account is that account', () => {
    const data: Reference = { ...orders('email'), mode: 'data', type: 'google_compute_default_service_account' };
    assert.equal(parseAccount({ text: HOLE, holes: [data] }).kind, 'compute-default');
  });
});

test('placeholders are told from names', () => {
  for (const text of ['PROJECT_ID', '<name>', '[SA_NAME]', 'your-project-id', 'MY_PROJECT', 'YOUR-SERVICE'])
    assert.ok(hasPlaceholder(text), text);
  for (const text of ['shop-prod', 'orders', 'yourself', 'army-prod', 'example-project', 'A1']) assert.ok(!hasPlaceholder(text), text);
});
