import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hoverAt } from './hoverAt.ts';

const service = (annotation: string) => `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: orders
  annotations:
    ${annotation}
spec:
  template:
    spec:
      serviceAccountName: orders@shop.iam.gserviceaccount.com
`;

test('tells of an annotation what it does, its values and where it belongs', async (t) => {
  const said = await hoverAt(t, 'service.yaml', service('run.googleapis.com/in‸gress: internal'));
  assert.equal(said?.of, 'run.googleapis.com/ingress');
  assert.match(said.text, /^`run\.googleapis\.com\/ingress` says from where requests may come\.\n/);
  assert.match(said.text, /\nValues:\n- `all`: [^\n]+\n- `internal`: [^\n]+\n- `internal-and-cloud-load-balancing`: /);
  assert.match(said.text, /\n\nIt belongs to the metadata of Service, Instance\.$/);
});

test('tells of a value what it does', async (t) => {
  const said = await hoverAt(t, 'service.yaml', service('run.googleapis.com/invoker-iam-disabled: "tr‸ue"'));
  assert.equal(said?.of, 'true');
  assert.match(said.text, /^`run\.googleapis\.com\/invoker-iam-disabled`: `true`\n\nWhoever reaches it may invoke it/);
  const audiences = await hoverAt(t, 'service.yaml', service(`run.googleapis.com/custom-audiences: '["https://‸shop.example.com"]'`));
  assert.match(audiences?.text ?? '', /^`run\.googleapis\.com\/custom-audiences` lists for whom ID tokens may be/);
});

test('tells of annotations of version 1 in Terraform, and of those that only touch on identity', async (t) => {
  const terraform = `resource "google_cloud_run_service" "orders" {
  name = "orders"
  metadata {
    annotations = {
      "run.googleapis.com/ing‸ress" = "all"
    }
  }
}
`;
  assert.equal((await hoverAt(t, 'main.tf', terraform))?.of, 'run.googleapis.com/ingress');
  const key = await hoverAt(
    t,
    'service.yaml',
    service('run.googleapis.com/encryption‸-key: projects/shop/locations/europe-west1/keyRings/a/cryptoKeys/b'),
  );
  assert.match(key?.text ?? '', /Cloud Run's service agent needs `roles\/cloudkms\.cryptoKeyEncrypterDecrypter`/);
});

test('says nothing about annotations of others, nor of version 2, nor outside of annotations', async (t) => {
  assert.equal(await hoverAt(t, 'service.yaml', service('run.googleapis.com/ingress: all\n    example.com/ow‸ner: shop')), undefined);
  assert.equal(await hoverAt(t, 'service.yaml', service('run.googleapis.com/ingress: all\n    construc‸tor: shop')), undefined);
  const second = 'resource "google_cloud_run_v2_service" "a" {\n  annotations = {\n    "run.googleapis.com/ing‸ress" = "all"\n  }\n}\n';
  assert.equal(await hoverAt(t, 'main.tf', second), undefined);
  const labels = service('run.googleapis.com/ingress: all').replace(
    'name: orders',
    'name: orders\n  labels:\n    run.googleapis.com/ing‸ress: all',
  );
  assert.equal(await hoverAt(t, 'service.yaml', labels), undefined);
  assert.equal(
    await hoverAt(t, 'pod.yaml', 'apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n    run.googleapis.com/ing‸ress: all\n'),
    undefined,
  );
});
