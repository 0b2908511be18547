"""Charts of measured figures, as SVG: a row of panels for each command, a column for each shape, both axes logarithmic."""

import html
import math

PANEL_WIDTH, PANEL_HEIGHT = 190, 150
LEFT, TOP, GAP_X, GAP_Y = 92, 96, 46, 44
STYLE = """
  svg { font-family: system-ui, "Segoe UI", Helvetica, Arial, sans-serif; background: #ffffff; }
  text { fill: #24292f; font-size: 11px; }
  .title { font-size: 17px; font-weight: 600; }
  .note, .tick { fill: #656d76; }
  .tick { font-size: 9.5px; }
  .head { font-size: 12px; font-weight: 600; }
  .grid { stroke: #d8dee4; stroke-width: 1; }
  .frame { fill: none; stroke: #afb8c1; stroke-width: 1; }
  .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
  .target { stroke: #57606a; stroke-width: 1; stroke-dasharray: 4 3; }
"""
COLOURS = {"terraform": "#7b42bc", "plumb": "#0a7d5a"}
NAMES = {"terraform": "Terraform", "plumb": "Plumb"}


def count(number: float) -> str:
    return f"{number / 1000:g}k" if number >= 1000 else f"{number:g}"


class Axis:
    """A logarithmic axis over whole decades."""

    def __init__(self, values, start, end):
        self.low = math.floor(math.log10(min(values)) + 1e-9)
        self.high = max(math.ceil(math.log10(max(values)) - 1e-9), self.low + 1)
        self.start, self.end = start, end

    def place(self, value: float) -> float:
        part = (math.log10(value) - self.low) / (self.high - self.low)
        return self.start + (self.end - self.start) * part

    def decades(self):
        return [10.0 ** power for power in range(self.low, self.high + 1)]


class Drawing:
    def __init__(self, width, height):
        self.width, self.height, self.parts = width, height, []

    def text(self, x, y, words, kind="", anchor="start", **more):
        attributes = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}"{attributes}>{html.escape(words)}</text>')

    def line(self, x1, y1, x2, y2, kind):
        self.parts.append(f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{kind}"/>')

    def series(self, points, colour):
        if len(points) > 1:
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
            self.parts.append(f'<polyline points="{path}" class="line" stroke="{colour}"/>')
        for x, y in points:
            self.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.2" fill="{colour}"/>')

    def cross(self, x, y, colour):
        self.parts.append(
            f'<path d="M{x - 4:.1f},{y - 4:.1f} l8,8 m0,-8 l-8,8" stroke="{colour}" stroke-width="2" fill="none"/>')

    def svg(self, description) -> str:
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" width="{self.width}" '
            f'height="{self.height}" role="img"><title>{html.escape(description)}</title><style>{STYLE}</style>\n'
            f'<rect width="{self.width}" height="{self.height}" fill="#ffffff"/>\n'
            + "\n".join(self.parts) + "\n</svg>\n")


def chart(title, note, unit, rows, columns, figures) -> str:
    """`rows` and `columns` are (key, title) pairs, a column with the name of what is counted as well; `figures` gives, for a row,
    a column and an engine, pairs of size and figure, the figure a text where the command did not finish."""
    width = LEFT + len(columns) * (PANEL_WIDTH + GAP_X) - GAP_X + 24
    height = TOP + len(rows) * (PANEL_HEIGHT + GAP_Y) + 8
    drawing = Drawing(width, height)
    drawing.text(18, 30, title, "title")
    drawing.text(18, 50, note, "note")
    legend(drawing, width - 24, 30)
    known = [value for row, _ in rows for column, *_ in columns for engine in COLOURS
             for _, value in figures(row, column, engine) if isinstance(value, float) and value > 0]
    if not known:
        return drawing.svg(title)
    for number, (row, name) in enumerate(rows):
        top = TOP + number * (PANEL_HEIGHT + GAP_Y)
        drawing.text(18, top + PANEL_HEIGHT / 2, name, "head", "middle",
                     transform=f"rotate(-90 18 {top + PANEL_HEIGHT / 2:.0f})")
        drawing.text(36, top + PANEL_HEIGHT / 2, unit, "note", "middle",
                     transform=f"rotate(-90 36 {top + PANEL_HEIGHT / 2:.0f})")
        for place, (column, heading, counted) in enumerate(columns):
            left = LEFT + place * (PANEL_WIDTH + GAP_X)
            if number == 0:
                drawing.text(left + PANEL_WIDTH / 2, top - 12, heading, "head", "middle")
            panel(drawing, left, top, known, counted, {engine: figures(row, column, engine) for engine in COLOURS})
    return drawing.svg(title)


def legend(drawing, right, y):
    for engine in reversed(COLOURS):
        drawing.text(right, y, NAMES[engine], anchor="end")
        right -= 10 + 7 * len(NAMES[engine])
        drawing.parts.append(f'<circle cx="{right:.1f}" cy="{y - 4:.1f}" r="4" fill="{COLOURS[engine]}"/>')
        right -= 18


def panel(drawing, left, top, known, counted, series):
    bottom, right = top + PANEL_HEIGHT, left + PANEL_WIDTH
    sizes = [size for points in series.values() for size, _ in points]
    if not sizes:
        # Of a shape that was left out.
        drawing.text((left + right) / 2, (top + bottom) / 2, "not measured", "note", "middle")
        return
    across, up = Axis(sizes, left, right), Axis(known, bottom, top)
    for value in up.decades():
        y = up.place(value)
        drawing.line(left, y, right, y, "grid")
        drawing.text(left - 6, y + 3.5, f"{value:,g}", "tick", "end")
    for value in across.decades():
        x = across.place(value)
        drawing.line(x, top, x, bottom, "grid")
        drawing.text(x, bottom + 13, count(value), "tick", "middle")
    drawing.parts.append(
        f'<rect x="{left}" y="{top}" width="{PANEL_WIDTH}" height="{PANEL_HEIGHT}" class="frame"/>')
    drawing.text(left + PANEL_WIDTH / 2, bottom + 26, counted, "tick", "middle")
    for engine, points in series.items():
        done = [(across.place(size), up.place(value)) for size, value in points if isinstance(value, float)]
        drawing.series(done, COLOURS[engine])
        unfinished = [(size, value) for size, value in points if isinstance(value, str)]
        for size, _ in unfinished:
            drawing.cross(across.place(size), top + 10, COLOURS[engine])
        if unfinished:
            size, why = unfinished[0]
            x = across.place(size)
            anchor = "end" if x > (left + right) / 2 else "start"
            drawing.text(x + (-9 if anchor == "end" else 9), top + 14, why, "tick", anchor, fill=COLOURS[engine])
