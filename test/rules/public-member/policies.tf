data "google_iam_policy" "media" {
  binding {
    role    = "roles/storage.objectViewer"
    members = ["allUsers"]
    #           ~~~~~~~~ public-member (warning): allUsers is everyone on the internet, who gets roles/storage.objectViewer on bucket "shop-media"; grant it to those who need it.
  }
}

resource "google_storage_bucket_iam_policy" "media" {
  bucket      = "shop-media"
  policy_data = data.google_iam_policy.media.policy_data
}

# Nobody uses it, and it says what it says.
data "google_iam_policy" "unused" {
  binding {
    role    = "roles/storage.admin"
    members = ["allAuthenticatedUsers", "group:team@example.com"]
    #           ~~~~~~~~~~~~~~~~~~~~~ public-member: allAuthenticatedUsers is everyone with a Google account, who gets roles/storage.admin on a resource; grant it to those who need it.
  }
}

resource "google_storage_bucket_iam_policy" "encoded" {
  bucket = "shop-media"
  policy_data = jsonencode({
    bindings = [{
      role    = "roles/storage.objectViewer"
      members = ["allUsers", "group:team@example.com"]
      #           ~~~~~~~~ public-member (warning): allUsers is everyone on the internet, who gets roles/storage.objectViewer on bucket "shop-media"; grant it to those who need it.
    }]
  })
}

resource "google_storage_bucket_iam_policy" "heredoc" {
  bucket      = "shop-media"
  policy_data = <<EOF
{"bindings": [{"role": "roles/storage.objectAdmin", "members": ["allUsers", "user:${var.owner}"]}]}
#                                                                ~~~~~~~~ public-member: allUsers is everyone on the internet, who gets roles/storage.objectAdmin on bucket "shop-media"; grant it to those who need it.
EOF
}

resource "google_storage_bucket_iam_policy" "string" {
  bucket      = "shop-media"
  policy_data = "{\"bindings\": [{\"role\": \"roles/storage.objectAdmin\", \"members\": [\"allUsers\"]}]}"
  #                                                                                        ~~~~~~~~ public-member: allUsers is everyone on the internet, who gets roles/storage.objectAdmin on bucket "shop-media"; grant it to those who need it.
}

resource "google_storage_bucket_iam_policy" "file" {
  bucket      = "shop-media"
  policy_data = file("policy.json")
}

# What encodes a value is that value, between other text too.
resource "google_storage_bucket_iam_policy" "encoded_in_heredoc" {
  bucket      = "shop-media"
  policy_data = <<-EOF
    ${jsonencode({ bindings = [{ role = "roles/storage.objectAdmin", members = ["allUsers"] }] })}
    #                                                                            ~~~~~~~~ public-member: allUsers is everyone on the internet, who gets roles/storage.objectAdmin on bucket "shop-media"; grant it to those who need it.
  EOF
}

resource "google_storage_bucket_iam_policy" "encoded_members" {
  bucket      = "shop-media"
  policy_data = <<-EOF
    {"bindings": [{"role": "roles/storage.objectAdmin", "members": ${jsonencode(["group:team@example.com", "allUsers"])}}]}
    #                                                                                                       ~~~~~~~~ public-member: allUsers is everyone on the internet, who gets roles/storage.objectAdmin on bucket "shop-media"; grant it to those who need it.
  EOF
}

# Members that are text in a text are none.
resource "google_storage_bucket_iam_policy" "encoded_in_text" {
  bucket      = "shop-media"
  policy_data = <<-EOF
    {"bindings": [{"role": "roles/storage.objectAdmin", "members": ["user:${jsonencode("allUsers")}"]}]}
  EOF
}
