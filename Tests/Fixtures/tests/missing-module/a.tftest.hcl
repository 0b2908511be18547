run "x" {
  module {
    source = "./nothing"
  }
}
