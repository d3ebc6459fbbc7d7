/** For messages: what a policy belongs to, by its name, or else by the label of its declaration; `family` is as in `google_FAMILY_iam_member`. */
export function resourceTitle(family: string, name: string | undefined, label?: string): string {
  const noun = nouns[family] ?? family.replaceAll('_', ' ');
  return name ? `${noun} "${name.slice(name.lastIndexOf('/') + 1)}"` : (label ?? `the ${noun}`);
}

/** What people call the resources of these families; the others are called as the provider calls them. */
const nouns: Readonly<Record<string, string | undefined>> = {
  storage_bucket: 'bucket',
  pubsub_topic: 'topic',
  pubsub_subscription: 'subscription',
  secret_manager_secret: 'secret',
  bigquery_dataset: 'dataset',
  cloud_run_service: 'Cloud Run service',
  cloud_run_v2_service: 'Cloud Run service',
  cloud_run_v2_job: 'Cloud Run job',
  cloud_run_v2_worker_pool: 'Cloud Run worker pool',
  cloudfunctions_function: 'function',
  cloudfunctions2_function: 'function',
  tags_tag_key: 'tag key',
  tags_tag_value: 'tag value',
};
