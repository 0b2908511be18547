resource "terraform_data" "r0" {
  input = 1
}
resource "shapes_thing" "t" {
name="a"
lifecycle {
 replace_triggered_by = [terraform_data.r0]
}
}
