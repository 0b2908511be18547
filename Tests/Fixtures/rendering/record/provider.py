"""A provider with every kind of schema that protocol 6 knows, for recording what Terraform prints.

It needs no cloud: what is computed becomes unknown when it is created, attributes whose names begin with
"fixed" force a replacement, and a file drift.json in the working directory changes objects behind their back:
{"<id>": null} deletes, {"<id>": {"attribute": value}} alters.
"""
import json
import os
import sys
import tempfile
from concurrent import futures

import grpc
import msgpack

UNKNOWN = msgpack.ExtType(0, b"\0")


# --- protocol buffers, as far as they are needed here ---
def varint(number):
    out = bytearray()
    while True:
        out.append(number & 0x7F | (0x80 if number > 0x7F else 0))
        number >>= 7
        if not number:
            return bytes(out)


def field(number, value):
    if value is None or value is False:
        return b""
    if isinstance(value, (bool, int)):
        return varint(number << 3) + varint(int(value))
    if isinstance(value, str):
        value = value.encode()
    return varint(number << 3 | 2) + varint(len(value)) + value


def decode(data):
    fields, at = {}, 0

    def number():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while at < len(data):
        key = number()
        if key & 7 == 2:
            size = number()
            fields[key >> 3] = data[at:at + size]
            at += size
        else:
            fields[key >> 3] = number()
    return fields


def pack(value):
    return field(1, msgpack.packb(value))


def unpack(message):
    fields = decode(message)
    if 2 in fields:
        return json.loads(fields[2])
    return msgpack.unpackb(fields[1], strict_map_key=False) if 1 in fields else None


# --- schemas ---
def attribute(name, kind="string", nested=None, **flags):
    return dict(name=name, kind=kind, nested=nested, **flags)


def optional(name, kind="string", **flags):
    return attribute(name, kind, optional=True, **flags)


def inner(*more):
    return [optional("a"), optional("b", "number"), optional("fixed"), optional("secret", sensitive=True),
            attribute("made", computed=True), *more]


def nested(name, nesting, attributes=None, **flags):
    return attribute(name, None, (nesting, attributes or inner()), optional=True, **flags)


def block(name, nesting, blocks=(), attributes=None):
    return dict(name=name, nesting=nesting, body=dict(attributes=attributes or inner(), blocks=list(blocks)))


THING = dict(attributes=[
    attribute("id", computed=True), attribute("arn", computed=True), attribute("revision", "number", computed=True),
    optional("name"), optional("tags", ["map", "string"]), optional("text"), optional("other"),
    optional("size", "number"), optional("flag", "bool"), optional("any", "dynamic"),
    optional("secret", sensitive=True), optional("secret_map", ["map", "string"], sensitive=True),
    optional("fixed"), optional("fixed_list", ["list", "string"]), optional("fixed_set", ["set", "string"]),
    optional("fixed_map", ["map", "string"]), optional("fixed_json"),
    optional("words", ["list", "string"]), optional("numbers", ["list", "number"]), optional("unique", ["set", "string"]),
    optional("table", ["map", "number"]), optional("matrix", ["list", ["list", "number"]]),
    optional("record", ["object", {"a": "string", "b": "number", "id": "string", "deep": ["list", "string"]}]),
    optional("records", ["list", ["object", {"a": "string", "b": "number"}]]),
    optional("record_set", ["set", ["object", {"a": "string", "b": "number"}]]),
    optional("record_map", ["map", ["object", {"a": "string", "b": "number"}]]),
    optional("pair", ["tuple", ["string", "number"]]),
    attribute("defaulted", optional=True, computed=True),
    attribute("defaults", ["map", "string"], optional=True, computed=True),
    optional("once", write_only=True),
    nested("n_single", "single"), nested("n_list", "list"), nested("n_set", "set"), nested("n_map", "map"),
    nested("n_deep", "single", [optional("name"), nested("items", "list", [optional("x"), nested("more", "map")])]),
    nested("n_hidden", "single", sensitive=True), nested("fixed_nested_set", "set"), nested("fixed_nested_map", "map"),
    nested("fixed_nested", "single"),
    attribute("n_computed", None, ("list", [attribute("x", computed=True), attribute("y", "number", computed=True)]),
              computed=True),
], blocks=[
    block("single", "single"), block("group", "group"), block("list", "list"), block("set", "set"),
    block("map", "map"), block("fixed_block", "list"), block("fixed_blocks", "set"),
    block("outer", "list", [block("deep", "list", [block("deepest", "set")]), block("side", "single")]),
    block("only", "list", [block("blocks", "list")], attributes=[optional("zz")]),
])
PLAIN = dict(attributes=[attribute("id", computed=True), optional("value"), optional("values", ["list", "string"]),
                         optional("after"), optional("fixed")], blocks=[])
SCHEMAS = {"shapes_thing": THING, "shapes_plain": PLAIN}
DATA = {"shapes_data": dict(attributes=[attribute("id", computed=True), optional("query"),
                                        attribute("result", ["list", "string"], computed=True)],
                            blocks=[block("filter", "set")])}
NESTINGS = dict(single=1, list=2, set=3, map=4, group=5)


def encode_attribute(a):
    out = field(1, a["name"])
    if a["nested"]:
        nesting, attributes = a["nested"]
        out += field(10, b"".join(field(1, encode_attribute(x)) for x in attributes) + field(3, NESTINGS[nesting]))
    else:
        out += field(2, json.dumps(a["kind"]))
    return out + b"".join(field(n, a.get(f)) for n, f in
                          ((4, "required"), (5, "optional"), (6, "computed"), (7, "sensitive"), (9, "deprecated"),
                           (11, "write_only")))


def encode_body(body):
    out = b"".join(field(2, encode_attribute(a)) for a in body["attributes"])
    for b in body["blocks"]:
        out += field(3, field(1, b["name"]) + field(2, encode_body(b["body"])) + field(3, NESTINGS[b["nesting"]]))
    return out + field(6, body.get("deprecated"))


def encode_schema(body):
    return field(1, 0) + field(2, encode_body(body))


# --- planning ---
def each(nesting, value, visit):
    if value is None or value .__class__ is msgpack.ExtType:
        return value
    if nesting in ("single", "group"):
        return visit(value)
    if nesting == "map":
        return {key: visit(v) for key, v in value.items()}
    return [visit(v) for v in value]


def fill(body_attributes, blocks, value, made):
    """Computed attributes without a value get what `made` gives for them."""
    if value is None or value .__class__ is msgpack.ExtType:
        return value
    result = dict(value)
    for a in body_attributes:
        name = a["name"]
        if a["nested"] and result[name] is not None:
            result[name] = each(a["nested"][0], result[name], lambda v: fill(a["nested"][1], [], v, made))
        elif a.get("computed") and result[name] is None:
            result[name] = made(a)
        if a.get("write_only"):
            result[name] = None
    for b in blocks:
        result[b["name"]] = each(
            b["nesting"], result[b["name"]],
            lambda v: fill(b["body"]["attributes"], b["body"]["blocks"], v, made))
    return result


def step(key):
    return field(1, field(3, key) if isinstance(key, int) and not isinstance(key, bool) else field(1, key))


def varint_step(index):
    return field(1, varint(3 << 3) + varint(index))


def replacing(attributes, blocks, old, new, path=b""):
    found = []
    old = old or {}
    new = {} if new .__class__ is msgpack.ExtType else new or {}

    def descend(nesting, sub_attributes, sub_blocks, before, after, path):
        if nesting in ("single", "group"):
            found.extend(replacing(sub_attributes, sub_blocks, before, after, path))
        elif nesting == "list" and isinstance(before, list) and isinstance(after, list):
            for index in range(min(len(before), len(after))):
                found.extend(replacing(sub_attributes, sub_blocks, before[index], after[index], path + varint_step(index)))
        elif nesting == "map" and isinstance(before, dict) and isinstance(after, dict):
            for key in before.keys() & after.keys():
                found.extend(replacing(sub_attributes, sub_blocks, before[key], after[key], path + field(1, field(2, key))))

    for a in attributes:
        before, after = old.get(a["name"]), new.get(a["name"])
        here = path + field(1, field(1, a["name"]))
        if a["name"].startswith("fixed"):
            if before != after:
                found.append(here)
        elif a["nested"] and before and after and not isinstance(after, msgpack.ExtType):
            descend(a["nested"][0], a["nested"][1], [], before, after, here)
    for b in blocks:
        before, after = old.get(b["name"]), new.get(b["name"])
        here = path + field(1, field(1, b["name"]))
        if b["name"].startswith("fixed"):
            if before != after:
                found.append(here)
        elif before and after and not isinstance(after, msgpack.ExtType):
            descend(b["nesting"], b["body"]["attributes"], b["body"]["blocks"], before, after, here)
    return found


def made_value(value):
    def make(a):
        name = a["name"]
        if name == "id":
            return (value.get("name") if isinstance(value.get("name"), str) else None) or value.get("value") or "thing"
        if name == "revision":
            return 1
        if a["nested"]:
            return [dict(x="made", y=1)]
        return {"kind": "made"} if isinstance(a["kind"], list) else "made:" + name
    return make


def known(value, example):
    """Replaces every unknown: the computed ones as for a new object, others by a fixed text."""
    if value .__class__ is msgpack.ExtType:
        return example
    if isinstance(value, dict):
        return {k: known(v, example) for k, v in value.items()}
    if isinstance(value, list):
        return [known(v, example) for v in value]
    return value


def plan(request):
    name = request[1].decode()
    schema = SCHEMAS[name]
    prior, proposed = unpack(request[2]), unpack(request[3])
    if proposed is None:
        return field(1, pack(None))
    planned = fill(schema["attributes"], schema["blocks"], proposed, lambda a: UNKNOWN)
    replaced = []
    if prior is not None:
        if planned != prior and "revision" in planned:
            planned["revision"] = UNKNOWN
        replaced = replacing(schema["attributes"], schema["blocks"], prior, planned)
    return field(1, pack(planned)) + b"".join(field(2, path) for path in replaced)


def apply(request):
    name = request[1].decode()
    schema = SCHEMAS[name]
    prior, planned, config = unpack(request[2]), unpack(request[3]), unpack(request[4])
    if planned is None:
        return field(1, pack(None))
    cleared = {k: (None if v .__class__ is msgpack.ExtType else v) for k, v in planned.items()}
    value = fill(schema["attributes"], schema["blocks"], cleared, made_value(cleared))
    if prior is not None and "revision" in value:
        value["revision"] = (prior.get("revision") or 0) + 1
    diagnostics = b""
    if str(value.get("name") or value.get("value")).startswith("fails"):
        diagnostics = field(3, field(1, 1) + field(2, "Out of stock") + field(3, "There is no such thing to be had."))
    return field(1, pack(known(value, "made"))) + diagnostics


def read(request):
    state = unpack(request[2])
    try:
        with open("drift.json") as file:
            drift = json.load(file)
    except FileNotFoundError:
        drift = {}
    if state and state.get("id") in drift:
        change = drift[state["id"]]
        state = None if change is None else {**state, **change}
    return field(1, pack(state))


def read_data(request):
    config = unpack(request[2])
    return field(1, pack({**config, "id": "data", "result": ["one", config.get("query") or "two"]}))


def schema(_):
    out = field(1, encode_schema(dict(attributes=[optional("region"), optional("token", sensitive=True)], blocks=[
        block("endpoint", "list", attributes=[optional("url")])])))
    for number, schemas in ((2, SCHEMAS), (3, DATA)):
        for name, body in schemas.items():
            out += field(number, field(1, name) + field(2, encode_schema(body)))
    return out + field(6, field(2, 1))


def upgrade(request):
    raw = decode(request[3])[1]
    value = json.loads(raw)
    for a in SCHEMAS[request[1].decode()]["attributes"]:
        if a["kind"] == "dynamic" and isinstance(value.get(a["name"]), dict):
            dynamic = value[a["name"]]
            value[a["name"]] = [json.dumps(dynamic["type"]).encode(), dynamic["value"]]
    return field(1, pack(value))


METHODS = dict(
    GetProviderSchema=schema, ValidateProviderConfig=lambda _: b"", ValidateResourceConfig=lambda _: b"",
    ValidateDataResourceConfig=lambda _: b"", ConfigureProvider=lambda _: b"", StopProvider=lambda _: b"",
    UpgradeResourceState=upgrade, ReadResource=read, PlanResourceChange=plan, ApplyResourceChange=apply,
    ReadDataSource=read_data)


OLD_NAMES = dict(
    GetProviderSchema="GetSchema", ValidateProviderConfig="PrepareProviderConfig",
    ValidateResourceConfig="ValidateResourceTypeConfig", ValidateDataResourceConfig="ValidateDataSourceConfig",
    ConfigureProvider="Configure", StopProvider="Stop")


def serve(methods, streams=None, protocol=6):
    """Answers calls by name, of protocol 6 whatever is spoken, until it is told to stop. Streams answer with many messages."""
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=4))

    def handler(function):
        return grpc.unary_unary_rpc_method_handler(lambda request, context: function(decode(request)))

    def streaming(function):
        return grpc.unary_stream_rpc_method_handler(lambda request, context: function(decode(request), context))

    handlers = {k: handler(f) for k, f in methods.items()} | {k: streaming(f) for k, f in (streams or {}).items()}
    if protocol == 5:
        handlers = {OLD_NAMES.get(k, k): f for k, f in handlers.items()}
    server.add_generic_rpc_handlers((
        grpc.method_handlers_generic_handler(f"tfplugin{protocol}.Provider", handlers),
        grpc.method_handlers_generic_handler(
            "plugin.GRPCController", {"Shutdown": handler(lambda _: (server.stop(0), b"")[1])})))
    path = os.path.join(tempfile.mkdtemp(), "provider.sock")
    server.add_insecure_port("unix:" + path)
    server.start()
    print(f"1|{protocol}|unix|{path}|grpc|", flush=True)
    server.wait_for_termination()
    os._exit(0)


if __name__ == "__main__":
    serve(METHODS)
