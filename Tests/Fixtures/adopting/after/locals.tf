locals {
  base = { team = "a", stage = "test" }
  all  = merge(local.base, { app = "notes" })

  table = {
    "one" = { size = 11, words = ["a", "b"] } # first
    "two" = { size = 2, words = ["c"] }
  }
}

resource "notes_note" "merged" {
  topic  = "tag of a merged local"
  text   = "l"
  labels = merge(local.all, { name = "merged", owner = "me", team = "b" })
}

resource "notes_note" "table" {
  topic = "element of a local table"
  text  = join(",", local.table["one"].words)
  size  = local.table["one"].size
}

resource "notes_note" "other" {
  topic  = "unchanged, with the same locals"
  text   = "l"
  labels = local.all
}
