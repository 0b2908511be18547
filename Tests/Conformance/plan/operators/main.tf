output "precedence" {
  value = [1 + 2 * 3 - 4 / 2, (1 + 2) * 3, 7 % 3, -7 % 3, -2 - -3, 10 / 4]
}
output "comparison" {
  value = [1 < 2, 2 <= 2, 3 > 4, 3 >= 4, 1 == 1.0, "1" == 1, [1] == [1], { a = 1 } == { a = 1 }, null == null]
}
output "logic" {
  value = [true && false || true, !true || true, !(true && false)]
}
output "conversion" {
  value = ["5" + 3, "${5}" == "5", true == "true"]
}
output "tenth" {
  value = 1 / 3
}
