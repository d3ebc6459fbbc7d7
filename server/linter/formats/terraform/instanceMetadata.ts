import type { InstanceMetadata } from '../../model.ts';
import type { Spanned } from '../../source.ts';
import { at, entry, property, type Value } from '../../syntax/value.ts';
import { attribute, boolean, string } from '../attribute.ts';
import { type Declared, typeLabel } from './declared.ts';

const scopes: Readonly<Record<string, InstanceMetadata['scope'] | undefined>> = {
  google_compute_instance: 'instance',
  google_compute_instance_template: 'instance',
  google_compute_region_instance_template: 'instance',
  google_compute_instance_from_template: 'instance',
  google_compute_instance_from_machine_image: 'instance',
  google_compute_project_metadata: 'project',
  google_compute_project_metadata_item: 'entry',
};

/** What metadata says about logging in. https://cloud.google.com/compute/docs/metadata/predefined-metadata-keys */
export function instanceMetadata(resource: Declared): InstanceMetadata[] {
  const scope = resource.mode === 'resource' ? scopes[resource.type] : undefined;
  if (!scope) return [];
  const body = resource.body();
  const metadata = scope === 'entry' ? undefined : entry(body, 'metadata');
  const missing: Spanned = metadata ? { span: metadata.keySpan } : typeLabel(resource);
  const read = (key: string) => attribute(scope === 'entry' ? single(body, key) : keyed(body, key), missing, flag);
  return [
    {
      ...missing,
      title: resource.label,
      scope,
      osLogin: read('enable-oslogin'),
      serialPort: read('serial-port-enable'),
      blockProjectKeys: read('block-project-ssh-keys'),
    },
  ];
}

/** The value under a key of the map; unknown where the map is. */
function keyed(body: Value, key: string): Value | undefined {
  const metadata = property(body, 'metadata');
  return metadata === undefined || metadata.type === 'null' || metadata.type === 'map' ? property(metadata, key) : metadata;
}

/** The value of the only key. */
function single(body: Value, key: string): Value | undefined {
  const name = at(body, 'key');
  return name && string(name) === key ? at(body, 'value') : undefined;
}

/** Compute Engine takes these words, in any letter case. https://cloud.google.com/compute/docs/metadata/setting-custom-metadata#boolean */
function flag(value: Value): boolean | undefined {
  if (value.type === 'number') return value.value === 1 ? true : value.value === 0 ? false : undefined;
  const word = string(value)?.toLowerCase();
  if (word === 'y' || word === 'yes' || word === '1') return true;
  return word === 'n' || word === 'no' || word === '0' ? false : boolean(value);
}
