import type { Bucket } from '../../model.ts';
import { property } from '../../syntax/value.ts';
import { attribute, boolean, string } from '../attribute.ts';
import { absence, type Declared, typeLabel } from './declared.ts';

/** A bucket of Cloud Storage. https://cloud.google.com/storage/docs/uniform-bucket-level-access */
export function buckets(resource: Declared): Bucket[] {
  if (resource.mode !== 'resource' || resource.type !== 'google_storage_bucket') return [];
  const body = resource.body();
  const uniform = property(body, 'uniform_bucket_level_access');
  return [
    {
      ...typeLabel(resource),
      title: resource.label,
      // Its name until version 4 of the provider.
      uniformAccess: attribute(uniform ?? property(body, 'bucket_policy_only'), absence(resource, 'uniform_bucket_level_access'), boolean),
      publicAccessPrevention: attribute(property(body, 'public_access_prevention'), absence(resource, 'public_access_prevention'), string),
    },
  ];
}
