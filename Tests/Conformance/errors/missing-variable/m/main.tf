variable "also_needed" {}
