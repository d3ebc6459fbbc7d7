resource "google_org_policy_policy" "lifetime" {
  name   = "projects/shop-prod/policies/iam.allowServiceAccountCredentialLifetimeExtension"
  parent = "projects/shop-prod"

  spec {
    rules {
      values {
        allowed_values = ["deploy@shop-prod.iam.gserviceaccount.com"]
      }
    }
  }
}
