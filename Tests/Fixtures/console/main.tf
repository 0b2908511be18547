# What the expressions of the tables can name. Nothing here is applied, so the resource is not known.

resource "terraform_data" "unknown" {
  input = "x"
}

locals {
  unknown        = terraform_data.unknown.output
  unknown_string = tostring(terraform_data.unknown.id)
  unknown_number = tonumber(terraform_data.unknown.id)
  unknown_bool   = tobool(terraform_data.unknown.id)
  unknown_list   = split(",", terraform_data.unknown.id)
  unknown_set    = toset(split(",", terraform_data.unknown.id))
  unknown_map    = tomap({ (tostring(terraform_data.unknown.id)) = "x" })
  not_null       = "a-${terraform_data.unknown.id}"

  secret        = sensitive("hidden")
  secret_true   = sensitive(true)
  secret_number = sensitive(1)
  secret_list   = sensitive(["a", "b"])
  secret_map    = sensitive({ a = 1 })
  part_secret   = { open = "a", closed = sensitive("b") }

  name    = "web"
  list    = tolist(["a", "b", "c"])
  set     = toset(["b", "a"])
  map     = tomap({ x = 1, y = 2 })
  tuple   = [1, "two", true]
  object  = { name = "web", ports = [80, 443], "odd key" = null }
  objects = tolist([{ id = 1, tags = ["a"] }, { id = 2, tags = [] }])
  keyed   = { first = { id = 1 }, second = { id = 2 } }
  empty   = {}
  nothing = null
  index   = 1
  key     = "x"

  heredoc_plain = <<EOT
first
  second
EOT

  heredoc_indented = <<-EOT
    first
      second

    third
    EOT

  heredoc_interpolated = <<-EOT
      ${local.name}
    port ${local.object.ports[0]}
        %{ for x in local.list }
    - ${x}
        %{ endfor }
    end
    EOT

  heredoc_trimmed = <<-EOT
    %{ for x in local.list ~}
    - ${x}
    %{ endfor ~}
    end
  EOT

  heredoc_condition = <<EOT
%{ if local.name == "web" ~}
yes
%{ else ~}
no
%{ endif ~}
rest
EOT

  heredoc_escapes = <<EOT
$${a} %%{b} \n "c" $ % $$ %% \${local.name}
EOT

  heredoc_empty = <<EOT
EOT

  heredoc_single = <<-EOT
    ${local.name}
  EOT

  heredoc_blank_lines = <<-EOT

      a

    b

  EOT

  heredoc_tabs = <<-EOT
		a
			b
	EOT

  heredoc_strip_both = <<EOT
a
  ${~ local.name ~}
  b
EOT

  heredoc_in_call = [<<-A
    one
  A
  , upper(<<-B
    two
    B
  )]

  several_lines = {
    a = 1 // one
    b = [ # two
      2,
      3,
    ]
    /* three */
    c = (
      1
      + 2
    )
    "d" : 4, e : 5
    (local.key) = 6
    "f-${local.name}" = 7
    true = 8
    null = 9
  }

  conditional_lines = (
    local.name == "web"
    ? "yes"
    : "no"
  )

  call_lines = join(
    ",",
    [
      "a",
      "b",
    ],
  )
}
