"""A provider of protocol 6, made with the package tf: notes kept in files of a folder."""
import json
import os
import sys
import time
import uuid

from tf import runner, types
from tf.blocks import SetNestedBlock
from tf.function import Function, FunctionSignature, Parameter, Return
from tf.iface import DataSource, Provider, Resource
from tf.schema import Attribute, Block, Schema


class Note(Resource):
    def __init__(self, provider):
        self.folder = provider.folder

    @classmethod
    def get_name(cls):
        return "note"

    @classmethod
    def get_schema(cls):
        return Schema(version=2, attributes=[
            Attribute("id", types.String(), computed=True),
            Attribute("text", types.String(), required=True),
            Attribute("size", types.Number(), optional=True),
            Attribute("labels", types.Map(types.String()), optional=True),
            Attribute("topic", types.String(), optional=True, requires_replace=True),
        ], block_types=[SetNestedBlock("link", Block([Attribute("to", types.String(), required=True)]))])

    def path(self, identifier):
        return os.path.join(self.folder, identifier + ".json")

    def validate(self, diags, type_name, config):
        if config["text"] == "forbidden":
            diags.add_error("Forbidden text", "Nobody may write that.", path=["text"])

    def create(self, ctx, planned):
        if planned["text"] == "fail":
            ctx.diagnostics.add_error("No note was written", "The pen broke.")
            return None
        if planned["text"] == "slow":
            self.wait()
        return self.update(ctx, None, {**planned, "id": str(uuid.uuid4())})

    def wait(self):
        """Takes its time until there is a file `go`; half a minute at most, so that nothing stays."""
        with open(os.path.join(self.folder, "begun"), "w") as file:
            file.write(str(os.getpid()))
        for _ in range(600):
            if os.path.exists(os.path.join(self.folder, "go")):
                return
            time.sleep(0.05)

    def update(self, ctx, current, planned):
        with open(self.path(planned["id"]), "w") as file:
            json.dump(planned, file)
        return planned

    def read(self, ctx, current):
        if not os.path.exists(self.path(current["id"])):
            return None
        with open(self.path(current["id"])) as file:
            note = json.load(file)
        if "refused" in note:
            ctx.diagnostics.add_error("Reading the note failed", note["refused"])
            return current
        return note

    def delete(self, ctx, current):
        os.remove(self.path(current["id"]))

    def upgrade(self, ctx, version, old):
        return {**old, "text": old["text"] + f" (from version {version})"}


class Greeting(DataSource):
    def __init__(self, provider):
        pass

    @classmethod
    def get_name(cls):
        return "greeting"

    @classmethod
    def get_schema(cls):
        return Schema(attributes=[
            Attribute("name", types.String(), required=True), Attribute("text", types.String(), computed=True)])

    def read(self, ctx, config):
        return {"name": config["name"], "text": "Hello, " + config["name"]}


class Join(Function):
    def __init__(self, provider):
        pass

    @classmethod
    def get_name(cls):
        return "join"

    @classmethod
    def get_signature(cls):
        return FunctionSignature(
            parameters=[Parameter("separator", types.String())], return_type=Return(types.String()),
            variadic_parameter=Parameter("parts", types.String()), summary="Joins texts")

    def call(self, ctx, arguments):
        return arguments[0].join(arguments[1:])


class Notes(Provider):
    folder = "."

    def get_model_prefix(self):
        return "notes_"

    def get_provider_schema(self, diags):
        return Schema(attributes=[Attribute("folder", types.String(), required=True)])

    def full_name(self):
        return "example.com/tests/notes"

    def validate_config(self, diags, config):
        if config["folder"] == "":
            diags.add_error("No folder", "Name a folder.", path=["folder"])

    def configure_provider(self, diags, config):
        self.folder = config["folder"]
        if self.folder.endswith("/locked"):
            diags.add_error("No valid credential sources found", "There is no key to this folder.")

    def get_data_sources(self):
        return [Greeting]

    def get_resources(self):
        return [Note]

    def get_functions(self):
        return [Join]


intercept = runner._ShutdownInterceptor.intercept_service


def finish_what_was_begun(self, continuation, details):
    """The package ends everything when asked to stop; well-made providers end what they have begun."""
    if details.method.endswith("/StopProvider"):
        return continuation(details)
    return intercept(self, continuation, details)


runner._ShutdownInterceptor.intercept_service = finish_what_was_begun
runner.run_provider(Notes(), sys.argv)
