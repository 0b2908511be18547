"""Runs Terraform on every case of the rendering fixtures and records what it prints.

Usage: record.py FIXTURES TERRAFORM PROVIDER [CASE...]
A case is a folder with after.tf (what is planned), optionally before.tf (what is applied first) and case.json:
plan (extra arguments), taint (addresses), drift (see provider.py), depose (an address whose object is set aside).
The schemas of all types are taken from the case mixed-schemas.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

PROVIDERS = 'terraform {\n  required_providers {\n    shapes = {\n      source = "plumb/shapes"\n    }\n  }\n}\n'


def main():
    fixtures, terraform, provider, *chosen = sys.argv[1:]
    fixtures = pathlib.Path(fixtures)
    for case in sorted(path.parent for path in fixtures.glob("*/after.tf")):
        if not chosen or case.name in chosen:
            with tempfile.TemporaryDirectory() as scratch:
                record(case, pathlib.Path(scratch), terraform, provider)
                print("recorded", case.name, flush=True)


def environment(scratch, provider):
    folder = scratch / "mirror/registry.terraform.io/plumb/shapes/1.0.0/linux_amd64"
    folder.mkdir(parents=True)
    program = folder / "terraform-provider-shapes_v1.0.0"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{provider}"\n')
    program.chmod(0o755)
    settings = scratch / "settings.tfrc"
    settings.write_text(f'provider_installation {{\n  filesystem_mirror {{\n    path = "{scratch}/mirror"\n  }}\n}}\n')
    return {**os.environ, "TF_CLI_CONFIG_FILE": str(settings), "TF_DISABLE_PLUGIN_TLS": "1",
            "CHECKPOINT_DISABLE": "1", "TF_CLI_ARGS_init": "-no-color"}


def record(case, scratch, terraform, provider):
    env = environment(scratch, provider)
    work = scratch / "work"
    work.mkdir()
    shutil.copytree(case.parent / "modules", work / "modules")
    (work / "providers.tf").write_text(PROVIDERS)
    options = json.loads((case / "case.json").read_text()) if (case / "case.json").exists() else {}

    def run(*arguments, check=True):
        result = subprocess.run([terraform, *arguments], cwd=work, env=env, capture_output=True)
        if check and result.returncode not in (0, 2):
            sys.exit(f"{case.name}: terraform {' '.join(arguments)}\n{result.stdout.decode()}\n{result.stderr.decode()}")
        return result.stdout

    if (case / "before.tf").exists():
        shutil.copy(case / "before.tf", work / "main.tf")
        run("init")
        (case / "apply.txt").write_bytes(run("apply", "-auto-approve", "-no-color", "-parallelism=1"))
        for address in options.get("taint", []):
            run("taint", address)
        if "depose" in options:
            depose(work / "terraform.tfstate")
        if (work / "terraform.tfstate").exists():
            (case / "state.txt").write_bytes(run("show", "-no-color"))
            (case / "state.json").write_bytes(run("show", "-json"))
            shutil.copy(work / "terraform.tfstate", case / "state-v4.json")
    if "drift" in options:
        (work / "drift.json").write_text(json.dumps(options["drift"]))
    shutil.copy(case / "after.tf", work / "main.tf")
    run("init")
    run("plan", "-out=plan", "-no-color", *options.get("plan", []), check=case.name != "errored")
    (case / "stream.json").write_bytes(
        b"\n".join(sorted(run("plan", "-json", *options.get("plan", []), check=False).splitlines())) + b"\n")
    (case / "expected.txt").write_bytes(run("show", "-no-color", "plan"))
    (case / "coloured.txt").write_bytes(run("show", "plan"))
    (case / "plan.json").write_bytes(run("show", "-json", "plan"))
    if case.name == "mixed-schemas":
        schemas = trimmed(json.loads(run("providers", "schema", "-json")))
        (case.parent / "schemas.json").write_text(json.dumps(schemas, separators=(",", ":"), sort_keys=True) + "\n")


def trimmed(schemas):
    for name, schema in schemas["provider_schemas"].items():
        for kind in ("functions", "ephemeral_resource_schemas"):
            schema.pop(kind, None)
    return schemas


def depose(path):
    """Adds a deposed object beside the current one, as a failed replacement leaves it."""
    state = json.loads(path.read_text())
    instances = state["resources"][0]["instances"]
    instances.append({**instances[0], "deposed": "0123abcd"})
    state["serial"] += 1
    path.write_text(json.dumps(state))


main()
