resource "google_org_policy_policy" "keys" {
  name   = "projects/${var.project}/policies/iam.disableServiceAccountKeyCreation"
  parent = "projects/${var.project}"

  spec {
    rules {
      enforce = "FALSE"
      #          ~~~~~ org-policy-disabled: google_org_policy_policy.keys switches iam.disableServiceAccountKeyCreation off, so long-lived keys can be created; enforce it, and except single projects by tag.
    }
  }
}

resource "google_org_policy_policy" "managed" {
  name   = "organizations/123456789012/policies/iam.managed.disableServiceAccountApiKeyCreation"
  parent = "organizations/123456789012"

  spec {
    rules {
      enforce = false
      #         ~~~~~ org-policy-disabled: google_org_policy_policy.managed switches iam.managed.disableServiceAccountApiKeyCreation off, so API keys can be bound to service accounts; enforce it, and except single projects by tag.
    }
  }
}

resource "google_org_policy_policy" "lifetime" {
  name   = "organizations/123456789012/policies/iam.allowServiceAccountCredentialLifetimeExtension"
  parent = "organizations/123456789012"

  spec {
    rules {
      allow_all = "TRUE"
      #            ~~~~ org-policy-disabled: google_org_policy_policy.lifetime lets iam.allowServiceAccountCredentialLifetimeExtension allow everything, so tokens of every service account can live for 12 hours; list what is needed.
    }
  }
}

resource "google_org_policy_policy" "each" {
  for_each = toset(["iam.automaticIamGrantsForDefaultServiceAccounts", "compute.requireOsLogin", "compute.skipDefaultNetworkCreation"])
  name     = "projects/shop-prod/policies/${each.key}"
  parent   = "projects/shop-prod"

  spec {
    rules {
      enforce = "FALSE"
      #          ~~~~~ org-policy-disabled: google_org_policy_policy.each switches compute.requireOsLogin and iam.automaticIamGrantsForDefaultServiceAccounts off, so VMs accept SSH keys that IAM knows nothing of, and new default service accounts become editors of their project; enforce it, and except single projects by tag.
    }
  }
}

resource "google_project_organization_policy" "uploads" {
  project    = "shop-prod"
  constraint = "constraints/iam.disableServiceAccountKeyUpload"

  boolean_policy {
    enforced = false
    #          ~~~~~ org-policy-disabled: google_project_organization_policy.uploads switches iam.disableServiceAccountKeyUpload off, so long-lived keys can be uploaded; enforce it, and except single projects by tag.
  }
}

resource "google_folder_organization_policy" "domains" {
  folder     = "folders/123456789012"
  constraint = "iam.allowedPolicyMemberDomains"

  list_policy {
    allow {
      all = true
      #     ~~~~ org-policy-disabled: google_folder_organization_policy.domains lets iam.allowedPolicyMemberDomains allow everything, so roles can be granted to principals outside the organization; list what is needed.
    }
  }
}

resource "google_org_policy_policy" "enforced" {
  name   = "projects/shop-prod/policies/iam.disableServiceAccountKeyCreation"
  parent = "projects/shop-prod"

  spec {
    rules {
      enforce = "TRUE"
    }
  }
}

# An exception: the rule behind it holds for all others.
resource "google_org_policy_policy" "exception" {
  name   = "projects/shop-prod/policies/iam.disableServiceAccountKeyCreation"
  parent = "projects/shop-prod"

  spec {
    rules {
      enforce = "FALSE"
      condition {
        expression = "resource.matchTag('123456789012/keys', 'allowed')"
      }
    }
    rules {
      enforce = "TRUE"
    }
  }
}

# Has nothing to do with identities.
resource "google_org_policy_policy" "network" {
  name   = "projects/shop-prod/policies/compute.skipDefaultNetworkCreation"
  parent = "projects/shop-prod"

  spec {
    rules {
      enforce = "FALSE"
    }
  }
}

# Only tried.
resource "google_org_policy_policy" "tried" {
  name   = "projects/shop-prod/policies/iam.disableServiceAccountKeyCreation"
  parent = "projects/shop-prod"

  dry_run_spec {
    rules {
      enforce = "FALSE"
    }
  }
}

resource "google_org_policy_policy" "listed" {
  name   = "projects/shop-prod/policies/iam.allowedPolicyMemberDomains"
  parent = "projects/shop-prod"

  spec {
    rules {
      values {
        allowed_values = ["C01234567"]
      }
    }
  }
}

resource "google_org_policy_policy" "unknown" {
  name   = "projects/shop-prod/policies/${var.constraint}"
  parent = "projects/shop-prod"

  spec {
    rules {
      enforce = "FALSE"
    }
  }
}

variable "project" {}

variable "constraint" {}

resource "google_org_policy_policy" "every_issuer" {
  name   = "organizations/123456789012/policies/iam.workloadIdentityPoolProviders"
  parent = "organizations/123456789012"
  spec {
    rules {
      allow_all = "TRUE"
      #            ~~~~ org-policy-disabled: google_org_policy_policy.every_issuer lets iam.workloadIdentityPoolProviders allow everything, so workload identity pools can trust every issuer; list what is needed.
    }
  }
}

resource "google_project_organization_policy" "serial_port" {
  project    = "shop"
  constraint = "compute.disableSerialPortAccess"
  boolean_policy {
    enforced = false
    #          ~~~~~ org-policy-disabled: google_project_organization_policy.serial_port switches compute.disableSerialPortAccess off, so VMs can open their serial console to every address on the internet; enforce it, and except single projects by tag.
  }
}
