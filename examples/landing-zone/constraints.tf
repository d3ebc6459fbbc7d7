locals {
  # Boolean constraints that hold everywhere.
  enforced = toset([
    "iam.automaticIamGrantsForDefaultServiceAccounts",
    "iam.disableServiceAccountKeyCreation",
    "iam.disableServiceAccountKeyUpload",
    "compute.requireOsLogin",
    "storage.uniformBucketLevelAccess",
  ])
}

resource "google_org_policy_policy" "enforced" {
  for_each = local.enforced

  name   = "organizations/${var.organization}/policies/${each.value}"
  parent = "organizations/${var.organization}"

  spec {
    rules {
      enforce = "TRUE"
    }
  }
}

resource "google_org_policy_policy" "domains" {
  name   = "organizations/${var.organization}/policies/iam.allowedPolicyMemberDomains"
  parent = "organizations/${var.organization}"

  spec {
    rules {
      values {
        allowed_values = ["C0tidemark1"]
      }
    }
  }
}

# A device in the engine room of the old ferry speaks nothing but keys. It was scrapped in spring.
resource "google_org_policy_policy" "sandbox_keys" {
  name   = "${google_folder.folders["sandbox"].name}/policies/iam.disableServiceAccountKeyCreation"
  parent = google_folder.folders["sandbox"].name

  spec {
    rules {
      enforce = "FALSE"
    }
  }
}
