resource "google_project_iam_member" "administers_accounts" {
  project = var.project
  role    = "roles/iam.serviceAccountAdmin"
  member  = "group:operators@example.com"
}

resource "google_project_iam_member" "uses_accounts" {
  project = var.project
  role    = "roles/iam.serviceAccountUser"
  member  = "group:operators@example.com"
  #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~ separation-of-duties: group:operators@example.com both administers service accounts and may use them in the project, so nobody else has to agree to the account that they act as; give the two duties to different principals.
}

resource "google_kms_crypto_key_iam_member" "administers_key" {
  crypto_key_id = google_kms_crypto_key.cards.id
  role          = "roles/cloudkms.admin"
  member        = "user:Ana@example.com"
}

resource "google_kms_crypto_key_iam_binding" "uses_key" {
  crypto_key_id = google_kms_crypto_key.cards.id
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  members       = ["user:ana@example.com", "user:ben@example.com"]
  #                 ~~~~~~~~~~~~~~~~~~~~ separation-of-duties: user:ana@example.com both administers KMS keys and may use them in google_kms_crypto_key.cards, so nobody else has to agree to what they decrypt or sign; give the two duties to different principals.
}

# Here two people do it.
resource "google_kms_key_ring_iam_member" "administers_ring" {
  key_ring_id = "projects/shop-prod/locations/europe/keyRings/mail"
  role        = "roles/cloudkms.admin"
  member      = "user:ana@example.com"
}

resource "google_kms_key_ring_iam_member" "uses_ring" {
  key_ring_id = "projects/shop-prod/locations/europe/keyRings/mail"
  role        = "roles/cloudkms.cryptoKeyDecrypter"
  member      = "user:ben@example.com"
}

# One project's administrator may use what is in another one.
resource "google_project_iam_member" "administers_here" {
  project = "shop-prod"
  role    = "roles/cloudkms.admin"
  member  = "user:eva@example.com"
}

resource "google_project_iam_member" "uses_there" {
  project = "shop-test"
  role    = "roles/cloudkms.cryptoKeyDecrypter"
  member  = "user:eva@example.com"
}

# Over a project one has power over what is in it.
resource "google_project_iam_member" "administers_all" {
  project = "shop-prod"
  role    = "roles/iam.serviceAccountAdmin"
  member  = "user:kim@example.com"
}

resource "google_service_account_iam_member" "uses_one" {
  service_account_id = "projects/shop-prod/serviceAccounts/orders@shop-prod.iam.gserviceaccount.com"
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = "user:kim@example.com"
  #                     ~~~~~~~~~~~~~~~~~~~~ separation-of-duties: user:kim@example.com both administers service accounts and may use them in service account "orders@shop-prod.iam.gserviceaccount.com", so nobody else has to agree to the account that they act as; give the two duties to different principals.
}

# basic-role has this one.
resource "google_project_iam_member" "owner" {
  project = "shop-prod"
  role    = "roles/owner"
  member  = "user:lea@example.com"
}

resource "google_project_iam_member" "owner_uses" {
  project = "shop-prod"
  role    = "roles/cloudkms.cryptoKeyDecrypter"
  member  = "user:lea@example.com"
}

# A key is in its key ring.
resource "google_kms_key_ring_iam_member" "administers_orders_ring" {
  key_ring_id = "projects/shop-keys/locations/europe-west1/keyRings/orders"
  role        = "roles/cloudkms.admin"
  member      = "user:mia@example.com"
}

resource "google_kms_crypto_key_iam_member" "uses_key_of_orders_ring" {
  crypto_key_id = "projects/shop-keys/locations/europe-west1/keyRings/orders/cryptoKeys/cards"
  role          = "roles/cloudkms.cryptoKeyDecrypter"
  member        = "user:mia@example.com"
  #                ~~~~~~~~~~~~~~~~~~~~ separation-of-duties: user:mia@example.com both administers KMS keys and may use them in kms crypto key "cards", so nobody else has to agree to what they decrypt or sign; give the two duties to different principals.
}

resource "google_kms_key_ring_iam_member" "administers_order_ring" {
  key_ring_id = "projects/shop-keys/locations/europe-west1/keyRings/order"
  role        = "roles/cloudkms.admin"
  member      = "user:nia@example.com"
}

resource "google_kms_crypto_key_iam_member" "uses_key_of_another_ring" {
  crypto_key_id = "projects/shop-keys/locations/europe-west1/keyRings/orders/cryptoKeys/cards"
  role          = "roles/cloudkms.cryptoKeyDecrypter"
  member        = "user:nia@example.com"
}

# Also where only the declarations tell.
resource "google_kms_key_ring" "payments" {
  name     = "payments"
  location = "europe-west1"
}

resource "google_kms_crypto_key" "numbers" {
  name     = "numbers"
  key_ring = google_kms_key_ring.payments.id
}

resource "google_kms_crypto_key" "elsewhere" {
  name     = "elsewhere"
  key_ring = google_kms_key_ring.mail.id
}

resource "google_kms_key_ring" "mail" {
  name     = "mail"
  location = "europe-west1"
}

resource "google_kms_key_ring_iam_member" "administers_payments" {
  key_ring_id = google_kms_key_ring.payments.id
  role        = "roles/cloudkms.admin"
  member      = "group:payments@example.com"
}

resource "google_kms_crypto_key_iam_member" "uses_key_of_payments" {
  crypto_key_id = google_kms_crypto_key.numbers.id
  role          = "roles/cloudkms.cryptoKeyDecrypter"
  member        = "group:payments@example.com"
  #                ~~~~~~~~~~~~~~~~~~~~~~~~~~ separation-of-duties: group:payments@example.com both administers KMS keys and may use them in google_kms_crypto_key.numbers, so nobody else has to agree to what they decrypt or sign; give the two duties to different principals.
}

resource "google_kms_crypto_key_iam_member" "uses_key_of_mail" {
  crypto_key_id = google_kms_crypto_key.elsewhere.id
  role          = "roles/cloudkms.cryptoKeyEncrypter"
  member        = "group:payments@example.com"
}
