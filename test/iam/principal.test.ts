import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isPublic, type Principal, parsePrincipal, showPrincipal } from '../../iam/principal.ts';
import { HOLE, literalText, type Reference } from '../../iam/text.ts';

const reference = (type: string, attribute: string, value?: string): Reference => ({
  mode: 'resource',
  type,
  address: `file:///#${type}.reports`,
  label: `${type}.reports`,
  attribute,
  value,
});

function parse(member: string, ...holes: (Reference | undefined)[]): Principal {
  const principal = parsePrincipal({ text: member, holes });
  assert.ok(principal, member);
  return principal;
}

// https://cloud.google.com/iam/docs/principal-identifiers, read 2026-11-22
describe('members that IAM accepts', () => {
  const valid: readonly (readonly [Principal['kind'], string])[] = [
    ['user', 'user:ana@example.com'],
    ['user', 'user:ana.maria+test@mail.example.co.uk'],
    ['group', 'group:team@example.com'],
    ['group', 'group:gcp-admins@example.com'],
    ['domain', 'domain:example.com'],
    ['serviceAccount', 'serviceAccount:reports@shop-prod.iam.gserviceaccount.com'],
    ['serviceAccount', 'serviceAccount:reports@shop.example.com.iam.gserviceaccount.com'],
    ['serviceAccount', 'serviceAccount:123456789012-compute@developer.gserviceaccount.com'],
    ['serviceAccount', 'serviceAccount:shop-prod@appspot.gserviceaccount.com'],
    ['serviceAccount', 'serviceAccount:123456789012@cloudbuild.gserviceaccount.com'],
    ['serviceAccount', 'serviceAccount:123456789012@cloudservices.gserviceaccount.com'],
    ['serviceAccount', 'serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com'],
    ['serviceAccount', 'serviceAccount:service-org-123456789012@gcp-sa-logging.iam.gserviceaccount.com'],
    ['serviceAccount', 'serviceAccount:service-p123456789012@gcp-sa-accessapproval.iam.gserviceaccount.com'],
    ['serviceAccount', 'serviceAccount:service-shop-prod@shop-prod.iam.gserviceaccount.com'],
    ['serviceAccount', 'serviceAccount:gmail-api-push@system.gserviceaccount.com'],
    ['kubernetes', 'serviceAccount:shop-prod.svc.id.goog[shop/web]'],
    ['kubernetes', 'serviceAccount:shop-prod.svc.id.goog[shop/*]'],
    ['public', 'allUsers'],
    ['public', 'allAuthenticatedUsers'],
    ['principal', 'principal://iam.googleapis.com/locations/global/workforcePools/staff/subject/ana@example.com'],
    ['principalSet', 'principalSet://iam.googleapis.com/locations/global/workforcePools/staff/group/admins'],
    ['principalSet', 'principalSet://iam.googleapis.com/locations/global/workforcePools/staff/*'],
    ['principal', 'principal://iam.googleapis.com/projects/123/locations/global/workloadIdentityPools/github/subject/repo:a/b:ref:c'],
    [
      'principalSet',
      'principalSet://iam.googleapis.com/projects/123/locations/global/workloadIdentityPools/github/attribute.repository/a/b',
    ],
    ['principal', 'principal://iam.googleapis.com/projects/123/locations/global/workloadIdentityPools/shop.svc.id.goog/subject/ns/a/sa/b'],
    ['principalSet', 'principalSet://cloudresourcemanager.googleapis.com/folders/123/type/ServiceAgent'],
    ['principal', 'principal://something.googleapis.com/that/does/not/exist/yet'],
    ['deleted', 'deleted:user:ana@example.com?uid=123456789012345678901'],
    ['convenience', 'projectOwner:shop-prod'],
    ['convenience', 'projectEditor:shop-prod'],
    ['convenience', 'projectViewer:shop-prod'],
  ];
  for (const [kind, member] of valid) test(member, () => assert.equal(parse(member).kind, kind));
});

describe('members that IAM rejects, with the correction where it is certain', () => {
  const invalid: readonly (readonly [string, RegExp, string?])[] = [
    ['ana@example.com', /needs user:, group: or serviceAccount: in front/],
    ['everybody', /needs user:, group: or serviceAccount: in front/],
    ['reports@shop-prod.iam.gserviceaccount.com', /has no prefix/, 'serviceAccount:reports@shop-prod.iam.gserviceaccount.com'],
    [
      'serviceaccount:reports@shop-prod.iam.gserviceaccount.com',
      /no kind of principal/,
      'serviceAccount:reports@shop-prod.iam.gserviceaccount.com',
    ],
    [
      'service-account:reports@shop-prod.iam.gserviceaccount.com',
      /no kind of principal/,
      'serviceAccount:reports@shop-prod.iam.gserviceaccount.com',
    ],
    ['User:ana@example.com', /no kind of principal/, 'user:ana@example.com'],
    ['groups:team@example.com', /no kind of principal/, 'group:team@example.com'],
    ['email:ana@example.com', /no kind of principal/],
    [
      'user:reports@shop-prod.iam.gserviceaccount.com',
      /service account as a user/,
      'serviceAccount:reports@shop-prod.iam.gserviceaccount.com',
    ],
    [
      'group:reports@shop-prod.iam.gserviceaccount.com',
      /service account as a group/,
      'serviceAccount:reports@shop-prod.iam.gserviceaccount.com',
    ],
    [
      'serviceAccount:serviceAccount:reports@shop-prod.iam.gserviceaccount.com',
      /prefix twice/,
      'serviceAccount:reports@shop-prod.iam.gserviceaccount.com',
    ],
    ['serviceAccount:reports', /not an e-mail address/],
    ['serviceAccount:ana@example.com', /not the e-mail address of a service account/],
    ['serviceAccount:web@shop-prod.iam.gserviceaccount.com', /6 to 30/],
    ['serviceAccount:reports@iam.gserviceaccount.com', /no valid project/],
    ['serviceAccount:reports@PROJECT_ID.iam.gserviceaccount.com', /placeholder/],
    ['serviceAccount:[SA_NAME]@shop-prod.iam.gserviceaccount.com', /placeholder/],
    ['user:<your e-mail>', /space|placeholder/],
    ['user:YOUR_NAME@example.com', /placeholder/],
    ['user:', /names nobody/],
    ['user:*@example.com', /wildcard/],
    ['user:ana', /not an e-mail address/],
    ['user: ana@example.com', /space at its edge/, 'user:ana@example.com'],
    ['user:ana maria@example.com', /space in it/],
    ['user:ana@example.com,', /punctuation/, 'user:ana@example.com'],
    ['domain:@example.com', /an @ in a domain/, 'domain:example.com'],
    ['domain:example', /not a domain name/],
    ['allusers', /letter case/, 'allUsers'],
    ['ALLAUTHENTICATEDUSERS', /letter case/, 'allAuthenticatedUsers'],
    ['allUsers:', /letter case/, 'allUsers'],
    [' allUsers', /space at its edge/, 'allUsers'],
    ['principalSet://goog/public:all', /deny policies/],
    ['principal://goog/subject/ana@example.com', /deny policies/],
    ['principal://iam.googleapis.com/projects/-/serviceAccounts/reports@shop-prod.iam.gserviceaccount.com', /deny policies/],
    ['principalSet://iam.googleapis.com/projects/shop-prod/locations/global/workloadIdentityPools/github/*', /project number/],
    ['serviceAccount:service-shop-prod@gcp-sa-pubsub.iam.gserviceaccount.com', /project number/],
    ['principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/github/attribute.repository/a', /principalSet:\/\//],
    ['principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/github/subject/a', /principal:\/\//],
    ['serviceAccount:shop-prod.svc.id.goog[shop/we b]', /space/],
    ['serviceAccount:shop-prod.svc.id.goog[]', /PROJECT\.svc\.id\.goog\[NAMESPACE\/ACCOUNT\]/],
  ];
  for (const [member, problem, correction] of invalid) {
    test(member, () => {
      const principal = parse(member);
      assert.ok(principal.kind === 'invalid');
      assert.match(principal.problem, problem);
      assert.equal(principal.correction, correction);
      if (correction) assert.notEqual(parse(correction).kind, 'invalid');
    });
  }
});

describe('members that are known in part', () => {
  test('a beginning that nobody knows leaves all open', () => {
    assert.equal(parsePrincipal({ text: HOLE, holes: [] }), undefined);
    assert.equal(parsePrincipal({ text: `${HOLE}@example.com`, holes: [] }), undefined);
    assert.equal(parsePrincipal(literalText('')), undefined);
  });

  test('the prefix alone tells the kind', () => {
    assert.equal(parse(`user:${HOLE}`).kind, 'user');
    assert.equal(parse(`group:${HOLE}@example.com`).kind, 'group');
    assert.equal(parse(`domain:${HOLE}`).kind, 'domain');
    assert.equal(parse(`serviceAccount:${HOLE}`).kind, 'serviceAccount');
    assert.equal(parse(`serviceAccount:${HOLE}.svc.id.goog[${HOLE}/${HOLE}]`).kind, 'kubernetes');
    assert.equal(
      parse(`principalSet://iam.googleapis.com/projects/${HOLE}/locations/global/workloadIdentityPools/${HOLE}/*`).kind,
      'principalSet',
    );
  });

  test('a wrong prefix is wrong whatever follows, and is not corrected', () => {
    const principal = parse(`serviceaccount:${HOLE}`);
    assert.ok(principal.kind === 'invalid');
    assert.equal(principal.correction, undefined);
  });

  test('a declared account is an account by any of its attributes', () => {
    for (const attribute of ['member', 'email', 'name']) {
      const principal = parse(HOLE, reference('google_service_account', attribute));
      assert.ok(principal.kind === 'serviceAccount');
      assert.equal(principal.account.kind, 'user-managed');
    }
  });

  test('a declared account behind user: is a mistake', () => {
    const principal = parse(`user:${HOLE}`, reference('google_service_account', 'email'));
    assert.ok(principal.kind === 'invalid');
    assert.match(principal.problem, /service account as a user/);
  });

  test('a reference whose value is known is judged by it', () => {
    const principal = parse(`group:${HOLE}`, reference('google_cloud_identity_group', 'name', 'not a group'));
    assert.equal(principal.kind, 'invalid');
  });
});

test('in messages a member stands as written, a declared account under its name', () => {
  assert.equal(showPrincipal(parse('user:ana@example.com')), 'user:ana@example.com');
  assert.equal(showPrincipal(parse(`user:${HOLE}@example.com`)), 'user:…@example.com');
  assert.equal(
    showPrincipal(parse(`serviceAccount:${HOLE}`, reference('google_service_account', 'email'))),
    'google_service_account.reports',
  );
  assert.equal(
    showPrincipal(parse(HOLE, reference('google_service_account', 'member', 'serviceAccount:reports@shop-prod.iam.gserviceaccount.com'))),
    'serviceAccount:reports@shop-prod.iam.gserviceaccount.com',
  );
});

test('everyone is public, a whole domain is not', () => {
  assert.ok(isPublic(parse('allUsers')));
  assert.ok(isPublic(parse('allAuthenticatedUsers')));
  assert.ok(!isPublic(parse('domain:example.com')));
});
