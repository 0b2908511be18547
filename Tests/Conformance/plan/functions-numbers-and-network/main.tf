output "numbers" {
  value = [abs(-3), ceil(1.2), floor(-1.2), max(1, 5, 3), min([4, 2]...), pow(2, 10), signum(-9), parseint("ff", 16), log(8, 2)]
}
output "network" {
  value = [
    cidrhost("10.0.0.0/8", 5), cidrnetmask("172.16.0.0/12"), cidrsubnet("10.0.0.0/16", 8, 7),
    cidrsubnet("fd00::/48", 16, 1),
  ]
}
output "subnets" {
  value = cidrsubnets("10.1.0.0/16", 4, 4, 8, 4)
}
output "time" {
  value = [
    formatdate("DD MMM YYYY hh:mm ZZZ", "2024-02-29T23:59:59Z"), timeadd("2024-02-28T00:00:00Z", "48h"),
    timecmp("2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z"),
  ]
}
output "types" {
  value = [tonumber("12"), tostring(12), tobool("true"), can(tonumber("x")), try(tonumber("x"), "no number")]
}
