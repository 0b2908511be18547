run "missing" {
  providers = {
    aws = aws.nothing
  }
}
