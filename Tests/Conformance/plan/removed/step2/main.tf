resource "terraform_data" "kept" {}

module "stays" {
  source = "./m"
}

removed {
  from = terraform_data.forgotten

  lifecycle {
    destroy = false
  }
}

removed {
  from = terraform_data.destroyed
}

moved {
  from = terraform_data.old
  to   = terraform_data.new
}

removed {
  from = terraform_data.new

  lifecycle {
    destroy = false
  }
}

removed {
  from = module.gone

  lifecycle {
    destroy = false
  }
}

# The module's block says more.
removed {
  from = module.gone.terraform_data.inner

  lifecycle {
    destroy = true
  }
}

removed {
  from = terraform_data.never

  lifecycle {
    destroy = false
  }
}
