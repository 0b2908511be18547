"""Reads what a collector was sent (the JSON in a file, under "body") as OpenTelemetry's own messages, and prints the names of the
spans. In OTLP's JSON identifiers are hexadecimal, other than protobuf has bytes in JSON."""
import base64
import json
import sys

from google.protobuf import json_format
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2

IDENTIFIERS = {"traceId": 16, "spanId": 8, "parentSpanId": 8}


def as_protobuf_has_it(value):
    if isinstance(value, list):
        return [as_protobuf_has_it(one) for one in value]
    if not isinstance(value, dict):
        return value
    result = {}
    for name, one in value.items():
        if name in IDENTIFIERS and one != "":
            identifier = bytes.fromhex(one)
            assert len(identifier) == IDENTIFIERS[name] and any(identifier), f"{name} is {one}"
            one = base64.b64encode(identifier).decode()
        result[name] = as_protobuf_has_it(one)
    return result


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        body = as_protobuf_has_it(json.load(file)["body"])
    # Names that the messages do not have are refused.
    request = json_format.ParseDict(body, trace_service_pb2.ExportTraceServiceRequest(), ignore_unknown_fields=False)
    spans = [span for one in request.resource_spans for scope in one.scope_spans for span in scope.spans]
    for span in spans:
        assert 0 < span.start_time_unix_nano <= span.end_time_unix_nano, span.name
    known = {span.span_id for span in spans}
    roots = [span for span in spans if span.parent_span_id not in known]
    json.dump({"spans": len(spans), "roots": len(roots), "traces": len({span.trace_id for span in spans})}, sys.stdout)


if __name__ == "__main__":
    main()
