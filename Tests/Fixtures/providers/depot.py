"""A provider of protocol 6 whose objects stand in the file world.json of the working directory, by type and identifier:
{"depot_thing": {"a": {"name": "..."}}}. It has every kind of schema, and can import; objects of depot_plain also by identity, which
is their name with their note. Objects of depot_crate can be moved to depot_plain. With DEPOT_PROTOCOL=5 it speaks protocol 5, and has
no depot_thing.

It lists depot_plain and depot_crate in pages of two, and notes in asked.jsonl how it was asked and how much it gave. An object whose
name begins with "warns" or "fails" comes after a word about that, one that begins with "dies" ends the provider.

What it is told by provider_meta it notes in meta.jsonl, once there is a file of that name.
"""
import json
import os
import pathlib
import sys
import threading

import grpc

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
shapes.DATA = {"depot_catalogue": dict(attributes=[optional("query"), attribute("words", computed=True)], blocks=[])}
META = dict(attributes=[optional("module_name"), attribute("team", required=True)], blocks=[])
PROTOCOL = int(os.environ.get("DEPOT_PROTOCOL", "6"))
LISTS = {"depot_plain": dict(attributes=[optional("prefix"), optional("password", sensitive=True)], blocks=[]),
         "depot_crate": dict(attributes=[attribute("shelf", required=True)], blocks=[])}
if PROTOCOL == 5:
    del shapes.SCHEMAS["depot_thing"]
    PLAIN["attributes"] = [a for a in PLAIN["attributes"] if not a.get("write_only")]


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


def identity(kind, value, is_made=False):
    """As a message; nothing for types that have none. Of what is called "mute" none is told, of "odd" nonsense when it is made."""
    if kind != "depot_plain" or value is None:
        return None
    if value["name"].startswith("mute"):
        return None
    name = [value["name"]] if is_made and value["name"].startswith("odd") else value["name"]
    return field(1, pack({"name": name, "place": value["note"]}))


def upgrade_identity(request):
    """Once an object's name was its title."""
    told = json.loads(shapes.decode(request[3])[1])
    if request.get(2, 0) != 0 or "title" not in told:
        return field(2, field(1, 1) + field(2, "Unreadable identity") + field(3, "No such form was ever in use."))
    return field(1, field(1, pack({"name": told["title"], "place": "upgraded"})))


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


def note_meta(call, request, number):
    """What came, which is nothing at all, null, or a value."""
    if os.path.exists("meta.jsonl"):
        told = unpack(request[number]) if number in request else "none"
        with open("meta.jsonl", "a") as file:
            file.write(json.dumps([call, request[1].decode(), told]) + "\n")


def plan(request):
    note_meta("plan", request, 6)
    return shapes.plan(request)


def read_data(request):
    note_meta("data", request, 3)
    return field(1, pack({**unpack(request[2]), "words": "from the catalogue"}))


def read(request):
    note_meta("read", request, 4)
    kind, state = request[1].decode(), unpack(request[2])
    value = state and found(kind, state["id"])
    return field(1, pack(value)) + field(5, identity(kind, value))


def apply(request):
    """Remembers what is made or changed, and forgets what is destroyed."""
    note_meta("apply", request, 6)
    kind, prior = request[1].decode(), unpack(request[2])
    answer = shapes.apply(request)
    value = unpack(shapes.decode(answer)[1])
    if value is None:
        change(lambda objects: objects.get(kind, {}).pop(prior["id"], None))
    else:
        change(lambda objects: objects.setdefault(kind, {}).update({value["id"]: value}))
    return answer + field(5, identity(kind, value, is_made=True))


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


def diagnostic(severity, summary, detail, path=None):
    where = field(4, field(1, field(1, path))) if path else b""
    return field(1, severity) + field(2, summary) + field(3, detail) + where


def validate_list(request):
    config = unpack(request[2])
    unpack(request[3]), unpack(request[4])
    if config.get("prefix") == "!":
        return field(1, diagnostic(1, "Bad prefix", "A prefix is a word.", "prefix"))
    return b""


def list_objects(request, context):
    kind, config = request[1].decode(), unpack(request[2])
    asked = dict(type=kind, config=config, include=bool(request.get(3)), limit=request.get(4), given=0)

    def note():
        with open("asked.jsonl", "a") as file:
            file.write(json.dumps(asked) + "\n")

    names = sorted(i for i in world().get(kind, {}))
    wanted = [n for n in names if (found(kind, n).get("name") or "").startswith(config.get("prefix") or "")]
    for page in range(0, len(wanted), 2):
        for identifier in wanted[page:page + 2]:
            value = found(kind, identifier)
            name = value.get("name") or value["label"]
            if name.startswith("dies"):
                os._exit(3)
            if name.startswith("breaks"):
                context.abort(grpc.StatusCode.INTERNAL, "the shelf broke")
            if name.startswith("warns"):
                yield field(4, diagnostic(2, "Dusty", "Nobody has looked here for years."))
            if name.startswith("fails"):
                yield field(4, diagnostic(1, "Locked shelf", "The key is missing.", "prefix"))
                continue
            asked["given"] += 1
            note()
            yield (field(1, identity(kind, value)) + field(2, f"{name} of the depot")
                   + field(3, pack(value) if request.get(3) else None))
    note()


shapes.METHODS |= dict(
    ValidateListResourceConfig=validate_list, PlanResourceChange=plan, ReadDataSource=read_data,
    ImportResourceState=import_state, ReadResource=read, ApplyResourceChange=apply, MoveResourceState=move,
    GetResourceIdentitySchemas=identity_schemas, UpgradeResourceIdentity=upgrade_identity)
shapes.METHODS["GetProviderSchema"] = lambda _: b"".join(
    [field(1, shapes.encode_schema(dict(attributes=[], blocks=[])))]
    + [field(2, field(1, name) + field(2, shapes.encode_schema(body))) for name, body in shapes.SCHEMAS.items()]
    + [field(3, field(1, name) + field(2, shapes.encode_schema(body))) for name, body in shapes.DATA.items()]
    + [field(5, shapes.encode_schema(META))]
    + [field(9, field(1, name) + field(2, shapes.encode_schema(body))) for name, body in LISTS.items()]
    + [field(6, field(2, 1) + field(3, 1))])

if __name__ == "__main__":
    shapes.serve(shapes.METHODS, dict(ListResource=list_objects), PROTOCOL)
