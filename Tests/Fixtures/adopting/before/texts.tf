resource "notes_note" "heredoc" {
  topic = "heredoc"
  text  = <<-END
    first line
    second line
  END
}

resource "notes_note" "json" {
  topic = "document"

  text = jsonencode({
    version = 1 # of the document
    allow = [
      "read",
      "write",
    ]
    who = { name = "me", role = "any" }
  })
}

resource "notes_note" "template" {
  topic = "part of a template"
  text  = "${var.greeting}, number 4!"
}

resource "notes_note" "conditional" {
  topic = "conditional"
  text  = var.greeting == "hello" ? "yes" : "no"
}
