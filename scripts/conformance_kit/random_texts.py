"""Random texts in the configuration language, as badly laid out as the language allows: cases for `fmt`."""

import random
import re

NAMES = ["a", "name", "for_each", "x1", "long_attribute_name", "é", "日本", "in", "for", "if", "type", "a-b", "_x", "null", "true"]
BLOCKS = ["resource", "variable", "locals", "module", "dynamic", "content", "x", "lifecycle", "output"]
LITERALS = ["text", "a b", "\\n", "\\\"", "\\\\", "\\u00e9", "$", "%", "$$", "$${x}", "%%{ if", "👍🏽", "é", "e\u0301", "#", "//", "/*", "=", "{", "}", "$ {", "\t", "'", "日本", "\\u0041", "$$$", "%%", "$${~"]
OPERATORS = ["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||"]
TYPES = ["string", "list", "map", "set", '"string"', '"list"', '"map"', '"set"', '"number"', "any", "list(string)", "object({a=list})", '"lis${t}"', '"${string}"', "optional(list)", '""']


class Text:
    """One text under construction. Depth bounds the nesting; `wide` is true where line ends do not matter."""

    def __init__(self, source: random.Random):
        self.random = source
        self.end = source.choice(["\n"] * 9 + ["\r\n"])
        self.parts = []
        self.wide = 0
        self.heredocs = True

    def chance(self, part: float) -> bool:
        return self.random.random() < part

    def put(self, *words: str) -> None:
        for word in words:
            last = self.parts[-1][-1:] if self.parts else ""
            joins = (last.isalnum() or last in "_-é日本") and (word[:1].isalnum() or word[:1] in "_-")
            self.parts.append(self.blank(must=joins or (last + word[:1]) in {"//", "/*", "<<", "=>", "==", "&&", "..", "::"}))
            self.parts.append(word)

    def blank(self, must: bool = False) -> str:
        kinds = ["", "", " ", " ", " ", "  ", "\t", "     "]
        blank = self.random.choice(kinds) or (" " if must else "")
        if self.chance(0.02):
            blank += self.random.choice(["/* c */", "/**/", "/* é */ "])
            blank += " " if must else ""
        if self.wide and self.chance(0.12):
            blank += self.random.choice(["", "# c", " // d", " /* e */ "]) + self.end + self.random.choice(["", "  ", self.end, "\t"])
        return blank

    def inside(self, body) -> None:
        """Writes what is in brackets, where lines may end anywhere."""
        self.wide += 1
        body()
        self.wide -= 1

    # Expressions

    def expression(self, depth: int) -> None:
        simple = [self.number, self.name, self.quoted, self.traversal]
        nested = [self.binary, self.unary, self.conditional, self.parentheses, self.tuple, self.object, self.call, self.loop, self.template, self.heredoc, self.traversal, self.wrap]
        self.random.choice(simple if depth <= 0 or self.chance(0.3) else nested)(depth - 1)

    def number(self, depth: int) -> None:
        self.put(self.random.choice(["0", "12", "1.5", "1e9", "2.5E-3", "-1"]))

    def name(self, depth: int) -> None:
        self.put(self.random.choice(NAMES[:6] + ["null", "true"]))

    def quoted(self, depth: int) -> None:
        self.put('"' + "".join(self.random.choices(LITERALS, k=self.random.randrange(3))).rstrip("$%") + '"')

    def traversal(self, depth: int) -> None:
        self.put(self.random.choice(["var", "local", "aws_vpc", "each"]))
        for _ in range(self.random.randrange(1, 4)):
            kind = self.random.randrange(6)
            if kind < 3:
                self.put(".", self.random.choice(["name", "id", "a-b"]))
            elif kind == 3:
                self.put("[")
                # Not a bare true, false or null, which `terraform fmt` loses.
                key = self.random.choice([self.number, self.quoted, self.traversal, self.binary, self.call])
                self.inside(lambda: key(depth - 1))
                self.put("]")
            else:
                self.put(*self.random.choice([("[", "*", "]"), (".", "*"), (".", "0")]))

    def binary(self, depth: int) -> None:
        self.operand(depth)
        self.put(self.random.choice(OPERATORS))
        self.operand(depth)

    def operand(self, depth: int) -> None:
        if self.chance(0.2):
            self.put(self.random.choice(["-", "!"]))
        self.random.choice([self.number, self.name, self.quoted, self.traversal, self.parentheses, self.call, self.tuple])(depth - 1)

    def unary(self, depth: int) -> None:
        self.put(self.random.choice(["-", "!", "!", "- -", "! !"]))
        self.operand(depth)

    def conditional(self, depth: int) -> None:
        self.operand(depth)
        self.put("?")
        self.expression(depth - 1)
        self.put(":")
        self.expression(depth - 1)

    def parentheses(self, depth: int) -> None:
        self.put("(")
        self.inside(lambda: self.expression(depth - 1))
        self.put(")")

    def tuple(self, depth: int) -> None:
        def items():
            for index in range(self.random.randrange(4)):
                if index:
                    self.put(",")
                self.expression(depth - 1)
            if self.chance(0.2) and self.parts[-1] != "[":
                self.put(",")

        self.put("[")
        self.inside(items)
        self.put("]")

    def object(self, depth: int) -> None:
        self.put("{")
        wide, self.wide = self.wide, 0
        several = self.chance(0.7)
        count = self.random.randrange(4)
        for index in range(count):
            if several:
                self.parts.append(self.blank() + self.random.choice(["", "# c", "// d"]) + self.end)
            kind = self.random.randrange(5)
            if kind < 3:
                self.put(self.random.choice(NAMES[:6]))
            elif kind == 3:
                self.quoted(0)
            else:
                self.parentheses(depth - 1)
            self.put(self.random.choice(["=", "=", "=", ":"]))
            self.expression(depth - 1)
            if not several and index + 1 < count or self.chance(0.3):
                self.put(",")
        if several and count:
            self.line_end()
        self.wide = wide
        self.put("}")

    def call(self, depth: int) -> None:
        self.put(self.random.choice(["length", "merge", "provider::aws::arn", "core :: x", "f"]), "(")

        def arguments():
            count = self.random.randrange(4)
            for index in range(count):
                self.expression(depth - 1)
                if index + 1 < count:
                    self.put(",")
            if count and self.chance(0.3):
                self.put(self.random.choice([",", "..."]))

        self.inside(arguments)
        self.put(")")

    def loop(self, depth: int) -> None:
        is_object = self.chance(0.5)

        def body():
            self.put("for", self.random.choice(["x", "k"]))
            if self.chance(0.5):
                self.put(",", "v")
            self.put("in")
            self.expression(depth - 1)
            self.put(":")
            self.expression(depth - 1)
            if is_object:
                self.put("=>")
                self.expression(depth - 1)
                if self.chance(0.3):
                    self.put("...")
            if self.chance(0.4):
                self.put("if")
                self.expression(depth - 1)

        self.put("{" if is_object else "[")
        self.inside(body)
        self.put("}" if is_object else "]")

    def wrap(self, depth: int) -> None:
        self.put('"${' + self.random.choice(["", "", "", "~"]))
        self.inside(lambda: self.expression(depth - 1))
        self.parts.append(self.blank() + self.random.choice(["}", "}", "}", " ~}"]) + '"')

    def template(self, depth: int) -> None:
        self.put('"')
        self.sequences(depth)
        self.parts.append('"')

    def sequences(self, depth: int) -> None:
        for _ in range(self.random.randrange(1, 4)):
            kind = self.random.randrange(4)
            if kind < 2:
                self.parts.append(self.random.choice(LITERALS).rstrip("$%") + self.random.choice(["", " "]))
            elif kind == 2:
                self.parts.append(self.random.choice(["${", "${~"]))
                self.inside(lambda: self.expression(depth - 1))
                self.parts.append(self.blank() + self.random.choice(["}", "~}"]))
            else:
                self.parts.append(self.random.choice(["%{", "%{~"]) + self.blank() + "if ")
                self.inside(lambda: self.expression(depth - 1))
                self.parts.append(self.blank() + "}yes" + self.random.choice(["", "%{ else }no", "%{else~} no"]) + "%{" + self.blank() + "endif" + self.blank() + "}")

    def heredoc(self, depth: int) -> None:
        if not self.heredocs:
            return self.number(depth)
        marker = self.random.choice(["EOT", "END_1", "é"])
        self.put("<<" + self.random.choice(["", "-"]) + marker + self.end)
        for _ in range(self.random.randrange(4)):
            self.parts.append(self.random.choice(["", "  ", "\t", "      "]) + self.random.choice(["", "text", "a = 1", "# no comment", "{", "$", "$${", "'\"'", "👍🏽"]))
            if self.chance(0.3):
                self.heredocs = False
                self.sequences(depth - 1)
                self.heredocs = True
            self.parts.append(self.end)
        self.parts.append(self.random.choice(["", "  ", "\t"]) + marker + self.end)
        if not self.wide:
            self.ended = True

    # Bodies

    def line_end(self) -> None:
        if self.parts and self.parts[-1].endswith("\n"):
            return
        self.parts.append(self.blank() + self.random.choice(["", "", "", "", "# c", "//d", " # é", "/* f */", "#"]) + self.end)

    def attribute(self, depth: int, block: str) -> None:
        name = "type" if block == "variable" and self.chance(0.6) else self.unique()
        self.put(name, "=")
        if name == "type":
            self.put(self.random.choice(TYPES))
        else:
            self.expression(depth)

    def unique(self) -> str:
        name = self.random.choice(NAMES)
        self.used += 1
        return f"{name}{self.used}" if self.chance(0.9) else f"{name}_{self.used}"

    used = 0

    def block(self, depth: int, outer: str) -> None:
        name = self.random.choice(BLOCKS)
        self.put(name)
        for _ in range(self.random.randrange(3)):
            self.put(self.random.choice(["label", '"a"', '"b-c"', '"é"', '"\\u0041"', '""', '"a\\tb"', '"q\\"r"', '"e\u0301"']))
        self.put("{")
        kind = self.random.randrange(5)
        if kind == 0:
            self.put("}")
        elif kind == 1:
            heredocs, self.heredocs = self.heredocs, False
            self.attribute(1, name if not outer else "")
            self.heredocs = heredocs
            self.put("}")
        else:
            self.line_end()
            self.body(depth - 1, name if not outer else "-")
            self.put("}")

    def body(self, depth: int, block: str) -> None:
        typed = False
        for _ in range(self.random.randrange(5)):
            kind = self.random.randrange(8)
            if kind == 0:
                self.parts.append(self.blank() + self.random.choice(["# comment", "// é", "/* a\n  b */", "#", ""]) + self.end)
            elif kind < 3 and depth > 0:
                self.block(depth, block)
                self.line_end()
            else:
                self.attribute(depth, "" if typed else block)
                typed = typed or block == "variable"
                self.line_end()
            if self.chance(0.1):
                self.parts.append(self.end)

    def whole(self) -> str:
        if self.chance(0.03):
            self.parts.append("\ufeff")
        self.body(4, "")
        text = "".join(self.parts)
        return text.rstrip("\r\n") if self.chance(0.1) else text


def text(source: random.Random) -> str:
    return Text(source).whole()


def mangled(text: str, source: random.Random) -> str:
    """A text that exists, with other blanks; now and then with something in it that may not parse any more."""
    def blanks(match):
        if source.random() < 0.7:
            return match.group()
        return source.choice(["", " ", "   ", "\t"]) if source.random() < 0.2 else source.choice([" ", "   ", "\t", "  "])

    lines = [re.sub(r"[ \t]+", blanks, line) if source.random() < 0.6 else line for line in text.split("\n")]
    for _ in range(source.randrange(4)):
        at = source.randrange(len(lines) + 1)
        kind = source.randrange(5)
        if kind == 0:
            lines.insert(at, "")
        elif kind == 1 and at < len(lines):
            lines[at] += source.choice(["  # c", " //", " /* d */"])
        elif kind == 2 and lines:
            del lines[min(at, len(lines) - 1)]
        elif kind == 3 and at + 1 < len(lines):
            lines[at : at + 2] = [lines[at] + " " + lines[at + 1]]
        elif at < len(lines):
            place = source.randrange(len(lines[at]) + 1)
            piece = source.choice([" ", "[", "]", "{", "}", "(", ")", "\"", "-", "!", ",", "=", "?", "\"${", "}\"", "...", "for x in", "/**/", "0", ".", "::", "<<E", "~", "%{"])
            lines[at] = lines[at][:place] + piece + lines[at][place:]
    return "\n".join(lines)
