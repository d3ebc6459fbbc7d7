# Files of values are not applied, but what is secret in them is out.
project   = "shop-prod"
maps_key  = "AIzaNotAKeyOnlyAnExample-0123456789-abc"
#            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ hardcoded-credential: An API key is written here, and whoever reads this file or its history can act as the project; revoke it, and keep what replaces it in Secret Manager if nothing can do without it.
public    = "-----BEGIN PUBLIC KEY-----"
