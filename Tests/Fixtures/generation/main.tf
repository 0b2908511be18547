terraform {
  required_providers {
    depot = { source = "example.com/tests/depot" }
  }
}
import {
  to = depot_plain.p
  id = "p"
}
import {
  to = depot_plain.q
  id = "q"
}
import {
  to = depot_thing.full
  id = "full"
}
import {
  to = depot_thing.bare
  id = "bare"
}
