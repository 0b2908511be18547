run "x" {}
run "y" {}
