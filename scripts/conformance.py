#!/usr/bin/env python3
"""Compares Plumb's plans with Terraform's; see Tests/Conformance/README.md.

  conformance.py check  --plumb PROGRAM [--terraform PROGRAM] [--live] [CASE...]
  conformance.py record --terraform PROGRAM [CASE...]
"""

import argparse
import concurrent.futures
import fnmatch
import json
import pathlib
import queue
import random
import re
import shutil
import sys
import time

from conformance_kit import cases as kit
from conformance_kit import generated, normal, report
from conformance_kit import texts as broken
from conformance_kit.bench import Bench

KNOWN = kit.CASES / "known-differences.txt"
CROSS_CHECKS = kit.CASES / "cross-checks.txt"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", choices=["check", "record"])
    parser.add_argument("cases", nargs="*")
    parser.add_argument("--plumb")
    parser.add_argument("--terraform")
    parser.add_argument("--mirror-config", help="a CLI configuration file that names a provider mirror")
    parser.add_argument("--live", action="store_true", help="judge every case by Terraform now, not by its recording")
    parser.add_argument("--without-aws", action="store_true", help="leave out the cases that need the AWS provider")
    parser.add_argument("--only-missing", action="store_true", help="record only what has no recording")
    parser.add_argument("--count", type=int, default=0, help="how many cases to generate; needs --terraform")
    parser.add_argument("--seed", help="of the generated cases, or several with commas between; by default another one each time")
    parser.add_argument("--areas", help=f"of the generated cases, with commas between: {', '.join(generated.AREAS)}; by default all")
    parser.add_argument("--markdown", type=pathlib.Path, help="a file for the report")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--results", type=pathlib.Path, default=kit.ROOT / ".build" / "conformance")
    options = parser.parse_intermixed_args()

    of_texts = [name for name in options.cases if name.split("/")[0] == "validate"]
    others = [name for name in options.cases if name not in of_texts]
    chosen = kit.all_cases(others) if others or not of_texts else []
    chosen += broken.all_texts([n for n in of_texts if n != "validate"]) if of_texts or not others else []
    skipped = [case for case in chosen if options.without_aws and case.needs_aws]
    chosen = [case for case in chosen if case not in skipped]
    terraform = kit.Engine(options.terraform, options.mirror_config) if options.terraform else None
    if options.verb == "record":
        if not terraform:
            parser.error("record needs --terraform")
        return record(chosen, terraform, options)
    if not options.plumb:
        parser.error("check needs --plumb")
    plumb = kit.Engine(options.plumb, options.mirror_config)
    return check(chosen, skipped, plumb, terraform, options)


def in_parallel(work, items, jobs: int):
    """Calls work(item, stand_in) for each item with `jobs` workers, and yields (item, result or exception)."""
    stand_ins = queue.SimpleQueue()
    made = [kit.StandIn() for _ in range(jobs)]
    for stand_in in made:
        stand_ins.put(stand_in)

    def one(item):
        stand_in = stand_ins.get()
        try:
            return item, work(item, stand_in)
        except Exception as error:  # the run of one case must not end the others
            return item, error
        finally:
            stand_ins.put(stand_in)

    try:
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            futures = [pool.submit(one, item) for item in items]
            yield from (future.result() for future in concurrent.futures.as_completed(futures))
    finally:
        for stand_in in made:
            stand_in.stop()


def record(chosen, terraform, options) -> int:
    def work(case, stand_in):
        if case.kind == "errors":
            results = [(1, kit.errors(case, terraform, stand_in))]
        else:
            results = list(kit.plans(case, terraform, stand_in))
        for step, result in results:
            case.golden(step).write_text(normal.written(result) + "\n")

    texts = [case for case in chosen if isinstance(case, broken.Text)]
    if options.only_missing:
        texts = [text for text in texts if not text.expected]
    results = {}
    for text, result in in_parallel(lambda t, s: broken.told(t, terraform, s), texts, options.jobs):
        if isinstance(result, Exception):
            raise result
        results[text.name] = result
    broken.record(texts, terraform, results)
    print(f"{len(texts)} texts recorded")

    chosen = [case for case in chosen if not isinstance(case, broken.Text)]
    if options.only_missing:
        chosen = [c for c in chosen if not all(c.golden(s).exists() for s in c.steps)]
    failed = 0
    for case, result in in_parallel(work, chosen, options.jobs):
        if isinstance(result, Exception):
            failed += 1
            print(f"FAILED   {case.name}: {result}", flush=True)
        else:
            print(f"recorded {case.name}", flush=True)
    print(f"{len(chosen) - failed} of {len(chosen)} cases recorded")
    return 1 if failed else 0


def compared(case, plumb, judge, stand_in) -> list:
    """The differences of one case, each with its step in front. `judge` is None where recordings judge."""
    found = []
    if isinstance(case, broken.Text):
        expected = broken.told(case, judge, stand_in) if judge else case.expected
        return broken.differences(expected, broken.told(case, plumb, stand_in))
    if case.kind == "errors":
        expected = kit.errors(case, judge, stand_in) if judge else json.loads(case.golden(1).read_text())
        return kit.differing_diagnostics(expected, kit.errors(case, plumb, stand_in))
    judged = dict(kit.plans(case, judge, stand_in)) if judge else None
    for step, plan in kit.plans(case, plumb, stand_in):
        expected = judged[step] if judged else json.loads(case.golden(step).read_text())
        found += normal.differences(expected, plan, f"step{step}")
    return found


def known_differences() -> list:
    """(case, beginning of a place) of each line of the file; its reason is for readers."""
    lines = [line.split("#")[0].split(None, 1) for line in KNOWN.read_text().splitlines()] if KNOWN.exists() else []
    return [tuple(words[0].partition(":")[::2]) for words in lines if words]


def reasons_for(case, found, known) -> list:
    """The listed patterns that a generated case's differences match; none where one difference matches nothing."""
    patterns = [k for k in known if fnmatch.fnmatchcase(case, k[0])]
    lines = [line for line in found if not line.startswith(("---", "==="))]
    # That one engine refuses it says the same as the diagnostics beside it.
    lines = [line for line in lines if not line.endswith(" here only")] or lines
    matching = [[k for k in patterns if re.search(k[1], line)] for line in lines]
    return [k for ks in matching for k in ks] if all(matching) else []


def area(name: str) -> str:
    """The row of the report that a case counts in."""
    if "@after-" in name:
        return "cross-engine apply"
    return {
        "plan": "plan JSON", "errors": "errors: accept or reject, and the lines", "validate": "validate JSON",
    }.get(name.partition("/")[0], name.partition("/")[0])


def check(chosen, skipped, plumb, terraform, options) -> int:
    begin = time.monotonic()
    shutil.rmtree(options.results, ignore_errors=True)
    options.results.mkdir(parents=True)
    known = known_differences()
    judge = terraform if options.live else None
    same = listed = 0
    different, unused = [], set(known)

    rows = {}

    def settle(name, found):
        nonlocal same, listed
        row = rows.setdefault(area(name), report.Row(area(name), 0, 0))
        fresh = []
        for line in found:
            matching = [k for k in known if k[0] == name and line.startswith(k[1])]
            unused.difference_update(matching)
            if not matching:
                fresh.append(line)
        if fresh:
            different.append(name)
            row.different += 1
            (options.results / (re.sub(r"[^\w.-]", "-", name) + ".txt")).write_text("\n".join(fresh) + "\n")
            print(f"DIFFERENT {name}: {len(fresh)} places; the first: {fresh[0][:300]}", flush=True)
        elif found:
            listed += 1
            row.known += 1
        else:
            same += 1
            row.same += 1

    def as_lines(result):
        return [f"step1: {result}"] if isinstance(result, Exception) else result

    for case, result in in_parallel(lambda c, s: compared(c, plumb, judge, s), chosen, options.jobs):
        settle(case.name, as_lines(result))
    plans = len(chosen)

    crossed = 0
    if terraform:
        names = None if options.live else CROSS_CHECKS.read_text().split() if CROSS_CHECKS.exists() else []
        pairs = [
            (case, first, second)
            for case in chosen if not isinstance(case, broken.Text) and case.kind == "plan" and case.settles and (names is None or case.folder.name in names)
            for first, second in ((plumb, terraform), (terraform, plumb))
        ]

        def crossing(pair, stand_in):
            left = kit.cross_check(*pair, stand_in)
            return [f"after {pair[1].name} applied, {pair[2].name} still plans changes:\n{left}"] if left else []

        for (case, first, _), result in in_parallel(crossing, pairs, options.jobs):
            settle(f"{case.name}@after-{first.name}", as_lines(result))
        crossed = len(pairs)

    seeds = (options.seed or str(random.randrange(10**9))).split(",")
    all_rows = list(rows.values())
    fresh, expected = [], []
    if options.count and terraform:
        areas = [made for seed in seeds for made in generated.run(Bench(plumb, terraform, seed, options.jobs), options.count, options.areas)]
        for made in areas:
            for case, found in made.different:
                reasons = reasons_for(case, found, known)
                unused.difference_update(reasons)
                made.listed += bool(reasons)
                (expected if reasons else fresh).append((case, found))
        all_rows += report.rows_of(areas)
        for case, found in fresh:
            different.append(case)
            (options.results / (re.sub(r"[^\w.-]", "-", case) + ".txt")).write_text("\n".join(found) + "\n")
            print(f"DIFFERENT {case}: {found[0][:300]}", flush=True)
        print(f"Generated from seed {', '.join(seeds)}: the same again with --seed {','.join(seeds)} --count {options.count}")
    if all_rows:
        print(report.table(all_rows))
    if options.markdown:
        names = [terraform.version(), plumb.version()] if terraform else ["recordings", plumb.version()]
        report.write(options.markdown, all_rows, names, seeds, fresh, KNOWN)

    judged_by = "Terraform, now" if options.live else "recordings of Terraform 1.11"
    print(f"Conformance, judged by {judged_by}: {plans} cases and {crossed} cross-checks: {same} same, "
          f"{len(different)} different, {listed} differ as listed, in {time.monotonic() - begin:.0f} s")
    if skipped:
        print(f"SKIPPED: {len(skipped)} conformance cases need the AWS provider, and there is none")
    for name, place in sorted(unused):
        if any(name.partition("@")[0] == case.name for case in chosen) and "@" not in name:
            print(f"Listed in {KNOWN.name}, but no longer different: {name}:{place}")
    if different:
        print(f"The differences are in {options.results}")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
