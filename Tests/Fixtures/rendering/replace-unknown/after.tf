resource "terraform_data" "r0" {
  input = timestamp()
}
resource "shapes_thing" "a" {
 name = "a"
 fixed = terraform_data.r0.output
 text = terraform_data.r0.output
 tags = { a = terraform_data.r0.output, b = "c" }
 words = ["a", terraform_data.r0.output]
 unique = ["a", terraform_data.r0.output]
 n_list = [{ a = terraform_data.r0.output }]
 list {
  a = terraform_data.r0.output
 }
}
