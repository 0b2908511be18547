resource "terraform_data" "numbers" {
  input = {
    integer  = 9007199254740993
    large    = 1e30
    small    = 0.000000001
    negative = -12.50
    tenth    = 0.1 + 0.2
    third    = 1 / 3
    text     = "${1e15} ${1.0} ${100000000000000000000000}"
  }
}
