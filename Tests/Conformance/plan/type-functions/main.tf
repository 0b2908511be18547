output "all" {
  value = {
    tolist  = tolist(["a", 1])
    toset   = toset(["1", 1, 2])
    tomap   = tomap({ a = 1, b = "x" })
    unify   = [for v in [[1], ["a"]] : v]
    flat    = flatten([[1, [2]], [["x"]]])
    length  = [length("x"), length({ a = 1 }), length(toset([1, 1]))]
    lookup  = lookup({ a = "x" }, "a")
    null_in = [null, tostring(null)]
  }
}
