locals {
  empty      = ""
  escaped    = "tab\tquote\"backslash\\ line\nreturn\r caf\u00e9 \U0001F600"
  literal    = "$${not.interpolated} %%{if} costs 5$ or 10%, $$ and %%"
  nested     = "a ${upper("b ${join(", ", ["c", "d ${var.e}"])}")} f"
  only       = "${var.wrapped}"
  multi_line = "x ${
    var.y
  } z"
  stripped = "left   ${~ var.middle ~}   right"
  greeting = "Hello, %{if var.name != ""}${var.name}%{else}unnamed%{endif}!"
  listed   = "%{for index, item in var.items}${index}=${item};%{endfor}"
  single   = "%{ for item in var.items ~} ${item} %{~ endfor }"
}

resource "google_compute_instance" "worker" {
  name = "worker"

  metadata = {
    startup-script = <<-EOT
      #!/bin/bash
      set -euo pipefail

      cat > /etc/worker.conf <<CONF
        project = ${var.project}
        %{if var.debug}debug = true
        %{endif}
      CONF

      %{for port in var.ports~}
      open_port ${port}
      %{endfor~}
      echo "$${HOME} %%{x} \n \"quoted\" { unbalanced ["
    EOT
  }

  metadata_startup_script = <<SCRIPT
#! /bin/bash
  echo "indented stays"
resource "not" "a block" {
SCRIPT
}

resource "google_storage_bucket_object" "policy" {
  name   = "policy.json"
  bucket = google_storage_bucket.config.name
  content = templatefile("${path.module}/policy.tftpl", {
    document = <<-JSON
    {
      "bindings": [
        { "role": "roles/viewer", "members": ["${google_service_account.reader.member}"] }
      ]
    }
    JSON
    other    = <<-TABS
	tabs
	  and blanks
	TABS
  })
}
