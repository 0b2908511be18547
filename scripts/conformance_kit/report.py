"""The report at the end of scripts/conformance: one row for each area."""

import datetime
import pathlib

# Of a generated case that differs, so much is shown.
SHOWN_LINES, SHOWN_COLUMNS = 3, 200


class Row:
    def __init__(self, name, same, different, known=0, note=""):
        self.name, self.same, self.different, self.known, self.note = name, same, different, known, note


def rows_of(areas) -> list:
    """The rows of generated areas, those of all seeds together."""
    rows = {}
    for area in areas:
        row = rows.setdefault(area.name, Row(area.name, 0, 0, note=0))
        row.same += area.same
        row.different += len(area.different) - area.listed
        row.known += area.listed
        row.note += area.refused
    for row in rows.values():
        row.note = f"{row.note} of them refused by both" if row.note else ""
    return list(rows.values())


def total(rows) -> Row:
    return Row("all", sum(row.same for row in rows), sum(row.different for row in rows), sum(row.known for row in rows))


def table(rows) -> str:
    width = max(len(row.name) for row in rows)
    lines = [f"{'':{width}}  {'same':>6} {'different':>9} {'listed':>6}"]
    lines += [f"{row.name:{width}}  {row.same:>6} {row.different:>9} {row.known:>6}  {row.note}".rstrip() for row in [*rows, total(rows)]]
    return "\n".join(lines)


def markdown(rows, names, seeds, fresh, known: pathlib.Path) -> str:
    date = datetime.datetime.now(datetime.timezone.utc).date()
    lines = [
        "# Conformance", "",
        f"Written by `scripts/conformance --markdown docs/conformance.md` on {date}: {names[1]}, judged by {names[0]};",
        f"generated cases from seed {', '.join(seeds)}. Anyone can write it again; [Tests/Conformance](../Tests/Conformance/README.md) says what is compared.",
        "", "| area | same | different | listed | |", "|---|---:|---:|---:|---|",
    ]
    lines += [f"| {row.name} | {row.same} | {row.different} | {row.known} | {row.note} |" for row in [*rows, total(rows)]]
    if fresh:
        lines += ["", "## Different", ""]
        for case, found in fresh:
            lines.append(f"- `{case}`")
            lines += ["", *(f"      {line[:SHOWN_COLUMNS]}" for text in found[:SHOWN_LINES] for line in text.split("\n")[:SHOWN_LINES]), ""]
    listed = [line.partition("#")[::2] for line in known.read_text().splitlines() if not line.startswith("#") and "#" in line]
    lines += ["", "## Listed", "", "Differences with a reason, from Tests/Conformance/known-differences.txt.", ""]
    lines += [f"- `{place.strip()}`: {reason.strip()}" for place, reason in listed]
    return "\n".join(lines) + "\n"


def write(path: pathlib.Path, *contents) -> None:
    path.write_text(markdown(*contents))
