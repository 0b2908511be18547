"""Reads the reports in a folder as others would: SARIF by models made from its schema, JUnit XML by a reader of CI results,
Markdown by a parser with GitHub's tables. Prints what each says as JSON, by file."""
import json
import pathlib
import sys

import junitparser
import markdown_it
import pydantic_sarif.model


def sarif(text):
    log = pydantic_sarif.model.StaticAnalysisResultsFormatSarifVersion210JsonSchema.model_validate_json(text)
    run = log.runs[0]
    return {
        "results": len(run.results),
        "rules": [rule.id for rule in run.tool.driver.rules],
        "states": [result.baselineState.value if result.baselineState else "" for result in run.results],
        "suppressed": sum(1 for result in run.results if result.suppressions),
        "complete": run.invocations[0].executionSuccessful,
    }


def junit(path):
    suites = junitparser.JUnitXml.fromfile(str(path))
    cases = [case for suite in suites for case in suite]

    def count(kind):
        return sum(1 for case in cases if any(isinstance(result, kind) for result in case.result))

    told = [suites.tests, suites.failures, suites.errors, suites.skipped]
    suites.update_statistics()
    return {
        "told": told,
        "counted": [suites.tests, suites.failures, suites.errors, suites.skipped],
        "kinds": [len(cases), count(junitparser.Failure), count(junitparser.Error), count(junitparser.Skipped)],
    }


def markdown(text):
    tokens = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    rows, cells, inline = 0, set(), set()
    row = 0
    for token in tokens:
        if token.type in ("tr_open",):
            rows, row = rows + 1, 0
        if token.type in ("td_open", "th_open"):
            row += 1
        for child in token.children or []:
            inline.add(child.content if child.type == "html_inline" else child.type)
    blocks = {token.type for token in tokens}
    return {"rows": rows, "blocks": sorted(blocks), "inline": sorted(inline)}


def main():
    answer = {}
    for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
        if path.suffix == ".sarif":
            answer[path.name] = sarif(path.read_bytes())
        elif path.suffix == ".xml":
            answer[path.name] = junit(path)
        elif path.suffix == ".md":
            answer[path.name] = markdown(path.read_bytes().decode("utf-8"))
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
