import type { Attachment, Catalog } from '../../../iam/catalog/catalog.ts';
import {
  type AnnotatedKind,
  type Annotation,
  type Attribute,
  type Endpoint,
  type Facts,
  type Ingress,
  noFacts,
  type Workload,
} from '../model.ts';
import { keptWith } from '../perObject.ts';
import { type SourceFile, type Span, textOf } from '../source.ts';
import { newEntry } from '../syntax/newEntry.ts';
import { at, entry, literal, property, type Slot, toText, type Value } from '../syntax/value.ts';
import { parseYaml } from '../syntax/yaml.ts';
import { readAnnotations } from './annotations.ts';
import { type Absence, account, attribute, boolean, jsonStrings, string } from './attribute.ts';
import { type ContainerLayout, containerEnvironment } from './environment.ts';
import type { Format } from './format.ts';

/** The YAML manifests of Cloud Run. https://cloud.google.com/run/docs/reference/yaml/v1 */
export const cloudRun: Format = {
  recognizes: (file) => isYaml(file) && parseYaml(file).some(({ value }) => kindOf(value) !== undefined),
  extract: (files, catalog) => files.map((file) => facts(file, catalog)),
};

/** A kind of manifest that runs as a service account. */
interface Kind {
  /** For messages. */
  readonly noun: string;
  /** Under which the catalogue knows where its service account is. */
  readonly type: string;
  /** Whether it serves requests. */
  readonly serves: boolean;
}

const kinds: Readonly<Record<string, Kind>> = {
  Service: { noun: 'service', type: 'serving.knative.dev/v1/Service', serves: true },
  Job: { noun: 'job', type: 'run.googleapis.com/v1/Job', serves: false },
  WorkerPool: { noun: 'worker pool', type: 'run.googleapis.com/v1/WorkerPool', serves: false },
  Instance: { noun: 'instance', type: 'run.googleapis.com/v1/Instance', serves: true },
};

function isYaml({ name, text }: SourceFile): boolean {
  return /\.ya?ml$/i.test(name) && /apiVersion["']?[ \t]*:[ \t]*["']?(?:run\.googleapis\.com|serving\.knative\.dev)\/v1\b/.test(text);
}

/** The kind of a document that Cloud Run applies; undefined for plain Knative, Kubernetes and all the rest. */
function kindOf(value: Value): Kind | undefined {
  const name = literal(at(value, 'kind')) ?? '';
  const known = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  switch (literal(at(value, 'apiVersion'))) {
    case 'run.googleapis.com/v1':
      return known;
    case 'serving.knative.dev/v1':
      return name === 'Service' && hasGoogleTraits(value) ? known : undefined;
    default:
      return undefined;
  }
}

/** What a Knative service has only on Cloud Run: it shares its `apiVersion` with every Knative cluster. */
function hasGoogleTraits(value: Value): boolean {
  const template = at(value, 'spec', 'template');
  const namespace = at(value, 'metadata', 'namespace');
  const account = at(template, 'spec', 'serviceAccountName');
  return (
    [value, template].some((each) => ['annotations', 'labels'].some((map) => keys(at(each, 'metadata', map)).some(isGoogleKey))) ||
    (namespace !== undefined && /^\d+$/.test(namespace.type === 'string' ? toText(namespace).text : textOf(namespace.span))) ||
    (account?.type === 'string' && toText(account).text.includes('@')) ||
    elements(at(template, 'spec', 'volumes')).some((volume) => literal(at(volume, 'csi', 'driver')) === 'gcsfuse.run.googleapis.com')
  );
}

function isGoogleKey(key: string): boolean {
  return key.startsWith('run.googleapis.com/') || key === 'cloud.googleapis.com/location';
}

function keys(value: Value | undefined): readonly string[] {
  return value?.type === 'map' ? value.entries.map(({ key }) => key) : [];
}

function elements(value: Value | undefined): readonly Value[] {
  return value?.type === 'list' ? value.items.map((item) => item.value) : [];
}

const memo = keptWith<SourceFile, Facts>();

function facts(file: SourceFile, catalog: Catalog): Facts {
  const known = memo.get(file);
  if (known) return known;
  const manifests = parseYaml(file).flatMap(({ value }, index) => {
    const kind = kindOf(value);
    const [attachment] = kind ? catalog.attachments(kind.type) : [];
    return kind && attachment ? [{ value, workload: workload(file, value, index, kind, attachment) }] : [];
  });
  const read = {
    ...noFacts,
    files: [file],
    workloads: manifests.map((each) => each.workload),
    annotations: manifests.flatMap(annotations),
  };
  memo.set(file, read);
  return read;
}

function workload(file: SourceFile, value: Value, index: number, { noun, serves }: Kind, attachment: Attachment): Workload {
  const name = literal(at(value, 'metadata', 'name'));
  const kind = at(value, 'kind')?.span ?? value.span;
  return {
    span: at(value, 'metadata', 'name')?.span ?? kind,
    type: `run.googleapis.com/${textOf(kind)}`,
    title: name === undefined ? `Cloud Run ${noun}` : `Cloud Run ${noun} "${name}"`,
    name,
    location: literal(at(value, 'metadata', 'labels', 'cloud.googleapis.com/location')),
    address: `${file.uri}#${index}/${textOf(kind)}/${name ?? ''}`,
    attachment,
    serviceAccount: serviceAccount(value, attachment.path, kind),
    ...containerEnvironment(value, layout(attachment.path.slice(0, -1))),
    endpoint: serves ? endpoint(value, kind) : undefined,
  };
}

/** Where the containers are, beside the service account. */
function layout(pod: readonly string[]): ContainerLayout {
  return {
    containers: [...pod, 'containers'],
    volumes: [...pod, 'volumes'],
    variableSecret: ['valueFrom', 'secretKeyRef', 'name'],
    volumeSecret: ['secret', 'secretName'],
    mounts: 'volumeMounts',
    mountPath: 'mountPath',
  };
}

function annotations({ value, workload: { title } }: { value: Value; workload: Workload }): Annotation[] {
  const on = (literal(at(value, 'kind')) ?? 'Service') as AnnotatedKind;
  const read = (level: Annotation['level'], ...path: readonly string[]) =>
    readAnnotations(at(value, ...path, 'metadata', 'annotations'), { title, on, level, api: 'v1' }, true);
  return [...read('resource'), ...read('template', 'spec', 'template')];
}

function serviceAccount(value: Value, path: readonly string[], kind: Span): Workload['serviceAccount'] {
  const { found, absence } = lookUp(value, path, kind);
  const read = attribute(found, absence, account);
  if (found && isDeployParameter(found)) return { state: 'unknown', span: found.span, use: found.use };
  // A manifest has containers: this is a patch on one, which may have the account.
  if (!found && !property(at(value, ...path.slice(0, -1)), 'containers')) return { ...absence, state: 'unknown' };
  // A key without anything behind it has no text to stand on.
  return read.state === 'absent' && read.span.start === read.span.end ? { ...read, span: absence.span } : read;
}

/** Cloud Deploy sets the value that this comment follows. https://cloud.google.com/deploy/docs/parameters */
function isDeployParameter({ span, use = span }: Value): boolean {
  return /^["']?[ \t]+#[ \t]*from-param:/.test(use.file.text.slice(use.end, use.end + 200));
}

/** The value at the path, and where it is missing from: the innermost key of the path that is there, or else `top`. */
function lookUp(value: Value, path: readonly string[], top: Span): { found: Value | undefined; absence: Absence } {
  let here = value;
  let place = top;
  for (const [index, key] of path.entries()) {
    if (here.type === 'null') return { found: undefined, absence: { span: place } };
    // What is no map here is a mistake of another kind.
    if (here.type !== 'map') return { found: { type: 'unknown', reason: 'syntax', span: here.span }, absence: { span: place } };
    const next = property(here, key);
    if (!next) return { found: undefined, absence: { span: place, slot: index === path.length - 1 ? firstEntry(here, key) : undefined } };
    place = entry(here, key)?.keySpan ?? place;
    here = next;
  }
  return { found: here, absence: { span: place } };
}

/** How to write a new first entry of a map; a map that others share is left alone. */
function firstEntry(map: Value, key: string): Slot | undefined {
  return map.type === 'map' && map.entries.length > 0 && !map.use ? newEntry(key, map.span) : undefined;
}

/** How requests reach it. Only annotations of the service itself count: on a revision these have no effect. */
function endpoint(value: Value, kind: Span): Endpoint {
  const annotation = <T>(name: string, read: (value: Value) => T | undefined): Attribute<T> => {
    const { found, absence } = lookUp(value, ['metadata', 'annotations', `run.googleapis.com/${name}`], kind);
    return attribute(found, absence, read);
  };
  return {
    ingress: annotation('ingress', ingress),
    invokerCheck: annotation('invoker-iam-disabled', (value) => {
      const disabled = boolean(value);
      return disabled === undefined ? undefined : !disabled;
    }),
    iap: annotation('iap-enabled', boolean),
    audiences: annotation('custom-audiences', jsonStrings),
  };
}

const ingresses: readonly Ingress[] = ['all', 'internal', 'internal-and-cloud-load-balancing'];

function ingress(value: Value): Ingress | undefined {
  const text = string(value);
  return ingresses.find((each) => each === text);
}
