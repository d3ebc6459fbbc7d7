import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { codesAfter, labels, service, typed } from './completed.ts';

describe('annotations', () => {
  test('are those that have an effect where they stand, with a value to choose', async (t) => {
    const shown = await typed(t, 'service.yaml', service('    run.googleapis.com/ingress: all\n    run.▮'));
    assert.deepEqual(
      labels(shown.items).map((each) => each.replace('run.googleapis.com/', '')),
      ['build-service-account', 'custom-audiences', 'default-url-disabled', 'iap-enabled', 'invoker-iam-disabled'],
    );
    assert.match(shown.accept('run.googleapis.com/iap-enabled'), /\n {4}run\.googleapis\.com\/iap-enabled: "true"\n/);
    assert.match(shown.accept('run.googleapis.com/custom-audiences'), /custom-audiences: '\["https:\/\/orders\.example\.com"\]'\n/);
    assert.deepEqual(await codesAfter(shown, 'run.googleapis.com/iap-enabled'), []);
  });

  test('are offered where the one that is typed is the first that tells Cloud Run from plain Knative', async (t) => {
    const first = (key: string) =>
      service(key, 'orders')
        .replace(/ {2}labels:\n.*\n/, '')
        .replace(/.*launch-stage.*\n/, '');
    const { accept } = await typed(t, 'service.yaml', first('    run▮'));
    assert.match(accept('run.googleapis.com/ingress'), /annotations:\n {4}run\.googleapis\.com\/ingress: all\n/);
    assert.equal((await typed(t, 'service.yaml', first('    app▮'))).list, null);
  });

  test('of a template are others', async (t) => {
    const text = service('').replace('    spec:\n', '    metadata:\n      annotations:\n        run.googleapis.com/▮\n    spec:\n');
    const { items } = await typed(t, 'service.yaml', text);
    assert.deepEqual(labels(items), ['run.googleapis.com/cloudsql-instances', 'run.googleapis.com/secrets']);
  });

  test('keep their values when only the key is typed anew', async (t) => {
    const { accept } = await typed(t, 'service.yaml', service('    run.googleapis.com/in▮: "true"'));
    assert.match(accept('run.googleapis.com/invoker-iam-disabled'), /\n {4}run\.googleapis\.com\/invoker-iam-disabled: "true"\n/);
  });

  for (const [key, values, accepted, written] of [
    ['ingress', ['all', 'internal', 'internal-and-cloud-load-balancing'], 'internal', 'internal'],
    ['iap-enabled', ['true', 'false'], 'true', '"true"'],
    ['custom-audiences', ['["https://orders.example.com"]'], '["https://orders.example.com"]', `'["https://orders.example.com"]'`],
  ] as const)
    test(`${key} has its values`, async (t) => {
      const shown = await typed(t, 'service.yaml', service(`    run.googleapis.com/${key}: ▮`));
      assert.deepEqual(labels(shown.items), values);
      assert.ok(shown.accept(accepted).includes(`run.googleapis.com/${key}: ${written}\n`));
      assert.deepEqual(await codesAfter(shown, accepted), []);
    });

  test('have escapes in double quotes, in YAML and in Terraform', async (t) => {
    const audience = '["https://orders.example.com"]';
    const yaml = await typed(t, 'service.yaml', service('    run.googleapis.com/custom-audiences: "▮"'));
    assert.ok(yaml.accept(audience).includes(': "[\\"https://orders.example.com\\"]"\n'));
    const terraform = await typed(
      t,
      'main.tf',
      'resource "google_cloud_run_service" "s" {\n  metadata {\n    annotations = {\n      "run.googleapis.com/custom-audiences" = "▮"\n    }\n  }\n}\n',
    );
    assert.ok(terraform.accept(audience).includes(' = "[\\"https://orders.example.com\\"]"\n'));
  });
});
