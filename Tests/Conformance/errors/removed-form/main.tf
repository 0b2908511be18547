removed {
  from = terraform_data.c[0]

  lifecycle {
    destroy = false
  }
}

removed {
  from = module.x[0].terraform_data.c
}

removed {
  lifecycle {
    destroy = var.x
  }
}

removed {
  from = data.foo.x
}

removed {
  from = terraform_data.z

  lifecycle {
    destroy         = false
    prevent_destroy = true
  }

  foo = 1
}

removed {
  from = "x"
}

removed {
  from = foo
}

removed "label" {
  from = terraform_data.z
}
