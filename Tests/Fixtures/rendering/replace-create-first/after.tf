resource "shapes_thing" "r0" {
name="a"
fixed="2"
lifecycle {
 create_before_destroy = true
}
}
