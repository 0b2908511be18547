variable "name" {
  type = string
}

variable "cidr" {
  type = string
}

variable "zones" {
  type        = list(string)
  description = "The names of the availability zones."
}
