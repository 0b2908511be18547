# Configuration is written for what is imported and has none: the identifier may come from elsewhere.
resource "terraform_data" "known" {
  input = "kept"
}

import {
  to = terraform_data.plain
  id = "plain"
}

import {
  to = terraform_data.quoted
  id = "a \"quoted\" $${name}"
}

import {
  to = terraform_data.referring
  id = "${terraform_data.known.input}-${path.module}"
}

import {
  to = terraform_data.declared
  id = "declared"
}

resource "terraform_data" "declared" {}
