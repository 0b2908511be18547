run "makes" {
}
run "makes_elsewhere" {
  state_key = "other"
}
