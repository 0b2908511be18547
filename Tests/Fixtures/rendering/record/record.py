"""Runs Terraform on every case of the rendering fixtures and records what it prints.

Usage: record.py FIXTURES TERRAFORM PROVIDER [CASE...]
Cases with "aws" in case.json need a mirror of hashicorp/aws in PLUMB_PROVIDER_MIRROR, and are left out without one.
With "pretend", what before.tf plans is taken for made, with values made up for what only a cloud would know.
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

AWS = 'terraform {\n  required_providers {\n    aws = {\n      source = "hashicorp/aws"\n    }\n  }\n}\n'
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
    mirror = os.environ.get("PLUMB_PROVIDER_MIRROR")
    aws = f'  filesystem_mirror {{\n    path    = "{mirror}"\n    include = ["hashicorp/*"]\n  }}\n' if mirror else ""
    settings.write_text(f'provider_installation {{\n  filesystem_mirror {{\n    path    = "{scratch}/mirror"\n'
                        f'    include = ["plumb/*"]\n  }}\n{aws}}}\n')
    return {**os.environ, "TF_CLI_CONFIG_FILE": str(settings), "TF_DISABLE_PLUGIN_TLS": "1",
            "CHECKPOINT_DISABLE": "1", "TF_CLI_ARGS_init": "-no-color"}


def record(case, scratch, terraform, provider):
    env = environment(scratch, provider)
    work = scratch / "work"
    work.mkdir()
    shutil.copytree(case.parent / "modules", work / "modules")
    options = json.loads((case / "case.json").read_text()) if (case / "case.json").exists() else {}
    if options.get("aws") and "PLUMB_PROVIDER_MIRROR" not in os.environ:
        return
    (work / "providers.tf").write_text(AWS if options.get("aws") else PROVIDERS)

    def run(*arguments, check=True):
        result = subprocess.run([terraform, *arguments], cwd=work, env=env, capture_output=True)
        if check and result.returncode not in (0, 2):
            sys.exit(f"{case.name}: terraform {' '.join(arguments)}\n{result.stdout.decode()}\n{result.stderr.decode()}")
        return result.stdout

    if options.get("pretend"):
        shutil.copy(case / "before.tf", work / "main.tf")
        run("init")
        run("plan", "-out=plan", *options.get("plan", []))
        planned = json.loads(run("show", "-json", "plan"))
        state = pretended(planned, json.loads(run("providers", "schema", "-json")))
        (work / "terraform.tfstate").write_text(json.dumps(state))
        (case / "state.txt").write_bytes(run("show", "-no-color"))
        (case / "state.json").write_bytes(run("show", "-json"))
        shutil.copy(work / "terraform.tfstate", case / "state-v4.json")
    elif (case / "before.tf").exists():
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
    if case.name == "aws-update":
        schemas = trimmed(json.loads(run("providers", "schema", "-json")))
        used = {r["type"] for r in json.loads((case / "plan.json").read_bytes())["resource_changes"]}
        for schema in schemas["provider_schemas"].values():
            for kind in ("resource_schemas", "data_source_schemas"):
                schema[kind] = {name: without_words(s) for name, s in schema.get(kind, {}).items() if name in used}
            schema["provider"] = without_words(schema["provider"])
        (case.parent / "schemas-aws.json").write_text(json.dumps(schemas, separators=(",", ":"), sort_keys=True) + "\n")
    if case.name == "mixed-schemas":
        schemas = trimmed(json.loads(run("providers", "schema", "-json")))
        (case.parent / "schemas.json").write_text(json.dumps(schemas, separators=(",", ":"), sort_keys=True) + "\n")


def trimmed(schemas):
    for name, schema in schemas["provider_schemas"].items():
        for kind in ("functions", "ephemeral_resource_schemas"):
            schema.pop(kind, None)
    return schemas


def without_words(schema):
    """Descriptions make up most of a schema."""
    if isinstance(schema, dict):
        return {k: v if k == "type" else without_words(v) for k, v in schema.items()
                if not (k.startswith("description") and isinstance(v, str))}
    return [without_words(s) for s in schema] if isinstance(schema, list) else schema


def pretended(plan, schemas):
    """The state that would stand after the plan was applied."""
    resources = {}
    for change in plan["resource_changes"]:
        kind = "resource_schemas" if change["mode"] == "managed" else "data_source_schemas"
        schema = schemas["provider_schemas"][change["provider_name"]][kind][change["type"]]
        if change["mode"] != "managed":
            continue
        after = change["change"]["after"]
        fill(after, change["change"]["after_unknown"], schema["block"], change["type"])
        key = (change["type"], change["name"])
        resource = resources.setdefault(key, {
            "mode": "managed", "type": change["type"], "name": change["name"],
            "provider": f'provider["{change["provider_name"]}"]', "instances": []})
        instance = {"schema_version": schema["version"], "attributes": after, "sensitive_attributes": []}
        resource["instances"].append({**({"index_key": change["index"]} if "index" in change else {}), **instance})
    return {"version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "pretended", "outputs": {},
            "resources": list(resources.values()), "check_results": None}


def fill(value, unknown, block, seed):
    for name, attribute in block.get("attributes", {}).items():
        if unknown.get(name) is True:
            value[name] = made_up(attribute.get("type", "string"), f"{seed}-{name}")
    for name, nested in block.get("block_types", {}).items():
        if unknown.get(name) is True:
            value[name] = []
        elif isinstance(unknown.get(name), list):
            for element, part in zip(value[name], unknown[name]):
                fill(element, part, nested["block"], f"{seed}-{name}")


def made_up(kind, seed):
    if isinstance(kind, list):
        return {} if kind[0] in ("map", "object") else []
    text = f"arn:aws:x:eu-central-1:123456789012:{seed}" if seed.endswith("arn") else seed
    if seed == "aws_launch_template-id":
        text = "lt-0123456789abcdef0"
    return {"string": text, "number": 0, "bool": False}[kind]


def depose(path):
    """Adds a deposed object beside the current one, as a failed replacement leaves it."""
    state = json.loads(path.read_text())
    instances = state["resources"][0]["instances"]
    instances.append({**instances[0], "deposed": "0123abcd"})
    state["serial"] += 1
    path.write_text(json.dumps(state))


main()
