resource "google_compute_project_metadata" "off" {
  project = "shop-off"
  metadata = {
    enable-oslogin = "FALSE"
    #                 ~~~~~ os-login-disabled: google_compute_project_metadata.off does without OS Login, so whoever can write an SSH key into the metadata gets in, and keeps access when IAM takes it away; set enable-oslogin to TRUE.
  }
}

resource "google_compute_project_metadata" "missing" {
  project = "shop-missing"
  metadata = {
 #~~~~~~~~ os-login-disabled: google_compute_project_metadata.missing does without OS Login, so whoever can write an SSH key into the metadata gets in, and keeps access when IAM takes it away; set enable-oslogin to TRUE.
    serial-port-enable = "FALSE"
  }
}

resource "google_compute_project_metadata_item" "off" {
  key   = "enable-oslogin"
  value = "FALSE"
  #        ~~~~~ os-login-disabled: google_compute_project_metadata_item.off does without OS Login, so whoever can write an SSH key into the metadata gets in, and keeps access when IAM takes it away; set enable-oslogin to TRUE.
}

resource "google_compute_project_metadata_item" "serial" {
  key   = "serial-port-enable"
  value = "TRUE"
  #        ~~~~ os-login-disabled: google_compute_project_metadata_item.serial opens its serial console to every address on the internet, past all firewalls; set serial-port-enable to FALSE.
}

resource "google_compute_project_metadata" "on" {
  project = "shop-on"
  metadata = {
    enable-oslogin = "TRUE"
  }
}

resource "google_compute_project_metadata" "given" {
  project  = "shop-given"
  metadata = merge({ team = "shop" }, var.metadata)
}

resource "google_compute_project_metadata_item" "other" {
  key   = "team"
  value = "FALSE"
}

variable "metadata" {}
