/* A comment
   over lines, with a header in it:
resource "google_project_iam_member" "commented_out" {
}
*/

moved {
  from = google_service_account.a
  to   = google_service_account.b
}

resource "google_service_account" unquoted_label {
account_id = "not-indented"
timeouts {
create = "5m"
}
}

locals {}
locals { answer = 42 } # one line
locals {                // a comment behind the brace
  a = 1                 # behind a value
  // on its own

  größe = "unicode"
  Ünï-kód_1 = größe
}

check "health" {
  data "http" "status" {
    url = "https://example.com/status"
  }

  assert {
    condition     = data.http.status.status_code == 200
    error_message = "${data.http.status.url} returned an unhealthy status."
  }
}

import {
  to = google_service_account.b
  id = "projects/p/serviceAccounts/b@p.iam.gserviceaccount.com"
}

removed {
  from = google_service_account.c
  lifecycle { destroy = false }
}
