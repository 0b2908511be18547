module "c" {
  source = "./leaf"
}
