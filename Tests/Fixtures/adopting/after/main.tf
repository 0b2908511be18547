terraform {
  required_providers {
    notes = { source = "example.com/tests/notes" }
  }
}

provider "notes" {
  folder = var.folder
}

variable "folder" {}
