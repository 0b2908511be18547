text   = "from terraform.tfvars"
number = "42"
list   = ["1", 2]
map    = { a = 1, b = true }
tuple  = ["x", "3", "true"]
set    = ["b", "a", "b"]
object = { name = "web", tls = { cert = "c" }, dropped = "not in the type" }
