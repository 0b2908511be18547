"""A provider of protocol 6 whose objects stand in the file world.json of the working directory, by type and identifier:
{"depot_thing": {"a": {"name": "..."}}}. It has every kind of schema, and can import.
"""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "rendering" / "record"))

import provider as shapes  # noqa: E402
from provider import attribute, block, field, inner, nested, optional, pack, unpack  # noqa: E402

PLAIN = dict(attributes=[
    attribute("id", optional=True, computed=True), attribute("name", required=True), optional("text"), optional("note"),
    optional("old", deprecated=True), attribute("kept", optional=True, computed=True), attribute("made", computed=True),
    attribute("secret", required=True, sensitive=True), optional("once", write_only=True)], blocks=[])
GONE = block("gone", "list")
GONE["body"]["deprecated"] = True
THING = dict(attributes=[a for a in shapes.THING["attributes"] if a["name"] != "any"] + [
    attribute("must", ["list", "string"], required=True), optional("documents", ["map", "string"]),
    nested("n_inner_old", "single", inner(optional("old", deprecated=True), attribute("must", required=True)))],
    blocks=shapes.THING["blocks"] + [GONE])
shapes.SCHEMAS = {"depot_plain": PLAIN, "depot_thing": THING}
shapes.DATA = {}


def world():
    path = pathlib.Path("world.json")
    return json.loads(path.read_text()) if path.exists() else {}


def empty(body):
    """A value of the body with nothing in it."""
    value = {a["name"]: None for a in body["attributes"]}
    for b in body["blocks"]:
        value[b["name"]] = {"single": None, "group": None, "map": {}}.get(b["nesting"], [])
        if b["nesting"] == "group":
            value[b["name"]] = empty(b["body"])
    return value


def filled(attributes, blocks, value):
    """What is given, with null for all that is not."""
    if value is None:
        return None
    result = {**empty(dict(attributes=attributes, blocks=blocks)), **value}
    for a in attributes:
        if a["nested"]:
            result[a["name"]] = shapes.each(
                a["nested"][0], result[a["name"]], lambda v, a=a: filled(a["nested"][1], [], v))
    for b in blocks:
        result[b["name"]] = shapes.each(
            b["nesting"], result[b["name"]], lambda v, b=b: filled(b["body"]["attributes"], b["body"]["blocks"], v))
    return result


def found(kind, identifier):
    body = shapes.SCHEMAS[kind]
    known = world().get(kind, {}).get(identifier)
    return filled(body["attributes"], body["blocks"], known and {"id": identifier, **known})


def import_state(request):
    kind, identifier = request[1].decode(), request[2].decode()
    body = shapes.SCHEMAS[kind]
    return field(1, field(1, kind) + field(2, pack({**empty(body), "id": identifier})))


def read(request):
    kind, state = request[1].decode(), unpack(request[2])
    return field(1, pack(state and found(kind, state["id"])))


shapes.METHODS |= dict(ImportResourceState=import_state, ReadResource=read)
shapes.METHODS["GetProviderSchema"] = lambda _: b"".join(
    [field(1, shapes.encode_schema(dict(attributes=[], blocks=[])))]
    + [field(2, field(1, name) + field(2, shapes.encode_schema(body))) for name, body in shapes.SCHEMAS.items()]
    + [field(6, field(2, 1))])

if __name__ == "__main__":
    shapes.serve(shapes.METHODS)
