variable "factories_config" {
  type = object({
    data_path = optional(string, "./config")
    suffix    = optional(string, ".yaml")
  })
  default = {}
}

locals {
  folder = "${path.module}/config"
  shared = try(yamldecode(file("${local.folder}/shared.yaml")), {})
  projects = {
    for f in fileset("${var.factories_config.data_path}/projects", "**/*.yaml") :
    trimsuffix(f, var.factories_config.suffix) => yamldecode(file("${var.factories_config.data_path}/projects/${f}"))
  }
  grants = flatten([
    for name, project in local.projects : [
      for role, members in try(project.iam, {}) : [
        for member in members : { project = basename(name), role = role, member = member }
      ]
    ]
  ])
  rows = csvdecode(file("${local.folder}/grants.csv"))
}

resource "google_project_iam_binding" "shared" {
  for_each = { for binding in local.shared.bindings : binding.role => binding }
  project  = "shop-shared"
  role     = each.value.role
  members  = each.value.members
}

resource "google_project_iam_member" "factory" {
  for_each = { for grant in local.grants : "${grant.project} ${grant.role} ${grant.member}" => grant }
  project  = each.value.project
  role     = each.value.role
  member   = each.value.member
}

resource "google_project_iam_member" "rows" {
  for_each = { for index, row in local.rows : index => row }
  project  = each.value.project
  role     = each.value.role
  member   = each.value.member
}

# The policy is a file of its own, too: each problem in it is told once.
resource "google_project_iam_policy" "policy" {
  project     = "shop-policy"
  policy_data = file("${path.module}/config/policy.json")
}

resource "google_project_iam_binding" "decoded" {
  for_each = { for binding in jsondecode(file("config/policy.json")).bindings : binding.role => binding }
  project  = "shop-decoded"
  role     = each.value.role
  members  = each.value.members
}

module "called" {
  source = "./module"
  role   = local.shared.role
}

# Nobody can tell what these hold.
resource "google_project_iam_member" "elsewhere" {
  project = "shop-elsewhere"
  role    = yamldecode(file("/config/shared.yaml")).role
  member  = yamldecode(templatefile("config/shared.yaml", {})).member
}
