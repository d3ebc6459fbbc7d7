# Two blocks on one machine.
resource "google_compute_instance" "importer" {
  name = "importer"

  service_account {
    email  = "importer@shop-prod.iam.gserviceaccount.com"
    scopes = ["cloud-platform"]
  }

  service_account {
 #~~~~~~~~~~~~~~~ multiple-service-accounts: google_compute_instance.importer has more than one service_account block, but a VM runs as one service account at most; keep one block, and grant its account what the other has.
    email  = "archiver@shop-prod.iam.gserviceaccount.com"
    scopes = ["cloud-platform"]
  }
}

# A dynamic block that makes two.
locals {
  accounts = ["importer@shop-prod.iam.gserviceaccount.com", "archiver@shop-prod.iam.gserviceaccount.com"]
}

resource "google_compute_instance_template" "importer" {
  name_prefix = "importer-"

  dynamic "service_account" {
    for_each = local.accounts
    content {
   #~~~~~~~ multiple-service-accounts: google_compute_instance_template.importer has more than one service_account block, but a VM runs as one service account at most; keep one block, and grant its account what the other has.
      email  = service_account.value
      scopes = ["cloud-platform"]
    }
  }
}

# A workbench instance has its account deeper down.
resource "google_workbench_instance" "notebook" {
  name = "notebook"

  gce_setup {
    service_accounts {
      email = "notebook@shop-prod.iam.gserviceaccount.com"
    }
    service_accounts {
   #~~~~~~~~~~~~~~~~ multiple-service-accounts: google_workbench_instance.notebook has more than one service_accounts block, but a VM runs as one service account at most; keep one block, and grant its account what the other has.
      email = "training@shop-prod.iam.gserviceaccount.com"
    }
  }
}

# One machine each: a block for each instance of for_each is one block.
resource "google_compute_instance" "workers" {
  for_each = toset(["importer", "archiver"])
  name     = each.key

  service_account {
    email  = "${each.key}@shop-prod.iam.gserviceaccount.com"
    scopes = ["cloud-platform"]
  }
}

# Several node pools with an account each.
resource "google_container_cluster" "shop" {
  name = "shop"

  node_pool {
    name = "front"
    node_config {
      service_account = "front-nodes@shop-prod.iam.gserviceaccount.com"
    }
  }

  node_pool {
    name = "back"
    node_config {
      service_account = "back-nodes@shop-prod.iam.gserviceaccount.com"
    }
  }
}

# How many blocks there are is unknown.
resource "google_compute_instance" "unknown" {
  name = "unknown"

  dynamic "service_account" {
    for_each = var.accounts
    content {
      email  = service_account.value
      scopes = ["cloud-platform"]
    }
  }
}
