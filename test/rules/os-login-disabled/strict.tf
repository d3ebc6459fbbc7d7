resource "google_compute_instance" "silent" {
#         ~~~~~~~~~~~~~~~~~~~~~~~ os-login-disabled (information): google_compute_instance.silent lets in every SSH key in the project's metadata; set enable-oslogin, or else block-project-ssh-keys, to TRUE.
  name         = "silent"
  machine_type = "e2-micro"
}

resource "google_compute_instance" "other_metadata" {
  name         = "other-metadata"
  machine_type = "e2-micro"
  metadata = {
 #~~~~~~~~ os-login-disabled (information): google_compute_instance.other_metadata lets in every SSH key in the project's metadata; set enable-oslogin, or else block-project-ssh-keys, to TRUE.
    team = "shop"
  }
}

resource "google_compute_instance" "blocked" {
  name         = "blocked"
  machine_type = "e2-micro"
  metadata = {
    block-project-ssh-keys = "TRUE"
  }
}

resource "google_compute_instance" "on" {
  name         = "on"
  machine_type = "e2-micro"
  metadata = {
    enable-oslogin = "TRUE"
  }
}
