"""Configuration as a tree, written in native syntax or in JSON: the two must mean the same."""

import json


class Raw(str):
    """What stands as it is in native syntax and as a string in JSON: types, references of `depends_on`, `moved` and their like."""


class Data:
    """A value of JSON, where no expression may stand: the default of a variable."""

    def __init__(self, value):
        self.value = value

    @property
    def native(self) -> str:
        if isinstance(self.value, dict):
            return "{ " + ", ".join(f"{key} = {Data(value).native}" for key, value in self.value.items()) + " }"
        if isinstance(self.value, list):
            return "[" + ", ".join(Data(value).native for value in self.value) + "]"
        return json.dumps(self.value)


class Block:
    """`items` are pairs of a name and an argument, or blocks. An argument is an expression's text, a Raw, Data, a bool, or a list of Raws."""

    def __init__(self, kind, *labels, items=()):
        self.kind, self.labels, self.items = kind, list(labels), list(items)

    def argument(self, name):
        return next((item[1] for item in self.items if isinstance(item, tuple) and item[0] == name), None)

    def set(self, name, value):
        """Gives an argument another value, or takes it away."""
        at = next((i for i, item in enumerate(self.items) if isinstance(item, tuple) and item[0] == name), None)
        if at is not None:
            self.items[at : at + 1] = [] if value is None else [(name, value)]
        elif value is not None:
            self.items.insert(0, (name, value))

    def copy(self):
        return Block(self.kind, *self.labels, items=[item.copy() if isinstance(item, Block) else item for item in self.items])


def native(blocks) -> str:
    return "\n\n".join(native_block(block, "") for block in blocks) + "\n"


def native_block(block, pad) -> str:
    head = " ".join([block.kind, *[f'"{label}"' for label in block.labels]])
    lines = [f"{pad}{head} {{"]
    for item in block.items:
        if isinstance(item, Block):
            lines.append(native_block(item, pad + "  "))
        else:
            lines.append(f"{pad}  {item[0]} = {native_value(item[1])}")
    return "\n".join([*lines, pad + "}"])


def native_value(value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Data):
        return value.native
    return "[" + ", ".join(value) + "]" if isinstance(value, list) else value


def in_json(blocks) -> str:
    return json.dumps(json_body(blocks), indent=2, ensure_ascii=False) + "\n"


def json_body(items) -> dict:
    body = {}
    for item in items:
        if not isinstance(item, Block):
            body[item[0]] = json_value(item[1])
            continue
        # Each block is the only entry of its labels' objects, and these are entries of arrays.
        content = json_body(item.items)
        for label in reversed(item.labels):
            content = {label: content}
        body.setdefault(item.kind, []).append(content)
    return body


def json_value(value):
    if isinstance(value, bool):
        return value
    if isinstance(value, Data):
        return value.value
    if isinstance(value, Raw):
        # A source is a string in both.
        return value.strip('"')
    if isinstance(value, list):
        return [json_value(one) for one in value]
    return "${" + value + "}"
