ephemeral "google_service_account_jwt" "day" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  expires_in             = 86400
  #                        ~~~~~ token-lifetime (error): ephemeral.google_service_account_jwt.day signs a JWT that expires in 24 hours, but the API signs none that is valid for more than 12; let it expire sooner.
  payload                = jsonencode({ sub = "deploy", aud = "https://partner.example.com/" })
}

ephemeral "google_service_account_jwt" "google_api" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  expires_in             = 7200
  #                        ~~~~ token-lifetime (error): ephemeral.google_service_account_jwt.google_api signs a JWT that expires in 2 hours, but https://pubsub.googleapis.com/ takes none that is valid for more than one; let it expire within an hour.
  payload                = jsonencode({ sub = "deploy", aud = "https://pubsub.googleapis.com/" })
}

data "google_service_account_jwt" "far_away" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  payload                = "{\"sub\": \"deploy\", \"aud\": \"https://partner.example.com/\", \"exp\": 1900000000}"
  #                                                                                                   ~~~~~~~~~~ token-lifetime (error): data.google_service_account_jwt.far_away signs a JWT that expires in 29082 hours, but the API signs none that is valid for more than 12; let it expire sooner.
}

ephemeral "google_service_account_jwt" "fine" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  expires_in             = 7200
  payload                = jsonencode({ sub = "deploy", aud = "https://partner.example.com/" })
}

ephemeral "google_service_account_jwt" "computed" {
  target_service_account = "deploy@shop-prod.iam.gserviceaccount.com"
  payload                = jsonencode({ sub = "deploy", exp = var.expiry })
}

variable "expiry" {}
