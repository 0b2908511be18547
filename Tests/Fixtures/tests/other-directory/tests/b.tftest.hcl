run "y" {}
