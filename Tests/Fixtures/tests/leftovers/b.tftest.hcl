run "another_file" {
  command = plan
}
