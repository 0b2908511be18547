"""A provider of protocol 6 whose objects stand in the file world.json of the working directory, by type and identifier:
{"depot_thing": {"a": {"name": "..."}}}. It has every kind of schema, and can import; objects of depot_plain also by identity, which
is their name with their note. Objects of depot_crate can be moved to depot_plain.
"""
import json
import os
import pathlib
import sys
import threading

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
CRATE = dict(attributes=[attribute("id", computed=True), optional("label")], blocks=[])
shapes.SCHEMAS = {"depot_plain": PLAIN, "depot_thing": THING, "depot_crate": CRATE}
shapes.DATA = {}


def world():
    path = pathlib.Path("world.json")
    return json.loads(path.read_text()) if path.exists() else {}


LOCK = threading.Lock()


def change(alter):
    """Changes the world: one at a time, and so that whoever reads meanwhile reads a whole file."""
    with LOCK:
        objects = world()
        alter(objects)
        pathlib.Path("world.json.new").write_text(json.dumps(objects))
        os.replace("world.json.new", "world.json")


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


def identity(kind, value):
    """As a message; nothing for types that have none."""
    if kind != "depot_plain" or value is None:
        return None
    return field(1, pack({"name": value["name"], "place": value["note"]}))


def import_state(request):
    kind, identifier = request[1].decode(), request.get(2, b"").decode()
    if 4 in request:
        wanted = unpack(shapes.decode(request[4])[1])
        known = world().get(kind, {}).items()
        identifier = next((i for i, o in known if wanted == {"name": o["name"], "place": o.get("note")}), None)
        if identifier is None:
            return field(2, field(1, 1) + field(2, "No such object") + field(3, f"Nothing is {wanted}."))
    body = shapes.SCHEMAS[kind]
    return field(1, field(1, kind) + field(2, pack({**empty(body), "id": identifier})) + field(4, request.get(4)))


def read(request):
    kind, state = request[1].decode(), unpack(request[2])
    value = state and found(kind, state["id"])
    return field(1, pack(value)) + field(5, identity(kind, value))


def apply(request):
    """Remembers what is made or changed, and forgets what is destroyed."""
    kind, prior = request[1].decode(), unpack(request[2])
    answer = shapes.apply(request)
    value = unpack(shapes.decode(answer)[1])
    if value is None:
        change(lambda objects: objects.get(kind, {}).pop(prior["id"], None))
    else:
        change(lambda objects: objects.setdefault(kind, {}).update({value["id"]: value}))
    return answer + field(5, identity(kind, value))


def move(request):
    """A crate becomes a plain object by the same identifier."""
    source = json.loads(shapes.decode(request[4])[1])
    if request[2].decode() != "depot_crate" or request[5].decode() != "depot_plain":
        return field(2, field(1, 1) + field(2, "Cannot move") + field(3, "Only crates become plain objects."))
    value = {**empty(PLAIN), "id": source["id"], "name": source["label"], "kept": "from a crate", "made": "made:made"}
    change(lambda objects: (
        objects.get("depot_crate", {}).pop(source["id"], None),
        objects.setdefault("depot_plain", {}).update({source["id"]: value})))
    return field(1, pack(value))


def identity_schemas(_):
    parts = [("name", 3), ("place", 4)]
    attributes = b"".join(field(2, field(1, name) + field(2, '"string"') + field(need, True)) for name, need in parts)
    return field(1, field(1, "depot_plain") + field(2, field(1, 1) + attributes))


shapes.METHODS |= dict(
    ImportResourceState=import_state, ReadResource=read, ApplyResourceChange=apply, MoveResourceState=move,
    GetResourceIdentitySchemas=identity_schemas)
shapes.METHODS["GetProviderSchema"] = lambda _: b"".join(
    [field(1, shapes.encode_schema(dict(attributes=[], blocks=[])))]
    + [field(2, field(1, name) + field(2, shapes.encode_schema(body))) for name, body in shapes.SCHEMAS.items()]
    + [field(6, field(2, 1) + field(3, 1))])

if __name__ == "__main__":
    shapes.serve(shapes.METHODS)
