"""A plugin that misbehaves in every way: what PlanResourceChange does is the resource type's name."""
import os
import sys
import tempfile
import threading
import time
from concurrent import futures

import grpc
from tf.gen import tfplugin_pb2 as pb

stopped = threading.Event()
SERVICE = "/tfplugin6.Provider/"
TYPES = ["echo", "garbage", "garbage_value", "die", "panic", "status", "hang", "empty", "json", "large"]


def schema():
    attribute, nested = pb.Schema.Attribute, pb.Schema.Object
    leaf = attribute(name="leaf", type=b'"string"', optional=True)
    block = pb.Schema.Block(attributes=[
        attribute(name="name", type=b'"string"', optional=True),
        attribute(name="any", type=b'"dynamic"', optional=True),
        attribute(name="one", optional=True, nested_type=nested(nesting=1, attributes=[leaf])),
        attribute(name="some", optional=True, computed=True, nested_type=nested(nesting=2, attributes=[
            leaf, attribute(name="inner", optional=True, nested_type=nested(nesting=4, attributes=[leaf]))])),
        attribute(name="all", optional=True, sensitive=True, nested_type=nested(nesting=3, attributes=[leaf])),
    ], block_types=[
        pb.Schema.NestedBlock(type_name="group", nesting=5, block=pb.Schema.Block(attributes=[leaf])),
        pb.Schema.NestedBlock(type_name="list", nesting=2, min_items=1, max_items=3,
                              block=pb.Schema.Block(attributes=[leaf])),
    ])
    return pb.GetProviderSchema.Response(
        provider=pb.Schema(block=pb.Schema.Block()),
        resource_schemas={"hostile_" + name: pb.Schema(version=3, block=block) for name in TYPES},
        server_capabilities=pb.ServerCapabilities(plan_destroy=True))


def plan(data, context):
    request = pb.PlanResourceChange.Request.FromString(data)
    response = pb.PlanResourceChange.Response(
        planned_state=request.proposed_new_state, planned_private=b"\0\xffprivate",
        requires_replace=[pb.AttributePath(steps=[
            {"attribute_name": "some"}, {"element_key_int": 1}, {"attribute_name": "inner"},
            {"element_key_string": "k"}])],
        diagnostics=[pb.Diagnostic(severity=2, summary="A warning", detail="Not bad.")])
    kind = request.type_name.removeprefix("hostile_")
    if kind == "garbage":
        return b"\xff\xff\xff garbage"
    if kind == "garbage_value":
        response.planned_state.msgpack = b"\xdf\xff\xff\xff\xff"
    if kind == "die":
        os.kill(os.getpid(), 9)
    if kind == "panic":
        sys.stderr.write('{"@level":"info","@message":"all is well","@timestamp":"2020"}\n')
        sys.stderr.write("panic: runtime error: index out of range [3]\n\ngoroutine 7 [running]:\nmain.main()\n")
        sys.stderr.flush()
        os._exit(2)
    if kind == "status":
        context.abort(grpc.StatusCode.INTERNAL, "grüße: 100% broken")
    if kind == "hang":
        stopped.wait(600)
    if kind == "empty":
        return b""
    if kind == "json":
        response.planned_state.CopyFrom(pb.DynamicValue(
            json=b'{"name":"from json","any":{"type":["list","bool"],"value":[true]},"group":{},"list":[]}'))
    if kind == "large":
        response.planned_private = b"x" * (40 << 20)
    return response.SerializeToString()


def answer(name, data, context):
    if name == "GetProviderSchema":
        return schema().SerializeToString()
    if name == "PlanResourceChange":
        return plan(data, context)
    if name == "ApplyResourceChange":
        time.sleep(1)
        request = pb.ApplyResourceChange.Request.FromString(data)
        return pb.ApplyResourceChange.Response(
            new_state=request.planned_state, private=request.planned_private).SerializeToString()
    if name == "StopProvider":
        stopped.set()
        return b""
    if name in ("ConfigureProvider", "ValidateProviderConfig"):
        return b""
    context.abort(grpc.StatusCode.UNIMPLEMENTED, "not here")


class Handler(grpc.GenericRpcHandler):
    def service(self, call):
        if call.method == "/plugin.GRPCStdio/StreamStdio":
            # StdioData of channel 1
            return grpc.unary_stream_rpc_method_handler(lambda data, context: iter([b"\x08\x01\x12\x06hello\n"]))
        if call.method == "/plugin.GRPCController/Shutdown":
            if "--stubborn" in sys.argv or os.environ.get("HOSTILE_STUBBORN"):
                return grpc.unary_unary_rpc_method_handler(lambda data, context: time.sleep(600))
            threading.Timer(0.05, lambda: os._exit(0)).start()
            return grpc.unary_unary_rpc_method_handler(lambda data, context: b"")
        if call.method.startswith(SERVICE):
            name = call.method.removeprefix(SERVICE)
            return grpc.unary_unary_rpc_method_handler(lambda data, context: answer(name, data, context))
        return None


server = grpc.server(futures.ThreadPoolExecutor(max_workers=16), options=[
    ("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)])
server.add_generic_rpc_handlers((Handler(),))
if os.environ.get("HOSTILE_TCP"):
    port = server.add_insecure_port("127.0.0.1:0")
    address = f"tcp|127.0.0.1:{port}"
else:
    path = os.path.join(tempfile.mkdtemp(), "socket")
    server.add_insecure_port("unix://" + path)
    address = "unix|" + path
server.start()
print(f"1|6|{address}|grpc|", flush=True)
server.wait_for_termination()
