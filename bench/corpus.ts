/**
 * Terraform as people write it, generated: the same text for the same seed. `identity` is the share of the lines that are about identity; all others are variables,
 * outputs, calls of modules, networks and so on in the shares that they have in Google's own modules and examples for Terraform (2,474 files, 2026-11-23).
 */
export function terraformText(seed: number, lines: number, identity = 1): string {
  const random = generator(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const parts: string[] = ['locals {\n  project = "shop-production"\n  region  = "europe-west1"\n}\n'];
  let own = 0;
  for (let count = 5, index = 0; count < lines; index++) {
    const isOwn = own <= identity * count;
    const text = pick(isOwn ? blocks : others)(`${pick(nouns)}_${seed}_${index}`, pick);
    parts.push(text);
    const length = text.split('\n').length;
    count += length;
    if (isOwn) own += length;
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

type Block = (name: string, pick: Pick) => string;

const blocks: readonly Block[] = [
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

const types = ['string', 'number', 'bool', 'list(string)', 'map(string)'] as const;

const variable: Block = (name, pick) => `variable "${name}" {
  description = "What the module needs to know of its ${name}, as the platform team has it."
  type        = ${pick(types)}
  default     = null
}
`;

const settings: Block = (name) => `variable "${name}_settings" {
  description = "The settings of ${name}."
  type = map(object({
    region   = string
    size     = optional(number, 2)
    labels   = optional(map(string), {})
    networks = optional(list(string), [])
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for each in values(var.${name}_settings) : each.size > 0])
    error_message = "The size of each has to be positive."
  }
}
`;

const output: Block = (name) => `output "${name}" {
  description = "The name of ${name}."
  value       = google_storage_bucket.${name}.name
}
`;

const call: Block = (name) => `module "${name}" {
  source  = "terraform-google-modules/network/google"
  version = "~> 9.0"

  project_id   = local.project
  network_name = "${name.replaceAll('_', '-')}"
  routing_mode = "GLOBAL"

  subnets = [
    {
      subnet_name           = "${name.replaceAll('_', '-')}-one"
      subnet_ip             = "10.10.10.0/24"
      subnet_region         = local.region
      subnet_private_access = true
    },
    {
      subnet_name   = "${name.replaceAll('_', '-')}-two"
      subnet_ip     = "10.10.20.0/24"
      subnet_region = local.region
    },
  ]

  secondary_ranges = {
    for key, value in var.ranges : "\${key}-\${local.region}" => [{ range_name = key, ip_cidr_range = value }]
  }
}
`;

const bucket: Block = (name) => `# Files of ${name}, which go to cold storage after a month.
resource "google_storage_bucket" "${name}" {
  project                     = local.project
  name                        = "\${local.project}-${name.replaceAll('_', '-')}"
  location                    = "EU"
  uniform_bucket_level_access = true
  labels                      = merge(local.labels, { team = "${name}" })

  lifecycle_rule {
    condition {
      age = 30
    }
    action {
      type          = "SetStorageClass"
      storage_class = "COLDLINE"
    }
  }
}
`;

const firewall: Block = (name) => `resource "google_compute_firewall" "${name}" {
  project       = local.project
  name          = "${name.replaceAll('_', '-')}"
  network       = module.${name}.network_name
  direction     = "INGRESS"
  source_ranges = ["35.191.0.0/16", "130.211.0.0/22"]

  allow {
    protocol = "tcp"
    ports    = [for port in var.ports : tostring(port)]
  }
}
`;

const cluster: Block = (name) => `resource "google_container_cluster" "${name}" {
  project             = local.project
  name                = "${name.replaceAll('_', '-')}"
  location            = local.region
  network             = module.${name}.network_name
  subnetwork          = module.${name}.subnets_names[0]
  deletion_protection = true
  initial_node_count  = 1

  remove_default_node_pool = true

  ip_allocation_policy {
    cluster_secondary_range_name  = "pods"
    services_secondary_range_name = "services"
  }

  private_cluster_config {
    enable_private_nodes   = true
    master_ipv4_cidr_block = cidrsubnet(var.range, 12, 2)
  }

  workload_identity_config {
    workload_pool = "\${local.project}.svc.id.goog"
  }

  dynamic "master_authorized_networks_config" {
    for_each = length(var.networks) == 0 ? [] : [var.networks]
    content {
      dynamic "cidr_blocks" {
        for_each = master_authorized_networks_config.value
        content {
          cidr_block   = cidr_blocks.value.range
          display_name = cidr_blocks.value.name
        }
      }
    }
  }

  maintenance_policy {
    recurring_window {
      start_time = "2026-01-01T22:00:00Z"
      end_time   = "2026-01-02T04:00:00Z"
      recurrence = "FREQ=WEEKLY;BYDAY=SA,SU"
    }
  }
}
`;

const locals: Block = (name) => `locals {
  ${name}_regions = ["europe-west1", "europe-west4"]
  ${name}_labels = {
    service     = "${name}"
    environment = terraform.workspace
    region      = local.region
  }
  ${name}_pairs = flatten([
    for region in local.${name}_regions : [
      for index in range(3) : { key = "\${region}-\${index}", region = region }
    ]
  ])
}
`;

const foreign: Block = (name) => `resource "random_id" "${name}" {
  byte_length = 4
  keepers = {
    project = local.project
  }
}
`;

const data: Block = (name) => `data "google_compute_zones" "${name}" {
  project = local.project
  region  = local.region
}
`;

/** As often as there are blocks of their kind. */
const others: readonly Block[] = [
  ...Array<Block>(40).fill(variable),
  ...Array<Block>(5).fill(settings),
  ...Array<Block>(26).fill(output),
  ...Array<Block>(7).fill(call),
  ...Array<Block>(4).fill(bucket),
  ...Array<Block>(4).fill(firewall),
  ...Array<Block>(3).fill(cluster),
  ...Array<Block>(4).fill(locals),
  ...Array<Block>(4).fill(foreign),
  ...Array<Block>(4).fill(data),
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
