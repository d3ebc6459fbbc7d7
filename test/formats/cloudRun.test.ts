import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse as parseReference } from 'yaml';
import { cloudRun } from '../../server/linter/formats/cloudRun.ts';
import type { Attribute, Workload } from '../../server/linter/model.ts';
import { textOf } from '../../server/linter/source.ts';
import { catalog } from '../catalog.ts';
import { file, fill } from './values.ts';

function workloads(text: string, name = 'service.yaml'): readonly Workload[] {
  return cloudRun.extract([file(name, text)], catalog).flatMap((facts) => facts.workloads);
}

/** The state of an attribute and the text that it stands on. */
function stands(attribute: Attribute<unknown> | undefined): readonly [state: string | undefined, on: string | undefined] {
  return [attribute?.state, attribute && textOf(attribute.span)];
}

/** A service with these lines in its metadata and its revision's spec. */
function service(metadata: string, spec: string): string {
  return `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: orders
${metadata}spec:
  template:
    spec:
${spec}`;
}

const containers = '      containers:\n      - image: us-docker.pkg.dev/shop/api/orders\n';
const public_ = '  annotations:\n    run.googleapis.com/ingress: all\n';

test('each kind has its service account at its own path', () => {
  const text = `${service(public_, `      serviceAccountName: orders@shop.iam.gserviceaccount.com\n${containers}`)}---
apiVersion: run.googleapis.com/v1
kind: Job
metadata: {name: nightly}
spec:
  template:
    spec:
      template:
        spec:
          serviceAccountName: "nightly@shop.iam.gserviceaccount.com"
---
apiVersion: run.googleapis.com/v1
kind: WorkerPool
metadata: {name: queue}
spec:
  template:
    spec: {serviceAccountName: queue@shop.iam.gserviceaccount.com}
---
apiVersion: run.googleapis.com/v1
kind: Instance
metadata: {name: vm}
spec:
  serviceAccountName: >-
    vm@shop.iam.gserviceaccount.com
`;
  assert.deepEqual(
    workloads(text).map(({ title, type, address, serviceAccount }) => [title, type, address, textOf(serviceAccount.span)]),
    [
      [
        'Cloud Run service "orders"',
        'run.googleapis.com/Service',
        'file:///shop/service.yaml#0/Service/orders',
        'orders@shop.iam.gserviceaccount.com',
      ],
      [
        'Cloud Run job "nightly"',
        'run.googleapis.com/Job',
        'file:///shop/service.yaml#1/Job/nightly',
        'nightly@shop.iam.gserviceaccount.com',
      ],
      [
        'Cloud Run worker pool "queue"',
        'run.googleapis.com/WorkerPool',
        'file:///shop/service.yaml#2/WorkerPool/queue',
        'queue@shop.iam.gserviceaccount.com',
      ],
      [
        'Cloud Run instance "vm"',
        'run.googleapis.com/Instance',
        'file:///shop/service.yaml#3/Instance/vm',
        'vm@shop.iam.gserviceaccount.com',
      ],
    ],
  );
});

test('a Knative service is Cloud Run by what only Cloud Run has', () => {
  const bare = service('', containers);
  assert.deepEqual(workloads(bare), []);
  const signs = [
    service(public_, containers),
    service('  labels:\n    cloud.googleapis.com/location: europe-west1\n', containers),
    service('  namespace: "123456789"\n', containers),
    service('  namespace: 123456789\n', containers),
    service('', `      serviceAccountName: a@shop.iam.gserviceaccount.com\n${containers}`),
    service('', `${containers}      volumes:\n      - csi: {driver: gcsfuse.run.googleapis.com}\n`),
    bare.replace('    spec:', '    metadata:\n      annotations:\n        run.googleapis.com/cpu-throttling: "false"\n    spec:'),
  ];
  for (const text of signs) assert.equal(workloads(text).length, 1, text);
});

test('Knative, Kubernetes, Config Connector and templates are none of ours', () => {
  const others = [
    service('  annotations:\n    autoscaling.knative.dev/class: hpa\n', `      serviceAccountName: orders\n${containers}`),
    service(public_, containers).replace('serving.knative.dev/v1', 'serving.knative.dev/v1beta1'),
    service(public_, containers).replace('serving.knative.dev/v1', 'v1'),
    service(public_, containers).replace('serving.knative.dev/v1', 'run.cnrm.cloud.google.com/v1beta1'),
    service(public_, containers).replace('kind: Service', 'kind: Revision'),
    service(public_, `      {{- if .Values.account }}\n      serviceAccountName: {{ .Values.account }}\n      {{- end }}\n${containers}`),
    'apiVersion: apps/v1\nkind: Deployment\nspec: {template: {spec: {serviceAccountName: run.googleapis.com}}}\n',
    'apiVersion: run.googleapis.com/v1\nkind: Execution\n',
  ];
  for (const text of others) {
    assert.ok(!cloudRun.recognizes(file('service.yaml', text)), text);
    assert.deepEqual(workloads(text), [], text);
  }
  assert.ok(!cloudRun.recognizes(file('service.txt', service(public_, containers))));
});

test('a missing service account stands on the innermost key that is there, and is written into it', () => {
  const text = service(public_, containers);
  const [found] = workloads(text);
  assert.deepEqual(stands(found?.serviceAccount), ['absent', 'spec']);
  assert.equal(found?.serviceAccount.span.start, text.lastIndexOf('spec:'));
  assert.equal(fill(found?.serviceAccount.slot, 'a@b.c'), service(public_, `      serviceAccountName: a@b.c\n${containers}`));
});

test('line ends and indentation are kept, behind a dash too', () => {
  const text = service(public_, containers).replaceAll('\n', '\r\n');
  assert.equal(
    fill(workloads(text)[0]?.serviceAccount.slot, 'a@b.c'),
    service(public_, `      serviceAccountName: a@b.c\n${containers}`).replaceAll('\n', '\r\n'),
  );
  const shared = service(public_, '      <<: *base\n').replace('kind', 'base: &base {containers: []}\nkind');
  const filled = fill(workloads(shared)[0]?.serviceAccount.slot, 'a@b.c') ?? '';
  assert.equal(parseReference(filled, { merge: true }).spec.template.spec.serviceAccountName, 'a@b.c');
});

test('flow style and shared maps are not written into', () => {
  for (const spec of ['{containers: []}', '*base']) {
    const text = service(public_, '').replace('    spec:\n', `    spec: ${spec}\n`).replace('kind', 'base: &base {containers: []}\nkind');
    const [found] = workloads(text);
    assert.deepEqual([...stands(found?.serviceAccount), found?.serviceAccount.slot], ['absent', 'spec', undefined], spec);
  }
});

test('a manifest without containers is a patch on one that may have an account', () => {
  const head = 'apiVersion: run.googleapis.com/v1\nkind: Job\n';
  const on = (text: string) => stands(workloads(head + text)[0]?.serviceAccount);
  assert.deepEqual(on('metadata: {name: x}\n'), ['unknown', 'Job']);
  assert.deepEqual(on('spec:\n'), ['unknown', 'spec']);
  assert.deepEqual(on('spec: {template: {}}\n'), ['unknown', 'template']);
  assert.deepEqual(on('spec: {template: {spec: {template: {spec: {maxRetries: 1}}}}}\n'), ['unknown', 'spec']);
  assert.deepEqual(on('spec: {template: {spec: {template: {spec: {containers: []}}}}}\n'), ['absent', 'spec']);
  assert.deepEqual(on('spec: {template: {spec: {template: {spec: {serviceAccountName: }}}}}\n'), ['absent', 'serviceAccountName']);
  assert.deepEqual(on('spec: {template: {spec: {template: {spec: {serviceAccountName: ""}}}}}\n'), ['unknown', '']);
  assert.deepEqual(on('spec: {{ .Values.spec }}\n')[0], 'unknown');
});

test('half-typed text does not say that anything is missing', () => {
  assert.equal(workloads(service(public_, `      serviceAcc\n${containers}`))[0]?.serviceAccount.state, 'unknown');
  assert.equal(workloads(service(public_, `      serviceAccountName: "a@b\n${containers}`))[0]?.serviceAccount.state, 'unknown');
  assert.equal(workloads(service(public_, `      serviceAccountName: ]\n${containers}`))[0]?.serviceAccount.state, 'unknown');
});

test('a broken document does not touch the ones beside it', () => {
  const text = `a: ]\n  b: "\n---\n${service(public_, containers)}`;
  assert.deepEqual(stands(workloads(text)[0]?.serviceAccount), ['absent', 'spec']);
});

test('a placeholder is unknown, and what stands around it is known', () => {
  const account = (value: string) => workloads(service(public_, `      serviceAccountName: ${value}\n${containers}`))[0]?.serviceAccount;
  for (const value of ['{{ .Values.account }}', 'a@b.c # from-param: x']) assert.equal(account(value)?.state, 'unknown', value);
  const compute = account('"%NUMBER%-compute@developer.gserviceaccount.com"');
  assert.equal(compute?.state === 'known' && compute.value.kind, 'compute-default');
});

test('an anchored account stands at its anchor', () => {
  const text = service(public_, `      serviceAccountName: *sa\n${containers}`).replace(
    '  name',
    '  labels: {account: &sa a@shop.iam.gserviceaccount.com}\n  name',
  );
  const account = workloads(text)[0]?.serviceAccount;
  assert.deepEqual([account && textOf(account.span), account?.use && textOf(account.use)], ['a@shop.iam.gserviceaccount.com', '*sa']);
});

test('the annotations of the service say how requests reach it', () => {
  const endpoint = (annotations: string) => {
    const found = workloads(service(`  annotations:\n    run.googleapis.com/client-name: x\n${annotations}`, containers))[0]?.endpoint;
    return found && [found.ingress, found.invokerCheck, found.iap].map((each) => (each.state === 'known' ? each.value : each.state));
  };
  assert.deepEqual(endpoint(''), ['absent', 'absent', 'absent']);
  assert.deepEqual(
    endpoint(
      '    run.googleapis.com/ingress: internal\n    run.googleapis.com/invoker-iam-disabled: "true"\n    run.googleapis.com/iap-enabled: "true"\n',
    ),
    ['internal', false, true],
  );
  assert.deepEqual(endpoint('    run.googleapis.com/ingress: none\n    run.googleapis.com/invoker-iam-disabled: true\n'), [
    'unknown',
    false,
    'absent',
  ]);
  assert.deepEqual(endpoint('    run.googleapis.com/invoker-iam-disabled: "{{ .open }}"\n'), ['absent', 'unknown', 'absent']);
});

test('annotations of a revision open nothing, and jobs have no endpoint', () => {
  const text = service(public_, containers).replace(
    '    spec:',
    '    metadata:\n      annotations:\n        run.googleapis.com/invoker-iam-disabled: "true"\n    spec:',
  );
  assert.deepEqual(stands(workloads(text)[0]?.endpoint?.invokerCheck), ['absent', 'annotations']);
  assert.equal(workloads('apiVersion: run.googleapis.com/v1\nkind: Job\n')[0]?.endpoint, undefined);
});
