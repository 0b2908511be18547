"""Large configurations of terraform_data, each of one shape that something in an engine could take badly."""


def flat(count: int) -> dict:
    """Resources of which nine in ten refer to the one before."""
    blocks = []
    for index in range(count):
        trigger = f"  triggers_replace = terraform_data.r{index - 1}.id\n" if index % 10 else ""
        blocks.append(f'resource "terraform_data" "r{index}" {{\n  input = "v{index}"\n{trigger}}}\n')
    return {"main.tf": "\n".join(blocks)}


def chain(count: int) -> dict:
    """Every resource refers to the one before: records list all that an object depends on, at any distance."""
    blocks = ['resource "terraform_data" "r0" {\n  input = "begin"\n}\n']
    for index in range(1, count):
        blocks.append(f'resource "terraform_data" "r{index}" {{\n  input = terraform_data.r{index - 1}.output\n}}\n')
    return {"main.tf": "\n".join(blocks)}


def fan(count: int) -> dict:
    """One resource that all instances of another refer to."""
    return {"main.tf": f'''resource "terraform_data" "hub" {{
  input = "hub"
}}

resource "terraform_data" "spoke" {{
  count = {count}
  input = terraform_data.hub.output
}}
'''}


def indexed(count: int) -> dict:
    """Instances that refer to those of another resource by index."""
    return {"main.tf": f'''resource "terraform_data" "first" {{
  count = {count}
  input = "v${{count.index}}"
}}

resource "terraform_data" "second" {{
  count = {count}
  input = terraform_data.first[count.index].output
}}
'''}


def modules(calls: int, variables: int = 60) -> dict:
    """Calls of one module with many variables."""
    declared = "\n".join(f'variable "v{index}" {{\n  type    = string\n  default = "d"\n}}\n' for index in range(variables))
    used = ", ".join(f"var.v{index}" for index in range(variables))
    module = f'{declared}\nresource "terraform_data" "all" {{\n  input = [{used}]\n}}\n\noutput "all" {{\n  value = terraform_data.all.output\n}}\n'
    arguments = "\n".join(f'  v{index} = "x{index}"' for index in range(variables))
    called = "\n".join(f'module "m{call}" {{\n  source = "./m"\n{arguments}\n}}\n' for call in range(calls))
    return {"main.tf": called, "m/main.tf": module}


class Shape:
    """`sizes` are what `files` takes; `unit` says what is counted, `objects` how many resource instances one of them is."""

    def __init__(self, name, title, unit, files, sizes, objects=1):
        self.name, self.title, self.unit, self.files, self.sizes, self.objects = name, title, unit, files, sizes, objects


SHAPES = [
    Shape("flat", "Resources in rows of ten", "resources", flat, [1_000, 10_000, 100_000]),
    Shape("chain", "One long chain", "resources", chain, [500, 1_000, 2_000, 5_000]),
    Shape("fan", "One that all others refer to", "instances", fan, [500, 5_000, 50_000]),
    Shape("index", "Instances that refer by index", "pairs of instances", indexed, [50, 500, 5_000], 2),
    Shape("modules", "Modules of 60 variables", "modules", modules, [5, 50, 500]),
]
