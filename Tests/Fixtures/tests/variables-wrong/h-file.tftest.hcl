variables {
  name = var.other
}
run "file_refers_to_var" {
}
