text = "from a.auto.tfvars"
flag = true
