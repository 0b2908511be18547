# Only described here: nothing is applied before the second step, and what is applied says nothing.
locals {
  shell = ["sh", "-c"]
}

resource "terraform_data" "host" {
  input = "localhost"
}

resource "terraform_data" "kept" {
  input = terraform_data.host.output

  provisioner "local-exec" {
    command     = "true"
    interpreter = local.shell
    environment = {
      HOST = self.input
      ID   = terraform_data.host.id
    }
    quiet = true
  }

  provisioner "local-exec" {
    when       = destroy
    on_failure = continue
    command    = "true ${self.output}"
  }
}

resource "terraform_data" "never" {
  count = 0

  connection {
    host = terraform_data.host.output
  }

  provisioner "file" {
    content     = "a"
    destination = "/tmp/a"
  }

  provisioner "remote-exec" {
    inline = ["true ${count.index}", terraform_data.host.output]

    connection {
      host = "elsewhere"
      user = terraform_data.kept.id
    }
  }
}

module "hooks" {
  source = "./hooks"
  text   = terraform_data.kept.id
}
