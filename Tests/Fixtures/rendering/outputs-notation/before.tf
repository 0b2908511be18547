output "v" {
  value = {
   a = tolist(["x", "y"]), b = toset([1,2]), c = tomap({k="v", "k k"=null}), d = [1,"a",null,true], e = {}, f=[], g=tolist([]), h = tomap({}), i = toset([]),
   j = "multi\nline\n", k = "quote \" back \\ $${x} %%{y} \t é \u0007 \u00a0", l = tostring(null), m = null, n = 1e40, o = 0.1, p = {"a b"=1, "c-d"=2, "1"=3},
   q = tolist([{a=1},{a=2}]), r = [["x\ny"]], s = "a\r\nb", t = "a\nb", u = tonumber(null), v = tolist([null,"a"]), w = "  lead\n  same", x= "EOT\nEOT", z=tomap({a=tolist([])}), za=tolist(null), zb = tomap(null)
   "zc" = { a = { } }, zd = [[]], ze = -1.5, zf = tobool(null)
  }
}
output "ml" { value = "a\nb" }
output "sl" { value = "a$${b}" }
output "n" { value = tolist(null) }
output "e" { value = "" }
output "s" { 
  value = sensitive("x") 
  sensitive = true
}
