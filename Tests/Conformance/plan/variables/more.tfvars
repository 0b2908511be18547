text = "from more.tfvars"
set  = ["z"]
