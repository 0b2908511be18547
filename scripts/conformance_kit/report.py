"""The report at the end of scripts/conformance: one row for each area."""

import pathlib


class Row:
    def __init__(self, name, same, different, known=0, note=""):
        self.name, self.same, self.different, self.known, self.note = name, same, different, known, note


def rows_of(areas) -> list:
    """The rows of generated areas."""
    return [
        Row(area.name, area.same, len(area.different), area.listed, note=f"{area.refused} refused by both" if area.refused else "")
        for area in areas
    ]


def table(rows) -> str:
    width = max(len(row.name) for row in rows)
    lines = [f"{'':{width}}  {'same':>6} {'different':>9} {'listed':>6}"]
    lines += [f"{row.name:{width}}  {row.same:>6} {row.different:>9} {row.known:>6}  {row.note}".rstrip() for row in rows]
    return "\n".join(lines)


def markdown(rows, judge: str, seed: str) -> str:
    lines = [
        "# Conformance", "",
        f"Written by `scripts/conformance --markdown docs/conformance.md`, judged by {judge}; seed {seed}.",
        "*Listed* are differences with a reason in Tests/Conformance/known-differences.txt.", "",
        "| area | same | different | listed | |", "|---|---:|---:|---:|---|",
    ]
    lines += [f"| {row.name} | {row.same} | {row.different} | {row.known} | {row.note} |" for row in rows]
    return "\n".join(lines) + "\n"


def write(path: pathlib.Path, rows, judge, seed) -> None:
    path.write_text(markdown(rows, judge, seed))
