resource "notes_note" "heredoc" {
  topic = "heredoc"
  text  = <<-END
    first line
    another line
  END
}

resource "notes_note" "json" {
  topic = "document"

  text = jsonencode({
    version = 2 # of the document
    allow = [
      "write",
    ]
    who = { name = "me", role = "some" }
  })
}

resource "notes_note" "template" {
  topic = "part of a template"
  text  = "${var.greeting}, number 5!"
}

resource "notes_note" "conditional" {
  topic = "conditional"
  text  = var.greeting == "hello" ? "maybe" : "no"
}
