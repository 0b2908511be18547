run "nothing_given" {
}
