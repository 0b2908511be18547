"""Calls of all functions, and expressions: hundreds in one module, each of them an output and a resource's argument."""

from . import bench as common
from . import random_calls, random_expressions
from .normal import differences

# How many go into one module: starting an engine takes longer than most cases.
TOGETHER = 120
# Those of a call that is refused once may hide what is wrong with others only later, so that it is asked again.
ROUNDS = 8

GIVEN = """
variable "s" { default = "text" }
variable "n" { default = 3 }
variable "flag" { default = true }
variable "strings" { default = ["b", "a"] }
variable "typed" {
  type    = map(number)
  default = { a = 1, b = 2 }
}
variable "secret" {
  default   = "hidden"
  sensitive = true
}
resource "terraform_data" "unknown" { input = "later" }
resource "terraform_data" "none" {}
"""
NAMED = {
    "string": ["var.s", "var.secret", "terraform_data.unknown.id"], "number": ["var.n"], "bool": ["var.flag"],
    "list": ["var.strings", "toset(var.strings)"], "map": ["var.typed", "terraform_data.none"],
    "any": ["terraform_data.unknown.output"],
}


def calls(bench, count):
    """Each of the functions in turn, with arguments by lot."""
    area = common.Area("functions: generated calls")
    names = sorted(bench.all_signatures)

    def text(number):
        name = names[number % len(names)]
        made = random_calls.Calls(bench.random("call", number), bench.all_signatures).call(name)
        return random_calls.ONLY_ACCEPTED.get(name, "%s") % made

    compare_all(bench, area, "call", text, count, random_calls.GIVEN, random_calls.FILES)
    return area


def expressions(bench, count):
    """Nested expressions; some are in `try`, so that others find something to work on."""
    area = common.Area("expressions: generated")

    def text(number):
        source = bench.random("expression", number)
        made = random_expressions.Expressions(source, bench.signatures, NAMED).any(source.randrange(1, 5))
        return f'try({made}, "does not work")' if source.random() < 0.5 else made

    compare_all(bench, area, "expression", text, count, GIVEN, {})
    return area


def compare_all(bench, area, prefix, text, count, given, files):
    batches = [range(first, min(first + TOGETHER, count)) for first in range(0, count, TOGETHER)]

    def work(numbers):
        made = {number: text(number) for number in numbers}
        return made, compared(bench, made, given, files)

    for made, results in bench.each(work, batches):
        for number, (found, refused) in results.items():
            area.settle(f"{prefix}/{bench.seed}/{number}", [f"{made[number]}: {line}" for line in found], refused)


class Source:
    """A module with one output for each text, or one resource's argument; knows whose line it is."""

    def __init__(self, made, given, with_resources):
        self.text, self.owners = given, {}
        for number, text in made.items():
            self.add(number, f'output "e{number}" {{\n  value     = [{text}]\n  sensitive = true\n}}\n')
            if with_resources:
                self.add(number, f'resource "terraform_data" "e{number}" {{\n  input = {text}\n}}\n')

    def add(self, number, block):
        line = self.text.count("\n") + 1
        self.text += block
        for at in range(line, self.text.count("\n") + 1):
            self.owners[at] = (number, at - line)

    def told(self, diagnostics) -> dict:
        """The diagnostics of each number, with lines as they are within its block; those of none under None."""
        found = {}
        for head in diagnostics:
            severity, *rest = head.split(" ", 3)
            if len(rest) == 3 and rest[0] == "main.tf":
                begin, _, end = rest[1].partition("-")
                number, line = self.owners.get(int(begin.split(":")[0]), (None, 0))
                place = f"{line}:{begin.split(':')[1]}-{end.split(':')[1]}"
                found.setdefault(number, []).append(f"{severity} {place} {rest[2]}")
            else:
                found.setdefault(None, []).append(head)
        return {number: sorted(set(lines)) for number, lines in found.items()}


def compared(bench, made, given, files) -> dict:
    """For each number what differs, and whether it was refused."""
    left, results = dict(made), {}
    for with_resources in (False, True):
        for _ in range(ROUNDS):
            source = Source(left, given, with_resources)
            plans = [bench.planned(engine, {"main.tf": source.text, **files}) for engine in (bench.judge, bench.plumb)]
            wanted, got = (source.told(plan.diagnostics) for plan in plans)
            refused = sorted({n for told in (wanted, got) for n in told if n is not None and any(l.startswith("error") for l in told[n])})
            if not plans[0].refused and not plans[1].refused:
                settle_values(left, plans, results, with_resources)
                break
            if not refused:
                # Refused for no expression that one could name: find it by halves.
                return results | halves(bench, left, given, files, wanted, got)
            for number in refused:
                lines = told_differently(wanted.get(number, []), got.get(number, []))
                where = "as an argument: " if with_resources else ""
                results[number] = ([where + line for line in lines], not lines)
                del left[number]
            if not left:
                return results
    return results


def halves(bench, left, given, files, wanted, got) -> dict:
    numbers = sorted(left)
    if len(numbers) == 1:
        lines = told_differently(wanted.get(None, []), got.get(None, []))
        return {numbers[0]: (lines, not lines)}
    middle = len(numbers) // 2
    return {
        number: result for half in (numbers[:middle], numbers[middle:])
        for number, result in compared(bench, {n: left[n] for n in half}, given, files).items()
    }


def told_differently(wanted, got) -> list:
    return [f"expected {head}" for head in wanted if head not in got] + [f"got {head}" for head in got if head not in wanted]


def settle_values(left, plans, results, with_resources):
    wanted, got = ({"changes": changes(plan.plan), **plan.plan} for plan in plans)
    for number in left:
        name = f"e{number}"
        if with_resources:
            pair = [plan["changes"].get(f"terraform_data.{name}") for plan in (wanted, got)]
        else:
            pair = [[plan["output_changes"].get(name), plan["planned_values"]["outputs"].get(name)] for plan in (wanted, got)]
        found = differences(*pair)
        if found or number not in results:
            results[number] = (results.get(number, ([], False))[0] + found, False)


def changes(plan) -> dict:
    return {change["address"]: change["change"] for change in plan.get("resource_changes", [])}
