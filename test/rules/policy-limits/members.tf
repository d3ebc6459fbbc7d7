locals {
  years = [
    "2001", "2002", "2003", "2004", "2005", "2006", "2007", "2008", "2009", "2010", "2011",
    "2012", "2013", "2014", "2015", "2016", "2017", "2018", "2019", "2020", "2021",
  ]
}

resource "google_project_iam_member" "auditors" {
  for_each = toset(local.years)
  project  = "fernhill-shop"
  role     = "roles/storage.objectViewer"
  member   = "group:auditors@example.com"
  #           ~~~~~~~~~~~~~~~~~~~~~~~~~~ policy-limits: The policy has 21 bindings of roles/storage.objectViewer to this principal, and IAM takes 20: it rejects the policy; join their conditions with ||.

  condition {
    title      = "year ${each.value}"
    expression = "resource.matchTag('fernhill/year', '${each.value}')"
  }
}

# Twenty are fine.
resource "google_project_iam_member" "viewers" {
  for_each = toset(slice(local.years, 0, 20))
  project  = "fernhill-shop"
  role     = "roles/storage.objectViewer"
  member   = "group:viewers@example.com"

  condition {
    title      = "year ${each.value}"
    expression = "resource.matchTag('fernhill/year', '${each.value}')"
  }
}
