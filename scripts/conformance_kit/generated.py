"""Cases by lot: each area makes many from a seed, gives them to both engines, and tells what is not the same."""

import pathlib
import tempfile

from . import area_expressions, area_mistakes, area_modules, random_texts
from . import cases as kit
from .bench import Area

# How many go into one run of an engine: starting one takes longer than a text.
TEXTS = 500


def formatting(bench, count) -> Area:
    area = Area("fmt: generated texts")
    corpus = [path.read_text() for path in sorted(kit.ROOT.glob("**/*.tf")) if ".build" not in path.parts and ".terraform" not in path.parts and path.is_file()]
    corpus = [text for text in corpus if len(text) < 4000]
    for first in range(0, count, TEXTS):
        texts = {}
        for number in range(first, min(first + TEXTS, count)):
            source = bench.random("fmt", number)
            kind = number % 3
            text = random_texts.mangled(source.choice(corpus), source) if kind == 0 else random_texts.text(source)
            texts[f"{number}.tf"] = random_texts.mangled(text, source) if kind == 2 else text
        answers = []
        for engine in (bench.judge, bench.plumb):
            with tempfile.TemporaryDirectory(prefix="plumb-generated-") as place:
                folder = pathlib.Path(place)
                for name, text in texts.items():
                    (folder / name).write_bytes(text.encode())
                engine.run(folder, None, ["fmt", "-no-color", "-list=false"], expected=(0, 2))
                checked = engine.run(folder, None, ["fmt", "-no-color", "-check", "-list=false"], expected=(0, 2, 3))
                answers.append({name: (folder / name).read_bytes() for name in texts})
                del checked
        for name, text in texts.items():
            wanted, got = answers[0][name], answers[1][name]
            found = [] if wanted == got else [f"text: {text!r}", f"expected: {wanted!r}", f"got: {got!r}"]
            area.settle(f"fmt/{bench.seed}/{name}", found, refused=wanted == text.encode())
    return area


# Each area with the part of the count that it takes: whole where hundreds go into one run of an engine.
AREAS = {
    "fmt": (formatting, 1), "functions": (area_expressions.calls, 1), "expressions": (area_expressions.expressions, 1),
    "mistakes": (area_mistakes.mistakes, 5), "modules": (area_modules.modules, 10), "json": (area_modules.twins, 10),
    "steps": (area_modules.steps, 10), "wrecks": (area_mistakes.wrecks, 5),
}


def run(bench, count, names=None) -> list:
    """The areas, all or those named."""
    chosen = names.split(",") if names else AREAS
    made = [AREAS[name][0](bench, max(8, count // AREAS[name][1])) for name in chosen]
    return [area for areas in made for area in (areas if isinstance(areas, tuple) else [areas])]
