"""A local stand-in for AWS: moto's server on a free loopback port.

Prints its address on the first line and serves until its parent process is gone, standard input is closed
(with --until-stdin-closes) or the time limit is over, so that no server outlives the script that started it.
"""

import argparse
import functools
import json
import logging
import os
import sys
import threading
import time
import types


def answer_as_aws_does() -> None:
    """Mends the answers of moto in which a plan would see a change that AWS does not show."""
    import moto.sqs.models

    # AWS returns a redrive policy without blanks, as the provider writes it.
    compact = functools.partial(json.dumps, separators=(",", ":"))
    moto.sqs.models.json = types.SimpleNamespace(loads=json.loads, dumps=compact)


def list_as_aws_does() -> None:
    """Mends the lists of moto: those that it does not have are empty, and those of one's own have nothing of others."""
    from moto.apigatewayv2.responses import ApiGatewayV2Response
    from moto.core.responses import ActionResult
    from moto.ec2.models.elastic_block_store import VolumeAttachment
    from moto.ec2.models.nat_gateways import NatGateway
    from moto.ec2.responses import EC2Response
    from moto.ecs.models import EC2ContainerServiceBackend
    from moto.efs.models import MountTarget
    from moto.elasticache.responses import ElastiCacheResponse
    from moto.kms.models import Key
    from moto.rds.models import RDSBackend

    def own_snapshots(response: EC2Response) -> ActionResult:
        found = response.ec2_backend.describe_snapshots(
            snapshot_ids=response._get_param("SnapshotIds", []), filters=response._filters_from_querystring()
        )
        if "self" in response._get_param("OwnerIds", []):
            # Moto makes these for the images of others.
            found = [snapshot for snapshot in found if not snapshot.description.startswith("Auto-created snapshot")]
        return ActionResult({"Snapshots": found})

    def option_groups(backend: RDSBackend, arguments: dict) -> list:
        name = arguments.get("option_group_name") or arguments.get("OptionGroupName")
        return describe_option_groups(backend, {"option_group_name": name}) if backend.option_groups or name else []

    def capacity_providers(backend: EC2ContainerServiceBackend, names: list | None) -> tuple:
        return (list(backend.capacity_providers.values()), []) if names is None else describe_providers(backend, names)

    def authorizers(response: ApiGatewayV2Response) -> tuple:
        api = response.apigatewayv2_backend.get_api(response.path.split("/")[-2])
        return 200, {}, json.dumps({"items": [each.to_json() for each in api.authorizers.values()]})

    def goes_with_instance(attachment: VolumeAttachment) -> bool:
        device = attachment.instance.block_device_mapping.get(attachment.device)
        return bool(device and device.delete_on_termination)

    def belongs_to_service(method, interface):
        """Interfaces that a service makes for itself are said to be managed by it."""

        def mended(self, *arguments, **named):
            result = method(self, *arguments, **named)
            interface(self, arguments).requester_managed = True
            return result

        return mended

    def key_of_service(key: Key) -> dict:
        told = describe_key(key)
        # Those that services make for themselves say so.
        if key.description.startswith("Default master key that protects my "):
            told["KeyMetadata"]["KeyManager"] = "AWS"
        return told

    describe_key = Key.to_dict
    Key.to_dict = key_of_service
    describe_option_groups = RDSBackend.describe_option_groups
    describe_providers = EC2ContainerServiceBackend.describe_capacity_providers
    ApiGatewayV2Response.get_authorizers = authorizers
    VolumeAttachment.delete_on_termination = property(goes_with_instance)
    NatGateway.__init__ = belongs_to_service(NatGateway.__init__, lambda self, _: self._eni)
    MountTarget.set_network_interface = belongs_to_service(
        MountTarget.set_network_interface, lambda _, arguments: arguments[0]
    )
    EC2Response.describe_snapshots = own_snapshots
    EC2Response.describe_placement_groups = lambda _: ActionResult({"PlacementGroups": []})
    ElastiCacheResponse.describe_cache_parameter_groups = lambda _: ActionResult({"CacheParameterGroups": []})
    RDSBackend.describe_option_groups = option_groups
    EC2ContainerServiceBackend.describe_capacity_providers = capacity_providers


def answer_quickly() -> None:
    """Lets moto work out once what it would work out again for each request."""
    import moto.core.responses
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication

    moto.core.responses.method_names_from_class = functools.cache(moto.core.responses.method_names_from_class)
    of_host = DomainDispatcherApplication.get_backend_for_host
    DomainDispatcherApplication.get_backend_for_host = functools.cache(of_host)


def start() -> str:
    """Moto's own server, which opens a connection and a thread for each request. Returns its address."""
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    return f"http://{host}:{port}"


def start_lean() -> str:
    """One thread that keeps connections open: for benches, which would measure the server more than what asks it."""
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from waitress.server import create_server

    logging.getLogger("waitress").setLevel(logging.ERROR)
    server = create_server(DomainDispatcherApplication(create_backend_app), host="127.0.0.1", port=0, threads=1)
    threading.Thread(target=server.run, daemon=True).start()
    return f"http://127.0.0.1:{server.effective_port}"


def serve(seconds: float, until_stdin_closes: bool, is_lean: bool) -> None:
    parent = os.getppid()
    answer_as_aws_does()
    list_as_aws_does()
    answer_quickly()
    print(start_lean() if is_lean else start(), flush=True)
    if until_stdin_closes:
        sys.stdin.read()
        return
    end = time.monotonic() + seconds
    while time.monotonic() < end and os.getppid() == parent:
        time.sleep(0.5)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=7200, help="stop after this time at the latest")
    arguments.add_argument("--until-stdin-closes", action="store_true")
    arguments.add_argument("--lean", action="store_true", help="spend less on connections and threads, for benches")
    options = arguments.parse_args()
    serve(options.seconds, options.until_stdin_closes, options.lean)
