removed {
  from = shapes_thing.a
  lifecycle {
    destroy = false
  }
}
