"""Random expressions: mostly of a type that fits, now and then of one that does not."""

import json
import random
import subprocess

# What gives something else each time, reads files or the world, or takes long.
LEFT_OUT = {
    "timestamp", "plantimestamp", "uuid", "bcrypt", "file", "filebase64", "filebase64sha256", "filebase64sha512",
    "filemd5", "filesha1", "filesha256", "filesha512", "fileexists", "fileset", "templatefile", "templatestring",
    "rsadecrypt", "pathexpand", "abspath", "sensitive", "ephemeralasnull", "range", "pow", "type",
}

STRINGS = [
    "", "a", "b", "abc", "Hello World", " padded ", "a,b,c", "10", "1.50", "true", "é", "e\\u0301", "日本語", "👍🏽",
    "a\\nb", "%s-%d", "%05.2f", "%q", "%v and %v", "^a+", "([a-z])(\\\\d*)", "10.0.0.0/16", "192.168.1.1", "fd00::/8",
    "2024-02-29T12:30:00Z", "1h30m", "YYYY-MM-DD", "{\\\"a\\\": [1, null]}", "a: 1\\nb: [x, y]", "x,y\\n1,2", "YWJj",
    "$${x}", "%%{x}", "\\t\\\\", "a/b/../c.txt", "-", "0x1f", "1e3", "null", "UTF-8",
]
NUMBERS = ["0", "1", "2", "3", "-1", "10", "0.5", "-2.5", "1e3", "1.1", "255", "1e-7", "123456789012345678901234567890", "7", "16"]
NAMES = ["a", "b", "key", "x", "y"]


def functions(terraform: str, environment: dict) -> dict:
    """Names and signatures of all functions."""
    done = subprocess.run([terraform, "metadata", "functions", "-json"], env=environment, capture_output=True, check=True)
    found = json.loads(done.stdout)["function_signatures"]
    return {name: f for name, f in sorted(found.items()) if not name.startswith("core::")}


class Expressions:
    """`variables` maps types (string, number, bool, list, map, object, any) to names that have a value of it."""

    def __init__(self, source: random.Random, signatures: dict, variables: dict):
        self.random = source
        self.signatures = signatures
        self.variables = variables
        self.bound = []
        by_type = {}
        for name, signature in signatures.items():
            by_type.setdefault(self.kind(signature["return_type"]), []).append(name)
        self.by_type = by_type

    @staticmethod
    def kind(type_) -> str:
        if isinstance(type_, str):
            return {"dynamic": "any"}.get(type_, type_)
        return {"list": "list", "set": "list", "tuple": "list", "map": "map", "object": "map"}[type_[0]]

    def chance(self, part: float) -> bool:
        return self.random.random() < part

    def any(self, depth: int) -> str:
        return self.make(self.random.choice(["string", "number", "bool", "list", "map"]), depth)

    def make(self, kind: str, depth: int) -> str:
        if kind == "any" or self.chance(0.04):
            kind = self.random.choice(["string", "number", "bool", "list", "map"])
        if self.bound and self.chance(0.25):
            return self.random.choice(self.bound)
        if self.variables.get(kind) and self.chance(0.2):
            return self.random.choice(self.variables[kind])
        if self.chance(0.02):
            return "null"
        if depth > 0:
            if self.chance(0.3):
                called = self.call(kind, depth - 1)
                if called:
                    return called
            if self.chance(0.12):
                return f"({self.make('bool', depth - 1)} ? {self.make(kind, depth - 1)} : {self.make(kind, depth - 1)})"
            if self.chance(0.1):
                return f"{self.list(depth - 1)}[{self.make('number', 0)}]"
            if self.chance(0.1):
                step = self.random.choice([".a", ".key", '["b"]', f"[{self.make('string', 0)}]"])
                return self.map(depth - 1) + step
            if self.chance(0.05):
                return f"try({self.make(kind, depth - 1)}, {self.make(kind, depth - 1)})"
        return getattr(self, {"string": "string", "number": "number", "bool": "bool", "list": "list", "map": "map"}[kind])(depth)

    def call(self, kind: str, depth: int):
        names = self.by_type.get(kind, []) + self.by_type.get("any", [])
        if not names:
            return None
        name = self.random.choice(names)
        signature = self.signatures[name]
        arguments = [self.make(self.kind(p["type"]), depth) for p in signature.get("parameters", [])]
        rest = signature.get("variadic_parameter")
        if rest:
            arguments += [self.make(self.kind(rest["type"]), depth) for _ in range(self.random.randrange(1, 4))]
        if self.chance(0.02) and arguments:
            arguments.pop()
        if rest and self.chance(0.1):
            return f"{name}({', '.join([*arguments, self.list(depth)])}...)"
        return f"{name}({', '.join(arguments)})"

    def string(self, depth: int) -> str:
        text = '"' + self.random.choice(STRINGS) + '"'
        if depth <= 0 or self.chance(0.4):
            return text
        kind = self.random.randrange(3)
        inner = self.any(depth - 1) if self.chance(0.3) else self.make(self.random.choice(["string", "number", "bool"]), depth - 1)
        if kind == 0:
            return f'"<${{{inner}}}>"'
        if kind == 1:
            return f'"%{{ if {self.make("bool", depth - 1)} ~}} yes ${{{inner}}} %{{~ else }}no%{{ endif }}"'
        return f'"%{{ for k, v in {self.collection(depth - 1)} }}${{k}}=${{jsonencode(v)}};%{{ endfor }}"'

    def number(self, depth: int) -> str:
        if depth <= 0 or self.chance(0.4):
            return self.random.choice(NUMBERS)
        if self.chance(0.15):
            return f"-{self.make('number', depth - 1)}"
        left, right = self.make("number", depth - 1), self.make("number", depth - 1)
        return f"({left} {self.random.choice('+-*/%')} {right})"

    def bool(self, depth: int) -> str:
        if depth <= 0 or self.chance(0.3):
            return self.random.choice(["true", "false"])
        kind = self.random.randrange(4)
        if kind == 0:
            return f"!{self.make('bool', depth - 1)}"
        if kind == 1:
            left, operator, right = self.make("bool", depth - 1), self.random.choice(["&&", "||"]), self.make("bool", depth - 1)
            # Where the left operand decides, mistakes in the right one count up to Terraform 1.11, and not since.
            return f"({left} {operator} coalesce(try(tobool({right}), false), false))"
        if kind == 2:
            return f"({self.make('number', depth - 1)} {self.random.choice(['<', '<=', '>', '>='])} {self.make('number', depth - 1)})"
        same = self.random.choice(["string", "number", "bool", "list", "map"])
        return f"({self.make(same, depth - 1)} {self.random.choice(['==', '!='])} {self.make(same, depth - 1)})"

    def collection(self, depth: int) -> str:
        return self.list(depth) if self.chance(0.5) else self.map(depth)

    def binding(self, names, body):
        """Calls body while the names may be used in expressions."""
        self.bound += names
        try:
            return body()
        finally:
            del self.bound[len(self.bound) - len(names):]

    def list(self, depth: int) -> str:
        kind = self.random.randrange(6) if depth > 0 else 0
        if kind == 1:
            head = f"for k, v in {self.collection(depth - 1)}"
            return self.binding(["k", "v"], lambda: f"[{head} : {self.any(depth - 1)}{self.condition(depth - 1)}]")
        if kind == 2:
            return f"{self.list(depth - 1)}[*]{self.random.choice(['', '.a', '[0]'])}"
        if kind == 3:
            convert = self.random.choice(["toset", "tolist", "flatten", "distinct", "sort", "compact"])
            return f"{convert}({self.list(depth - 1)})"
        element = self.random.choice(["string", "number", "bool", "list", "map", "any"])
        return "[" + ", ".join(self.make(element, depth - 1) for _ in range(self.random.randrange(4))) + "]"

    def condition(self, depth: int) -> str:
        return f" if {self.make('bool', depth)}" if self.chance(0.3) else ""

    def map(self, depth: int) -> str:
        kind = self.random.randrange(5) if depth > 0 else 0
        if kind == 1:
            head = f"for k, v in {self.collection(depth - 1)}"
            group = "..." if self.chance(0.3) else ""
            return self.binding(
                ["k", "v"],
                lambda: f"{{{head} : {self.make('string', depth - 1)} => {self.any(depth - 1)}{group}{self.condition(depth - 1)}}}")
        if kind == 2:
            return f"{self.random.choice(['tomap', 'merge'])}({self.map(depth - 1)})"
        element = self.random.choice(["string", "number", "any", "list"])
        names = self.random.sample(NAMES, self.random.randrange(4))
        keys = [f"({self.string(0)})" if self.chance(0.1) else name for name in names]
        return "{" + ", ".join(f"{key} = {self.make(element, depth - 1)}" for key in keys) + "}"
