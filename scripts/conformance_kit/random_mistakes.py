"""Mistakes as people make them: one token of a good configuration left out, doubled, misspelt, or of another type."""

import random
import re

TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|[A-Za-z_][\w-]*|\d+(?:\.\d+)?|[ \t]+|\n|=>|==|!=|<=|>=|&&|\|\||\.\.\.|.', re.DOTALL)
OTHERS = {
    "word": ["null", "true", "foo", "var.missing", "local.missing", "each.key", "count.index", "self", "path.root", "string", "each", "terraform_data.missing.id", "module.missing.x"],
    "text": ['"text"', '""', '"${1}"', '"${var.missing}"', "12", "[]", "null", '"a', '"%{ if true }"', '"\\q"', '"${"'],
    "number": ['"x"', "-1", "1.5", "true", "[1]", "{}", "1e", "0x1", "null"],
    "sign": ["=", "{", "}", "[", "]", "(", ")", ",", ".", ":", "?", "=>", "==", "&&", "...", "\n", "-", "!", "$", ";", "'", "|", "*", "~", "@", "<<E"],
}


def tokens(text: str) -> list:
    return TOKEN.findall(text)


def kind(token: str) -> str:
    if token[0] == '"' and len(token) > 1:
        return "text"
    if token[0].isdigit():
        return "number"
    return "word" if token[0].isalpha() or token[0] == "_" else "sign"


def mistaken(text: str, source: random.Random) -> str:
    """The text with one mistake in it, which may happen to be none."""
    parts = tokens(text)
    places = [at for at, token in enumerate(parts) if not token.isspace()]
    if not places:
        return "}"
    at = source.choice(places)
    choice = source.randrange(10)
    if choice == 0:
        del parts[at]
    elif choice == 1:
        parts.insert(at, parts[at])
    elif choice <= 4:
        parts[at] = source.choice(OTHERS[kind(parts[at])])
    elif choice == 5:
        parts[at] = misspelt(parts[at], source)
    elif choice == 6:
        # What is elsewhere in the text, so that names exist but do not fit.
        parts[at] = parts[source.choice([p for p in places if kind(parts[p]) == kind(parts[at])])]
    elif choice == 7:
        parts.insert(at, source.choice(OTHERS["sign"]))
    elif choice == 8:
        lines = text.split("\n")
        del lines[source.randrange(len(lines))]
        return "\n".join(lines)
    else:
        lines = text.split("\n")
        lines.insert(source.randrange(len(lines)), source.choice(lines))
        return "\n".join(lines)
    return "".join(parts)


def misspelt(token: str, source: random.Random) -> str:
    at = source.randrange(len(token))
    return source.choice([token[:at] + token[at + 1 :], token[:at] + token[at] + token[at:], token[:at] + "x" + token[at:]]) or "x"


def wrecked(text: str, source: random.Random) -> bytes:
    """The text after some accidents: cut off, bytes turned, pieces doubled, brackets without end."""
    data = bytearray(text.encode())
    for _ in range(source.randrange(1, 6)):
        if not data:
            break
        at = source.randrange(len(data))
        choice = source.randrange(7)
        if choice == 0:
            del data[at:]
        elif choice == 1:
            data[at] = source.randrange(256)
        elif choice == 2:
            other = source.randrange(len(data))
            data[at:at] = data[other : other + source.randrange(200)]
        elif choice == 3:
            data[at:at] = source.choice([b"{", b"[", b"(", b'"${', b"%{ if ", b"!", b"-", b"<<-E\n", b"[for x in ", b"a ? "]) * source.choice([1, 3, 50, 3000])
        elif choice == 4:
            data[at:at] = source.choice([b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", "\u2028".encode(), b"\r", b"\x1b", "\U0001f44d".encode(), b"${", b"$", b"\\"])
        elif choice == 5:
            del data[at : at + source.randrange(40)]
        else:
            data[at:at] = str(10 ** source.randrange(400)).encode()
    return bytes(data)
