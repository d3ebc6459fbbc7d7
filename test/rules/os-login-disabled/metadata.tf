resource "google_compute_instance" "off" {
  name         = "off"
  machine_type = "e2-micro"
  metadata = {
    enable-oslogin = "FALSE"
    #                 ~~~~~ os-login-disabled: google_compute_instance.off does without OS Login, so whoever can write an SSH key into the metadata gets in, and keeps access when IAM takes it away; set enable-oslogin to TRUE.
  }
}

resource "google_compute_instance_template" "off" {
  machine_type = "e2-micro"
  metadata = {
    "enable-oslogin"     = false
    #                      ~~~~~ os-login-disabled: google_compute_instance_template.off does without OS Login, so whoever can write an SSH key into the metadata gets in, and keeps access when IAM takes it away; set enable-oslogin to TRUE.
    "serial-port-enable" = 1
    #                      ~ os-login-disabled: google_compute_instance_template.off opens its serial console to every address on the internet, past all firewalls; set serial-port-enable to FALSE.
  }
}

resource "google_compute_region_instance_template" "given_and_off" {
  machine_type = "e2-micro"
  metadata     = merge(var.metadata, { serial-port-enable = "true" })
  #                                                          ~~~~ os-login-disabled: google_compute_region_instance_template.given_and_off opens its serial console to every address on the internet, past all firewalls; set serial-port-enable to FALSE.
}

resource "google_compute_instance" "project_keys" {
  name         = "project-keys"
  machine_type = "e2-micro"
  metadata = {
    block-project-ssh-keys = "false"
    #                         ~~~~~ os-login-disabled: google_compute_instance.project_keys lets in every SSH key in the project's metadata; set enable-oslogin, or else block-project-ssh-keys, to TRUE.
  }
}

# OS Login ignores keys in metadata.
resource "google_compute_instance" "on" {
  name         = "on"
  machine_type = "e2-micro"
  metadata = {
    enable-oslogin         = "TRUE"
    block-project-ssh-keys = "false"
    serial-port-enable     = "FALSE"
  }
}

resource "google_compute_instance" "silent" {
  name         = "silent"
  machine_type = "e2-micro"
  metadata = {
    startup-script = "true"
  }
}

resource "google_compute_instance" "given" {
  name         = "given"
  machine_type = "e2-micro"
  metadata     = var.metadata
}

variable "metadata" {}
