import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { answerError, credentialsError } from '../../client/gcp/answerError.ts';
import type { CredentialType } from '../../client/gcp/credentials.ts';
import { GcpError, isGcpError } from '../../client/gcp/errors.ts';
import { signedIn } from './webServer.ts';

const asked = { host: 'iam.googleapis.com', resource: 'projects/p', caller: 'ann@example.com' };

describe('the error of an answer', () => {
  test('has the status, reason, permission and link of Google’s envelope', () => {
    const error = answerError(
      403,
      {
        error: {
          code: 403,
          status: 'PERMISSION_DENIED',
          message: "Permission 'iam.serviceAccounts.list' denied on resource (or it may not exist).",
          details: [
            {
              '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
              reason: 'IAM_PERMISSION_DENIED',
              domain: 'iam.googleapis.com',
              metadata: { permission: 'iam.serviceAccounts.list', resource: 'projects/q' },
            },
            {
              '@type': 'type.googleapis.com/google.rpc.Help',
              links: [{ description: 'bad', url: 'javascript:alert(1)' }, { url: 'https://cloud.google.com/x' }],
            },
          ],
        },
      },
      asked,
    );
    const { kind, httpStatus, status, reason, service, permission, resource, caller, link } = error;
    assert.deepEqual(
      { kind, httpStatus, status, reason, service, permission, resource, caller, link },
      {
        kind: 'http',
        httpStatus: 403,
        status: 'PERMISSION_DENIED',
        reason: 'IAM_PERMISSION_DENIED',
        service: 'iam.googleapis.com',
        permission: 'iam.serviceAccounts.list',
        resource: 'projects/q',
        caller: 'ann@example.com',
        link: { description: 'https://cloud.google.com/x', url: 'https://cloud.google.com/x' },
      },
    );
  });

  test('has the permission of the older texts', () => {
    const message = 'Permission iam.serviceAccounts.setIamPolicy is required to perform this operation on service account x.';
    assert.equal(
      answerError(403, { error: { message, status: 'PERMISSION_DENIED' } }, asked).permission,
      'iam.serviceAccounts.setIamPolicy',
    );
    assert.equal(answerError(403, { error: { message: 'Permission denied.' } }, asked).permission, undefined);
  });

  test('has the activation address where there is no help', () => {
    const metadata = {
      service: 'run.googleapis.com',
      consumer: 'projects/1',
      activationUrl: 'https://console.developers.google.com/apis/x',
    };
    const details = [
      { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'SERVICE_DISABLED', domain: 'googleapis.com', metadata },
    ];
    const { service, consumer, link } = answerError(403, { error: { message: 'm', details } }, asked);
    assert.deepEqual([service, consumer, link?.url], ['run.googleapis.com', 'projects/1', metadata.activationUrl]);
  });

  for (const data of [
    undefined,
    null,
    '',
    '<html>',
    [],
    {},
    { error: null },
    { error: {} },
    { error: { message: 7, details: 'x' } },
    { error: [{}] },
  ])
    test(`says something where the answer is ${JSON.stringify(data)}`, () => {
      const error = answerError(502, data, asked);
      assert.deepEqual(
        [error.httpStatus, error.message],
        [502, 'iam.googleapis.com answered with status 502 and nothing that explains it. Try again later.'],
      );
    });
});

describe('credentials that give no token', () => {
  const said = (type: CredentialType, status?: number, data?: unknown) => {
    const error = credentialsError(signedIn('t', { type, source: 'x.json' }), 'Something', status, data);
    assert.equal(error.kind, 'credentials');
    return error;
  };
  const grant = (error_subtype?: string) => ({ error: 'invalid_grant', error_description: 'Bad Request', error_subtype });

  test('of a user who has to sign in again say how', () => {
    for (const type of ['authorized_user', 'external_account_authorized_user'] as const)
      for (const subtype of [undefined, 'invalid_rapt']) {
        const error = said(type, 400, grant(subtype));
        assert.equal(error.message, 'Your sign-in is no longer valid. Sign in again: gcloud auth application-default login');
        assert.deepEqual([error.status, error.reason], ['invalid_grant', subtype]);
      }
    assert.match(said('gcloud', 400, grant()).message, /Sign in again: gcloud auth login$/);
  });

  test('of a key say what may be wrong with it', () => {
    const { message } = said('service_account', 400, { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' });
    assert.match(message, /^x\.json: Invalid JWT Signature\. The key may be deleted/);
  });

  test('of an account one may not act as keep the permission', () => {
    const { permission, message } = said('impersonated_service_account', 403, {
      error: {
        message: "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist).",
        status: 'PERMISSION_DENIED',
      },
    });
    assert.equal(permission, 'iam.serviceAccounts.getAccessToken');
    assert.match(message, /may create tokens for the account/);
  });

  test('that never got an answer say what they are', () => {
    assert.match(said('external_account').message, /^Something\. Check the identity provider/);
    assert.match(said('metadata').message, /metadata server/);
  });
});

test('an error is known for one also where another bundle made it', () => {
  assert.ok(isGcpError(new GcpError('network', 'x')));
  assert.ok(isGcpError(Object.assign(new Error('x'), { name: 'GcpError', kind: 'network' })));
  assert.ok(!isGcpError(new Error('x')) && !isGcpError(undefined) && !isGcpError({ name: 'GcpError', kind: 'network' }));
});
