"""Random small modules: variables, locals, resources of the built-in provider, modules in them and outputs."""

import random

from .random_expressions import Expressions

TYPES = [
    ("string", "string", ['"x"', '"10"', "null"]), ("number", "number", ["1", "2.5", '"3"']), ("bool", "bool", ["true", '"false"']),
    ("list(string)", "list", ['["a", "b"]', "[]", "[1, true]"]), ("set(string)", "list", ['["b", "a", "b"]', "[]"]),
    ("map(string)", "map", ['{ a = "x" }', "{}", "{ a = 1, b = true }"]), ("map(list(number))", "map", ["{ a = [1, 2] }"]),
    ("object({ a = string, b = optional(number, 7), key = optional(list(string)) })", "map", ['{ a = "x" }', '{ a = 1, b = "2", extra = true }']),
    ("tuple([string, number])", "list", ['["a", 1]', '[1, "2"]']), ("any", "any", ["1", '["a", 1]', "{ a = null }"]),
    ("list(object({ a = any }))", "list", ["[{ a = 1 }, { a = 2 }]"]), ("map(any)", "map", ["{ a = 1, b = 2 }"]),
]


LIFECYCLES = [
    "create_before_destroy = true", "ignore_changes = [input]", "ignore_changes = all",
    'precondition {\n      condition     = path.module != ""\n      error_message = "Never."\n    }',
]


def module(source: random.Random, signatures: dict, depth: int = 1) -> dict:
    """The files of a module, by their paths in its folder."""
    return Module(source, signatures, depth).files()


class Module:
    def __init__(self, source, signatures, depth):
        self.random = source
        self.depth = depth
        self.known = {}
        self.expressions = Expressions(source, signatures, self.known)
        self.lines = []
        self.below = {}

    def value(self, kind, depth):
        """An expression, nearly always with something for the case that it fails."""
        text = self.expressions.make(kind, depth)
        fallback = {"string": '"-"', "number": "0", "bool": "false", "list": '["-"]', "map": '{ a = "-" }', "any": "null"}[kind]
        return text if self.random.random() < 0.03 else f"try({text}, {fallback})"

    def know(self, kind, name):
        self.known.setdefault(kind, []).append(name)

    def files(self) -> dict:
        for number in range(self.random.randrange(4)):
            self.variable(number)
        for number in range(self.random.randrange(1, 4)):
            kind = self.random.choice(["string", "number", "bool", "list", "map"])
            self.lines.append(f"locals {{\n  l{number} = {self.value(kind, 2)}\n}}")
            self.know(kind, f"local.l{number}")
        for number in range(self.random.randrange(1, 4)):
            self.resource(number)
        if self.depth > 0 and self.random.random() < 0.5:
            self.call()
        for number in range(self.random.randrange(1, 4)):
            kind = self.random.choice(["string", "number", "bool", "list", "map"])
            self.lines.append(f"output \"o{number}\" {{\n  value = {self.value(kind, 3)}\n}}")
        return {"main.tf": "\n\n".join(self.lines) + "\n", **self.below}

    def variable(self, number):
        type_, kind, defaults = self.random.choice(TYPES)
        more = ""
        if self.random.random() < 0.2:
            more += "\n  nullable = false"
        if self.random.random() < 0.25:
            condition = self.random.choice([f"var.v{number} != null", f"can(jsonencode(var.v{number}))"])
            more += f'\n\n  validation {{\n    condition     = {condition}\n    error_message = "No."\n  }}'
        self.lines.append(f"variable \"v{number}\" {{\n  type    = {type_}\n  default = {self.random.choice(defaults)}{more}\n}}")
        self.know(kind, f"var.v{number}")

    def resource(self, number):
        name = f"terraform_data.r{number}"
        lines, key = [], ""
        kind = self.random.randrange(5)
        if kind == 0:
            length = f"length({self.value('list', 1)})"
            lines.append("  count = " + self.random.choice(["0", "1", "2", length]))
            self.expressions.bound.append("count.index")
            key = "[0]"
        elif kind == 1:
            loop = "{ for k, v in " + self.value("map", 1) + " : k => v }"
            over = self.random.choice(['toset(["a", "b"])', '{ a = 1, b = "x" }', loop])
            lines.append(f"  for_each = {over}")
            self.expressions.bound += ["each.key", "each.value"]
            key = '["a"]'
        lines.append(f"  input = {self.value('any', 2)}")
        if self.random.random() < 0.3:
            lines.append(f"  triggers_replace = {self.value('any', 1)}")
        if self.random.random() < 0.3:
            lines.append(f"  lifecycle {{\n    {self.random.choice(LIFECYCLES)}\n  }}")
        self.expressions.bound.clear()
        self.lines.append(f"resource \"terraform_data\" \"r{number}\" {{\n" + "\n".join(lines) + "\n}")
        self.know("string", f"{name}{key}.id")
        self.know(self.random.choice(["string", "number", "list", "map"]), f"{name}{key}.output")
        if key:
            self.know("list", f"{name}[*].id" if key == "[0]" else f"keys({name})")

    def call(self):
        inner = Module(self.random, self.expressions.signatures, self.depth - 1)
        files = inner.files()
        self.below = {f"inner/{path}": text for path, text in files.items()}
        repeat = self.random.choice(["", "", "  count = 2\n", '  for_each = toset(["a"])\n'])
        inputs = [name.removeprefix("var.") for names in inner.known.values() for name in names if name.startswith("var.")]
        given = "".join(f"  {name} = {self.value('any', 1)}\n" for name in inputs if self.random.random() < 0.3)
        self.lines.append(f"module \"inner\" {{\n  source = \"./inner\"\n{repeat}{given}}}")
        key = {"": "", "  count = 2\n": "[1]"}.get(repeat, '["a"]')
        self.know("any", f"module.inner{key}.o0")
        self.know("string", f"module.inner{key}.o0")
        self.know("map", "module.inner" + key)
