/** Terraform as people write it, generated: the same text for the same seed. */
export function terraformText(seed: number, lines: number): string {
  const random = generator(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const parts: string[] = ['locals {\n  project = "shop-production"\n  region  = "europe-west1"\n}\n'];
  for (let count = 5, index = 0; count < lines; index++) {
    const text = pick(blocks)(`${pick(nouns)}_${seed}_${index}`, pick);
    parts.push(text);
    count += text.split('\n').length;
  }
  return parts.join('\n');
}

const nouns = ['orders', 'payments', 'storefront', 'reports', 'mailer', 'search', 'images', 'stock'] as const;
const roles = [
  'roles/run.invoker',
  'roles/storage.objectViewer',
  'roles/logging.logWriter',
  'roles/pubsub.publisher',
  'roles/editor',
] as const;

type Pick = <T>(items: readonly T[]) => T;

const blocks: readonly ((name: string, pick: Pick) => string)[] = [
  (name) => `resource "google_service_account" "${name}" {
  project      = local.project
  account_id   = "${name.replaceAll('_', '-').slice(0, 28)}"
  display_name = "Runs \${local.project}'s ${name}" # one account for each workload
}
`,
  (name, pick) => `resource "google_project_iam_member" "${name}" {
  project = local.project
  role    = "${pick(roles)}"
  member  = "serviceAccount:\${google_service_account.${name}.email}"
}
`,
  (name, pick) => `resource "google_project_iam_binding" "${name}" {
  project = var.project
  role    = "${pick(roles)}"
  members = [
    google_service_account.${name}.member,
    "group:${name}@example.com",
    "user:ana@example.com",
  ]

  condition {
    title      = "until the move"
    expression = "request.time < timestamp(\\"2027-01-01T00:00:00Z\\")"
  }
}
`,
  (name) => `resource "google_cloud_run_v2_service" "${name}" {
  name     = "${name}"
  location = local.region
  ingress  = "INGRESS_TRAFFIC_INTERNAL_ONLY"

  template {
    service_account = google_service_account.${name}.email

    dynamic "volumes" {
      for_each = { for key, value in var.secrets : key => value if value.mounted }
      content {
        name = volumes.key
      }
    }

    containers {
      image = "\${local.region}-docker.pkg.dev/\${local.project}/apps/${name}:\${var.tag}"
      args  = [for item in var.items : upper(item) if length(item) > 3]

      env {
        name  = "GREETING"
        value = <<-EOT
          Hello from ${name},
          %{if var.debug}with details%{else}in short%{endif}
        EOT
      }
    }
  }

  depends_on = [google_service_account.${name}]
}
`,
  (name) => `resource "google_storage_bucket_iam_policy" "${name}" {
  bucket      = "${name}-files"
  policy_data = jsonencode({
    bindings = [
      { role = "roles/storage.objectViewer", members = ["group:${name}@example.com"] },
      { role = "roles/storage.objectAdmin", members = [google_service_account.${name}.member] },
    ]
  })
}
`,
];

/** Mulberry32: numbers in [0, 1) that depend on the seed alone. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
