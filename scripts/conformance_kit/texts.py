"""The broken configurations of Tests/Conformance/validate: many in one file, each with what Terraform says of it.

    === name                  begins a case; "[plan]" behind the name asks `plan`, else `validate`; "[aws]" needs the provider
    @@ path                   begins a file of it
    >>> error main.tf 1:2-1:5 Summary
        {...}                 behind the files: each diagnostic, with its snippet on the line after it
"""

import json
import pathlib
import re
import tempfile

from . import cases as kit

FOLDER = kit.CASES / "validate"


class Text:
    def __init__(self, area: str, header: str, lines: list):
        self.area, self.header = area, header
        self.title = re.sub(r" *\[\w+\]", "", header)
        self.name = f"validate/{area}/{self.title.replace(' ', '-')}"
        self.plans = "[plan]" in header
        self.needs_aws = "[aws]" in header
        self.files, self.expected = {}, []
        path = None
        for line in lines:
            if line.startswith("@@ "):
                path = line[3:]
                self.files[path] = []
            elif line.startswith(">>> "):
                path = None
                self.expected.append([line[4:], "{}"])
            elif path is not None:
                self.files[path].append(line)
            elif self.expected and line.strip():
                self.expected[-1][1] = line.strip()

    def written(self, diagnostics) -> str:
        text = f"=== {self.header}\n"
        for path, lines in self.files.items():
            text += f"@@ {path}\n" + "".join(f"{line}\n" for line in lines)
        for head, snippet in diagnostics:
            text += f">>> {head}\n" + ("" if snippet == "{}" else f"    {snippet}\n")
        return text


def read(area: pathlib.Path) -> list:
    pieces = re.split(r"(?m)^=== (.*)\n", area.read_text())[1:]
    return [Text(area.stem, header, body.split("\n")[:-1]) for header, body in zip(pieces[::2], pieces[1::2])]


def all_texts(names) -> list:
    texts = [text for area in sorted(FOLDER.glob("*.txt")) for text in read(area)]
    if names:
        texts = [t for t in texts if any(t.name == name or t.name.startswith(name + "/") for name in names)]
    return texts


def told(text: Text, engine: kit.Engine, stand_in) -> list:
    """What an engine says: pairs of a line with severity, place and summary, and the snippet as JSON."""
    address = stand_in.fresh() if text.needs_aws else None
    with tempfile.TemporaryDirectory(prefix="plumb-texts-") as place:
        folder = pathlib.Path(place).resolve()
        for path, lines in text.files.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("".join(f"{line}\n" for line in lines))
        if text.needs_aws or any("/" in path for path in text.files):
            engine.run(folder, address, ["init", "-input=false", "-no-color", "-backend=false"], expected=(0, 1))
        if text.plans:
            done = engine.run(folder, address, ["plan", "-input=false", "-no-color", "-json"], expected=(0, 1))
            messages = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
            found = [m["diagnostic"] for m in messages if m.get("type") == "diagnostic"]
        else:
            done = engine.run(folder, address, ["validate", "-no-color", "-json"], expected=(0, 1))
            found = json.loads(done.stdout)["diagnostics"]
    pairs = [pair(diagnostic) for diagnostic in found]
    return sorted({tuple(p) for p in pairs}, key=lambda p: (place_order(p[0]), p))


def place_order(head: str):
    words = head.split()
    numbers = re.match(r"(\d+):(\d+)-", words[2]) if len(words) > 2 else None
    return (words[1], *map(int, numbers.groups())) if numbers else ("", 0, 0)


def pair(diagnostic: dict) -> list:
    head = diagnostic["severity"]
    place = diagnostic.get("range")
    # Without a file's name, the place of an argument that is not there.
    if place and place["filename"]:
        start, end = place["start"], place["end"]
        head += f" {place['filename']} {start['line']}:{start['column']}-{end['line']}:{end['column']}"
    snippet = dict(diagnostic.get("snippet") or {})
    # The code is that of the file, in full lines.
    snippet.pop("code", None)
    if not snippet.get("values"):
        snippet.pop("values", None)
    else:
        snippet["values"] = [[v["traversal"], v["statement"]] for v in snippet["values"]]
    if "function_call" in snippet:
        snippet["function_call"] = (snippet["function_call"] or {}).get("called_as")
    return [f"{head} {diagnostic['summary']}", json.dumps(snippet, sort_keys=True, ensure_ascii=False)]


def differences(expected: list, actual: list) -> list:
    wanted, got = {tuple(p) for p in expected}, {tuple(p) for p in actual}
    # Where Terraform names no place, Plumb may name one. Terraform puts the members of a cycle into its summary.
    placeless = {re.sub(r"^error Cycle: .*", "error Cycle", h) for h, _ in wanted if not re.search(r" \d+:\d+-\d", h)}
    found = {re.sub(r"^(\w+) \S+ \d+:\d+-\d+:\d+ ", r"\1 ", h) for h, _ in got}
    wanted = {p for p in wanted if re.sub(r"^error Cycle: .*", "error Cycle", p[0]) not in placeless & found}
    placed = {h for h, _ in wanted}
    got = {p for p in got if p[0] in placed or re.sub(r"^(\w+) \S+ \d+:\d+-\d+:\d+ ", r"\1 ", p[0]) not in placeless}
    lines = []
    heads, got_heads = {h for h, _ in wanted}, {h for h, _ in got}
    lines += [f"missing: {h}" for h in heads - got_heads]
    lines += [f"unexpected: {h}" for h in got_heads - heads]
    lines += [f"snippet of {h}: expected {s}, got {next(g for k, g in got if k == h)}"
              for h, s in wanted - got if h in got_heads]
    return sorted(lines)


def record(texts: list, engine: kit.Engine, results: dict) -> None:
    """Writes the areas anew, with the results by name; what was not asked for stays."""
    for area in {text.area for text in texts}:
        file = FOLDER / f"{area}.txt"
        every = read(file)
        file.write_text("".join(t.written(results.get(t.name, t.expected)) for t in every))
