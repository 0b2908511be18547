"""A provider of protocol 6, made with the package tf: it tells which configuration it has, where it works and who it is."""
import os
import sys

from tf import runner, types
from tf.iface import DataSource, Provider
from tf.schema import Attribute, Schema


class Identity(DataSource):
    """What the process knows of itself: whose it is must be whose configuration asks."""

    def __init__(self, provider):
        self.provider = provider

    @classmethod
    def get_name(cls):
        return "identity"

    @classmethod
    def get_schema(cls):
        return Schema(attributes=[
            Attribute("note", types.String(), optional=True), Attribute("account", types.String(), computed=True),
            Attribute("process", types.Number(), computed=True), Attribute("directory", types.String(), computed=True)])

    def read(self, ctx, config):
        if config["note"] == "die":
            os._exit(3)
        if config["note"] == "throttled":
            ctx.diagnostics.add_error("ThrottlingException: Rate exceeded", "Try again later.")
            return None
        return {"note": config["note"], "account": self.provider.account, "process": os.getpid(),
                "directory": os.getcwd()}


class Text(DataSource):
    """A file, by a path as the provider understands it."""

    def __init__(self, provider):
        pass

    @classmethod
    def get_name(cls):
        return "text"

    @classmethod
    def get_schema(cls):
        return Schema(attributes=[
            Attribute("path", types.String(), required=True), Attribute("content", types.String(), computed=True)])

    def read(self, ctx, config):
        try:
            with open(config["path"]) as file:
                return {"path": config["path"], "content": file.read()}
        except OSError as error:
            ctx.diagnostics.add_error("No such text", str(error))


class Accounts(Provider):
    account = "nobody"

    def get_model_prefix(self):
        return "accounts_"

    def get_provider_schema(self, diags):
        return Schema(attributes=[
            Attribute("account", types.String(), required=True), Attribute("secret", types.String(), optional=True)])

    def full_name(self):
        return "example.com/tests/accounts"

    def validate_config(self, diags, config):
        pass

    def configure_provider(self, diags, config):
        self.account = config["account"]
        if os.environ.get("ACCOUNTS_LOG"):
            with open(os.environ["ACCOUNTS_LOG"], "a") as log:
                log.write(f"{os.getpid()} {self.account}\n")

    def get_data_sources(self):
        return [Identity, Text]

    def get_resources(self):
        return []


runner.run_provider(Accounts(), sys.argv)
