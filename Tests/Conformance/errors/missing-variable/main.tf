variable "needed" {
  type = string
}

module "m" {
  source = "./m"
}
