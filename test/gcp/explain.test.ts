import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { answerError } from '../../client/gcp/answerError.ts';
import { GcpError } from '../../client/gcp/errors.ts';
import { explainDenied } from '../../client/gcp/explain.ts';

const target = 'api-runtime@shop-prod.iam.gserviceaccount.com';
const middle = 'middle@shop-tools.iam.gserviceaccount.com';
const caller = 'ann@example.com';
const resource = `projects/-/serviceAccounts/${target}`;

/** The error of an answer as Google gives it. */
function answered(code: number, status: string, message: string, details: readonly object[] = [], about = resource): GcpError {
  return answerError(
    code,
    { error: { code, status, message, details } },
    { host: 'iamcredentials.googleapis.com', resource: about, caller },
  );
}

function denied(permission: string, about = resource): GcpError {
  const message = `Permission '${permission}' denied on resource (or it may not exist).`;
  const info = {
    '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
    reason: 'IAM_PERMISSION_DENIED',
    domain: 'iam.googleapis.com',
    metadata: { permission },
  };
  return answered(403, 'PERMISSION_DENIED', message, [info], about);
}

describe('a mint that is denied', () => {
  const explained = explainDenied(denied('iam.serviceAccounts.getAccessToken'), { target });

  test('says the permission, the account, the caller and the role', () => {
    const { kind, permission, resource, role } = explained;
    assert.deepEqual(
      { kind, permission, resource, caller: explained.caller, role },
      {
        kind: 'permission',
        permission: 'iam.serviceAccounts.getAccessToken',
        resource: target,
        caller: `user:${caller}`,
        role: 'roles/iam.serviceAccountTokenCreator',
      },
    );
  });

  test('has the lines that grant it', () => {
    assert.equal(
      explained.gcloud,
      `gcloud iam service-accounts add-iam-policy-binding ${target} --member=user:${caller} --role=roles/iam.serviceAccountTokenCreator --project=shop-prod`,
    );
    assert.equal(
      explained.terraform,
      `resource "google_service_account_iam_member" "service_account_token_creator" {
  service_account_id = "projects/shop-prod/serviceAccounts/${target}"
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = "user:${caller}"
}`,
    );
  });

  test('says that a grant takes its time, and that the account may not exist', () => {
    assert.match(explained.hint, /^user:ann@example\.com lacks iam\.serviceAccounts\.getAccessToken on api-runtime@/);
    assert.match(explained.hint, /some minutes/);
    assert.match(explained.hint, /no such account/);
  });

  test('over delegates has a line for each step, in order', () => {
    const { gcloud, terraform, hint } = explainDenied(denied('iam.serviceAccounts.getOpenIdToken'), {
      caller,
      target,
      delegates: [middle],
    });
    assert.deepEqual(gcloud.split('\n'), [
      `gcloud iam service-accounts add-iam-policy-binding ${middle} --member=user:${caller} --role=roles/iam.serviceAccountTokenCreator --project=shop-tools`,
      `gcloud iam service-accounts add-iam-policy-binding ${target} --member=serviceAccount:${middle} --role=roles/iam.serviceAccountOpenIdTokenCreator --project=shop-prod`,
    ]);
    assert.deepEqual(terraform.match(/^resource .*$/gm), [
      'resource "google_service_account_iam_member" "step_1" {',
      'resource "google_service_account_iam_member" "step_2" {',
    ]);
    assert.match(hint, /at which step/);
  });

  test('takes nothing for a command that is in a name', () => {
    const { gcloud, terraform } = explainDenied(denied('iam.serviceAccounts.signJwt'), { caller, target: "x'; rm -rf ~ #${path.cwd}@p" });
    assert.ok(gcloud.includes(`add-iam-policy-binding 'x'\\''; rm -rf ~ #\${path.cwd}@p' --member`), gcloud);
    assert.ok(terraform.includes('#$${path.cwd}@p"'), terraform);
  });

  test('with a caller that nobody knows grants it to whoever runs the line', () => {
    const { gcloud } = explainDenied({ httpStatus: 403, permission: 'iam.serviceAccounts.signBlob', message: 'no', resource }, {});
    assert.match(gcloud, /--member="user:\$\(gcloud config get-value account\)"/);
  });

  test('in a project of a domain names that the right way round', () => {
    const scoped = 'runner@shop.example.com.iam.gserviceaccount.com';
    assert.match(explainDenied(denied('iam.serviceAccounts.actAs'), { target: scoped }).gcloud, /--project=example\.com:shop$/);
  });
});

test('a list that is denied is granted on its project', () => {
  const { gcloud, terraform, hint } = explainDenied(denied('iam.serviceAccounts.list', 'projects/shop-prod'), {});
  assert.equal(gcloud, `gcloud projects add-iam-policy-binding shop-prod --member=user:${caller} --role=roles/iam.serviceAccountViewer`);
  assert.match(terraform, /^resource "google_project_iam_member" "service_account_viewer" \{\n {2}project = "shop-prod"\n/);
  assert.doesNotMatch(hint, /no such account/);
});

test('an API that is not enabled is enabled by a line, or by a click', () => {
  const url = 'https://console.developers.google.com/apis/api/iamcredentials.googleapis.com/overview?project=123';
  const error = answered(
    403,
    'PERMISSION_DENIED',
    'IAM Service Account Credentials API has not been used in project 123 before or it is disabled.',
    [
      { '@type': 'type.googleapis.com/google.rpc.Help', links: [{ description: 'Google developers console API activation', url }] },
      {
        '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
        reason: 'SERVICE_DISABLED',
        domain: 'googleapis.com',
        metadata: { consumer: 'projects/123', service: 'iamcredentials.googleapis.com' },
      },
    ],
  );
  const { kind, gcloud, terraform, link } = explainDenied(error, { target });
  assert.equal(kind, 'service-disabled');
  assert.equal(gcloud, 'gcloud services enable iamcredentials.googleapis.com --project=123');
  assert.match(terraform, /^resource "google_project_service" "iamcredentials" \{\n {2}project = "123"\n {2}service = "iamcredentials/);
  assert.deepEqual(link, { description: 'Google developers console API activation', url });
});

test('a lifetime that is too long names the constraint', () => {
  const constraint = 'constraints/iam.allowServiceAccountCredentialLifetimeExtension';
  const error = answered(
    400,
    'INVALID_ARGUMENT',
    `Access tokens can not have lifetimes of more than 1 hour. Use the Org Policy Constraint ${constraint} to allow up to 12 hours.`,
  );
  assert.equal(error.constraint, constraint);
  const { kind, gcloud, terraform } = explainDenied(error, { target });
  assert.equal(kind, 'lifetime');
  assert.equal(gcloud, `gcloud resource-manager org-policies allow ${constraint} ${target} --project=shop-prod`);
  assert.match(terraform, /google_project_organization_policy/);
});

test('an organization policy is named by its violation', () => {
  const violations = [{ type: 'constraints/iam.disableServiceAccountKeyCreation', subject: 'x', description: 'y' }];
  const error = answered(400, 'FAILED_PRECONDITION', 'Operation denied by org policy.', [
    { '@type': 'type.googleapis.com/google.rpc.PreconditionFailure', violations },
  ]);
  assert.equal(error.constraint, 'constraints/iam.disableServiceAccountKeyCreation');
  assert.equal(explainDenied(error, {}).kind, 'other');
});

test('a quota project that is missing is set, one that may not be used is granted', () => {
  const missing = answered(
    403,
    'PERMISSION_DENIED',
    'Your application is authenticating by using local Application Default Credentials. The API requires a quota project, which is not set by default.',
  );
  const unset = explainDenied(missing, { target });
  assert.deepEqual([unset.kind, unset.gcloud], ['quota-project', 'gcloud auth application-default set-quota-project shop-prod']);
  const info = {
    '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
    reason: 'USER_PROJECT_DENIED',
    domain: 'googleapis.com',
    metadata: { consumer: 'projects/payer' },
  };
  const { gcloud } = explainDenied(
    answered(403, 'PERMISSION_DENIED', 'Caller does not have required permission to use project payer.', [info]),
    { target },
  );
  assert.equal(
    gcloud,
    `gcloud projects add-iam-policy-binding payer --member=user:${caller} --role=roles/serviceusage.serviceUsageConsumer`,
  );
});

test('a sign-in that is over is renewed', () => {
  const said = 'Your sign-in is no longer valid. Sign in again: gcloud auth login';
  assert.equal(explainDenied(new GcpError('credentials', said), {}).hint, said);
  const expired = explainDenied(answered(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.'), {});
  assert.deepEqual([expired.kind, expired.gcloud], ['sign-in', 'gcloud auth application-default login']);
  assert.match(expired.hint, /credentials\. Sign in again: gcloud auth/);
});

test('what nobody can change is only told', () => {
  const { kind, gcloud, terraform, hint } = explainDenied(new GcpError('network', 'No network.'), { target });
  assert.deepEqual([kind, gcloud, terraform, hint], ['other', '', '', 'No network.']);
});
