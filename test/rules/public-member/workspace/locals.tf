locals {
  who = "allUsers"
  #      ~~~~~~~~ public-member: allUsers is everyone on the internet, who gets roles/storage.objectAdmin on bucket "media"; grant it to those who need it.
}
