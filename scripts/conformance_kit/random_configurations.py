"""Random small modules: all kinds of blocks with resources of the built-in provider, modules in them, and changes of a whole module by lot."""

import random

from . import trees
from .random_expressions import Expressions
from .trees import Block, Data, Raw

# Types with the kind that their values are used as, and values to convert.
TYPES = [
    ("string", "string", ["x", "10", None]), ("number", "number", [1, 2.5, "3"]), ("bool", "bool", [True, "false"]),
    ("list(string)", "list", [["a", "b"], [], [1, True]]), ("set(string)", "list", [["b", "a", "b"], []]),
    ("map(string)", "map", [{"a": "x"}, {}, {"a": 1, "b": True}]), ("map(list(number))", "map", [{"a": [1, 2]}]),
    ("object({ a = string, b = optional(number, 7), key = optional(list(string)) })", "map", [{"a": "x"}, {"a": 1, "b": "2", "extra": True}]),
    ("tuple([string, number])", "list", [["a", 1], [1, "2"]]), ("any", "any", [1, ["a", 1], {"a": None}]),
    ("list(object({ a = any }))", "list", [[{"a": 1}, {"a": 2}]]), ("map(any)", "map", [{"a": 1, "b": 2}]),
    (
        'map(object({ a = optional(string, "d"), b = optional(object({ x = optional(bool, true), y = optional(number) }), {}) }))', "map",
        [{"a": {}, "b": {"b": {"y": 1}}}, {"a": {"a": None, "b": None}}],
    ),
    ('object({ a = optional(set(string), ["q"]), b = optional(map(any)) })', "map", [{}, {"a": ["x", "x"], "b": {"c": 1, "d": "2"}}]),
    ("list(any)", "list", [["a", 1], [], [[1], [2]]]), ("set(object({ a = number }))", "list", [[{"a": 1}, {"a": 1}], [{"a": "2", "b": 1}]]),
    ("", "any", [1, {"a": ["x"]}, None]),
]
KINDS = ["string", "number", "bool", "list", "map"]
FALLBACKS = {"string": '"-"', "number": "0", "bool": "false", "list": '["-"]', "map": '{ a = "-" }', "any": "null"}


def module(source: random.Random, signatures: dict) -> dict:
    """The blocks of a module and of the one in it, by their folders."""
    return Module(source, signatures, 1).blocks()


def written(modules: dict, as_json=False) -> dict:
    """The files of the modules: `written({"": blocks, "inner": blocks})`."""
    name, write = ("main.tf.json", trees.in_json) if as_json else ("main.tf", trees.native)
    return {f"{folder}/{name}" if folder else name: write(blocks) for folder, blocks in modules.items()}


class Module:
    def __init__(self, source, signatures, depth):
        self.random = source
        self.depth = depth
        self.known = {}
        self.expressions = Expressions(source, signatures, self.known)
        self.made = []
        self.below = {}

    def chance(self, part):
        return self.random.random() < part

    def value(self, kind, depth):
        """An expression, nearly always with something for the case that it fails."""
        text = self.expressions.make(kind, depth)
        return text if self.chance(0.03) else f"try({text}, {FALLBACKS[kind]})"

    def know(self, kind, name):
        self.known.setdefault(kind, []).append(name)

    def add(self, kind, *labels, items):
        self.made.append(Block(kind, *labels, items=items))

    def blocks(self) -> dict:
        for number in range(self.random.randrange(4)):
            self.variable(number)
        for number in range(self.random.randrange(1, 4)):
            kind = self.random.choice(KINDS)
            self.add("locals", items=[(f"l{number}", self.value(kind, 2))])
            self.know(kind, f"local.l{number}")
        for number in range(self.random.randrange(1, 4)):
            self.resource(number)
        if self.depth > 0 and self.chance(0.5):
            self.call()
        if self.chance(0.15):
            self.add("check", "c", items=[self.condition("assert", self.claim(2))])
        for number in range(self.random.randrange(1, 4)):
            self.output(number)
        return {"": self.made, **self.below}

    def condition(self, kind, text):
        message = self.random.choice(['"No."', '"No: ${path.module}."', '"Not ${jsonencode(local.l0)}."', self.value("string", 1)])
        return Block(kind, items=[("condition", text), ("error_message", message)])

    def claim(self, depth):
        """A condition that mostly holds; one that refers to nothing would be refused."""
        text = f"try({self.expressions.make('bool', depth)}, true)"
        return self.random.choice([f"{text} != local.l0", f"{text} || can(local.l0)", text])

    def variable(self, number):
        type_, kind, defaults = self.random.choice(TYPES)
        items = [("type", Raw(type_))] if type_ else []
        items.append(("default", Data(self.random.choice(defaults))))
        for name, part in (("nullable", 0.2), ("sensitive", 0.15), ("ephemeral", 0.04)):
            if self.chance(part):
                items.append((name, name != "nullable"))
        if self.chance(0.25):
            text = self.random.choice([f"var.v{number} != null", f"can(jsonencode(var.v{number}))", f"try(length(var.v{number}) < 3, true)", f"var.v{number} == local.l0"])
            items.append(self.condition("validation", text))
        self.add("variable", f"v{number}", items=items)
        self.know(kind, f"var.v{number}")

    def resource(self, number):
        name = f"terraform_data.r{number}"
        items, key = [], ""
        kind = self.random.randrange(5)
        if kind == 0:
            items.append(("count", self.random.choice(["0", "1", "2", f"length({self.value('list', 1)})", f"{self.value('bool', 1)} ? 1 : 0"])))
            self.expressions.bound.append("count.index")
            key = "[0]"
        elif kind == 1:
            loop = "{ for k, v in " + self.value("map", 1) + " : k => v }"
            items.append(("for_each", self.random.choice(['toset(["a", "b"])', '{ a = 1, b = "x" }', loop, "toset(" + self.value("list", 1) + ")"])))
            self.expressions.bound += ["each.key", "each.value"]
            key = '["a"]'
        items.append(("input", self.value("any", 2)))
        if self.chance(0.3):
            items.append(("triggers_replace", self.value("any", 1)))
        if self.chance(0.1) and number:
            items.append(("depends_on", [Raw(f"terraform_data.r{number - 1}")]))
        if self.chance(0.35):
            items.append(Block("lifecycle", items=self.lifecycle(name, number)))
        self.expressions.bound.clear()
        self.add("resource", "terraform_data", f"r{number}", items=items)
        self.know("string", f"{name}{key}.id")
        self.know(self.random.choice(["string", "number", "list", "map"]), f"{name}{key}.output")
        if key:
            self.know("list", f"{name}[*].id" if key == "[0]" else f"keys({name})")

    def lifecycle(self, name, number) -> list:
        kind = self.random.randrange(6)
        if kind == 0:
            return [("create_before_destroy", True)]
        if kind == 1:
            return [("ignore_changes", self.random.choice([[Raw("input")], Raw("all"), [Raw("input"), Raw("triggers_replace")]]))]
        if kind == 2 and number:
            return [("replace_triggered_by", [Raw(f"terraform_data.r{number - 1}")])]
        if kind == 3:
            return [self.condition("postcondition", self.random.choice(["self.id != 1", "self.output == self.input", self.claim(1)]))]
        return [self.condition("precondition", self.random.choice(['path.module != ""', self.claim(1)]))]

    def output(self, number):
        kind = self.random.choice(KINDS)
        items = [("value", self.value(kind, 3))]
        # Of what a called module says is sensitive, Terraform 1.11 tells the caller nothing.
        if self.chance(0.3) and self.depth > 0:
            items.append(("sensitive", True))
        if self.chance(0.1):
            items.append(self.condition("precondition", self.claim(1)))
        self.add("output", f"o{number}", items=items)

    def call(self):
        inner = Module(self.random, self.expressions.signatures, self.depth - 1)
        self.below = {"inner": inner.blocks()[""]}
        repeat, key = self.random.choice([(None, ""), (None, ""), (("count", "2"), "[1]"), (("for_each", 'toset(["a"])'), '["a"]')])
        items = [("source", Raw('"./inner"')), *([repeat] if repeat else [])]
        inputs = [block.labels[0] for block in self.below["inner"] if block.kind == "variable"]
        items += [(name, self.value("any", 1)) for name in inputs if self.chance(0.3)]
        if self.chance(0.1):
            items.append(("depends_on", [Raw("terraform_data.r0")]))
        self.add("module", "inner", items=items)
        self.know("any", f"module.inner{key}.o0")
        self.know("string", f"module.inner{key}.o0")
        self.know("map", "module.inner" + key)


def changed(source: random.Random, signatures: dict, modules: dict) -> dict:
    """The same modules, changed in a few places as somebody would who works on them."""
    result = {folder: [block.copy() for block in blocks] for folder, blocks in modules.items()}
    for _ in range(source.randrange(1, 4)):
        folder = source.choice(list(result))
        change(source, Expressions(source, signatures, {}), result[folder])
    return result


def change(source, expressions, blocks):
    resources = [block for block in blocks if block.kind == "resource"]
    block = source.choice(resources) if resources else None
    kind = source.randrange(9) if block else 8
    value = f"try({expressions.any(2)}, 0)"
    if kind <= 1:
        block.set("input", value)
    elif kind == 2:
        block.set("triggers_replace", source.choice([value, None]))
    elif kind == 3:
        if block.argument("count"):
            block.set("count", source.choice(["0", "1", "3"]))
        elif block.argument("for_each"):
            block.set("for_each", source.choice(['toset(["a", "c"])', '{ b = 1, a = 2 }', "{}"]))
        else:
            block.set("count", "2")
    elif kind == 4:
        rename(source, blocks, block)
    elif kind == 5:
        blocks.remove(block)
        if source.random() < 0.5:
            lifecycle = Block("lifecycle", items=[("destroy", source.random() < 0.5)])
            blocks.append(Block("removed", items=[("from", Raw(f"terraform_data.{block.labels[1]}")), lifecycle]))
    elif kind == 6:
        blocks.append(Block("resource", "terraform_data", "added", items=[("input", value)]))
        if source.random() < 0.3:
            blocks.append(Block("import", items=[("to", Raw("terraform_data.added")), ("id", '"imported"')]))
    elif kind == 7:
        block.items = [item for item in block.items if not isinstance(item, Block)]
        if source.random() < 0.5:
            block.items.append(Block("lifecycle", items=[("create_before_destroy", True)]))
    else:
        blocks.append(Block("output", "added", items=[("value", value), ("sensitive", True)]))


def rename(source, blocks, block):
    old = block.labels[1]
    block.labels[1] = old + "x"
    if source.random() < 0.7:
        blocks.append(Block("moved", items=[("from", Raw(f"terraform_data.{old}")), ("to", Raw(f"terraform_data.{old}x"))]))

    def mended(item):
        if isinstance(item, Block):
            item.items = [mended(one) for one in item.items]
            return item
        name, value = item
        if isinstance(value, list):
            return name, [Raw(one.replace(f"terraform_data.{old}", f"terraform_data.{old}x")) for one in value]
        if isinstance(value, str) and not isinstance(value, Raw):
            return name, value.replace(f"terraform_data.{old}", f"terraform_data.{old}x")
        return item

    for other in blocks:
        if other.kind not in ("moved", "removed"):
            mended(other)
