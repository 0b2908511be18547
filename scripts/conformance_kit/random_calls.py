"""Calls of every function of the language: arguments that fit, that nearly fit, and that do not."""

import random

# Literals by what they are texts of; each has some that are none.
TEXTS = {
    "text": [
        "", "a", "abc", "Hello World", "  padded\\t ", "é", "e\\u0301clair", "日本語", "👍🏽", "ǆ ß İ ﬁ", "a\\nb\\n", "x\\r\\n", "a,b,,c", "true", "10",
        "o'neil mc-donald", "$${x} %%{y}", "\\u0000", "<&>\\u2028", "aaa", "ab ab", "\\\\", "\\\"q\\\"", "ÀÉÎ", "A_B-C d.e", "null", "1e3",
    ],
    "format": [
        "%s", "%d", "%v", "%#v", "%q", "%t", "%b %o %x %X", "%e %E", "%f %.2f %8.3f", "%g %G", "%5s|%-5s|%05d", "%+d % d", "%%", "%", "%z", "%[2]s %[1]s",
        "%[3]d", "%.3s", "%*d", "%s %s", "é%5sé", "%03.1f", "%-8q|", "%s%%%s", "%[1]v%[1]v", "%.0f", "%T", "%U", "plain", "", "%!", "%6.2f%%", "%[0]s", "%x", "%08b",
    ],
    "regex": [
        "a", "^a+", "([a-z])(\\\\d*)", "(?P<first>[a-z]+)-(?P<second>\\\\d+)", "(?i)HELLO", ".", "(a)|(b)", "\\\\bw", "[", "(", "a{2}", "(?s).*", "x*", "\\\\p{L}+",
        "(?m)^.", "(?<n>a)", "(?!a)", "[[:alpha:]]+", "a{1001}", "\\\\", "(?P<a>x)(y)", "^$", "\\\\d+\\\\.\\\\d+", "",
    ],
    "search": ["a-1 b-22", "abc", "Hello World", "aab", "", "日本 a", "1.25 and 3.5", "a\\nb", "x-9", "éa"],
    "cidr": [
        "10.0.0.0/16", "10.1.2.3/8", "192.168.0.0/24", "fd00::/8", "2001:db8::/32", "0.0.0.0/0", "::/0", "10.0.0.0/32", "10.0.0.0", "10.0.0.0/33", "300.0.0.0/8",
        "::ffff:10.0.0.0/104", "010.0.0.0/8", "fd12:3456:789a::/48", "a", "10.0.0.0/-1", "fe80::%eth0/64", "1.2.3.4/31",
    ],
    "time": [
        "2024-02-29T12:30:00Z", "2023-01-01T00:00:00+02:00", "2017-11-22T00:00:00-07:30", "2024-12-31T23:59:59.999Z", "2024-02-30T00:00:00Z", "2024-02-29 12:30:00Z",
        "2024-02-29T12:30Z", "2024-02-29", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2024-02-29T24:00:00Z", "2024-13-01T00:00:00Z", "2024-02-29t12:30:00z", "", "now",
        "2024-02-29T12:30:00", "2024-06-30T23:59:60Z",
    ],
    "duration": ["1h", "10m", "-1h30m", "1.5h", "1d", "", "100ms", "1h1h", "1us", "1µs", "h", "1", "-", "+2h", "0", "87600h", "999999999h"],
    "layout": [
        "YYYY-MM-DD", "DD MMM YYYY hh:mm ZZZ", "EEEE, DD-MMM-YY hh:mm:ss ZZZ", "h:mm aa", "HH:mm AA", "'at' hh", "M/D/YY", "Z ZZZZ ZZZZZ", "MMMM EEE", "''", "'open", "YYY", "s ss sss",
        "X", "", "hh''mm", "E", "é", "D DD DDD",
    ],
    "json": [
        "{}", "[1, 2.50, true, null]", "{\\\"a\\\": {\\\"b\\\": [1, \\\"x\\\"]}}", "\\\"text\\\"", "null", "1e400", "[1,]", "{\\\"a\\\":1,\\\"a\\\":2}", "{a:1}", "", " 12 ", "01", "\\\"\\\\u00e9\\\"",
        "[[], {}]", "\\\"\\\\ud83d\\\\ude00\\\"", "tru", "1 2", "{\\\"é\\\": \\\"<&>\\\"}", "\\\"\\\\ud800\\\"", "-0", "1.10", "\\\"a",
    ],
    "yaml": [
        "a: 1", "- 1\\n- b", "{a: [1, 2], b: ~}", "a: |\\n  x\\n  y\\n", "a: >-\\n  x\\n  y", "&x a", "- &x {k: v}\\n- *x", "a: yes\\nb: no", "a: 0x1f\\nb: 0o17\\nc: 1_000", "a: 2024-02-29",
        "'single'", "null", "", "a: b: c", "[1", "? a\\n: b", "!!str 1", "!!binary YWJj", "a: .inf", "a: 1e3", "<<: {a: 1}\\nb: 2", "---\\na: 1\\n---\\nb: 2", "# only", "a: 1\\na: 2", "1: x", "~: x",
        "a: 'it''s'", "t: true\\nf: False", "a:\\n  - b\\n  -  c: d", "%YAML 1.1\\n---\\na", "!x y",
    ],
    "csv": ["a,b\\n1,2\\n", "a\\n", "", "a,b\\n1\\n", "a,a\\n1,2", "a,b\\n\\\"x, y\\\",2", "a;b\\n1;2", "a\\n\\\"x\\ny\\\"", "a,b\\n\\\"x", "é,日本\\n1,2", "a,b\\r\\n1,2\\r\\n", "a,b\\n\\n1,2"],
    "base64": ["YWJj", "", "YQ==", "YQ", "a", "/+8=", "_-8=", "4pyT", "YW Jj", "YWJj\\n", "gA==", "4QBiAA=="],
    "encoding": ["UTF-8", "utf8", "UTF-16LE", "UTF-16", "ISO-8859-1", "latin1", "windows-1252", "Shift_JIS", "gbk", "x", "", "US-ASCII", "EUC-KR", "ISO-8859-15"],
    "path": ["a/b/c.txt", "/", "", ".", "a/", "../x", "/a//b", "~", "a\\\\b", "c"],
    "file": ["text.txt", "${path.module}/text.txt", "missing.txt", "binary.bin", ".", "template.tftpl", "./text.txt", ""],
    "pattern": ["*", "**", "*.txt", "{a,b}*", "[", "sub/*", "te?t.txt", "**/*.txt", "*.{txt,bin}", "", "[a-z]*.txt"],
    "uuid": ["dns", "url", "oid", "x500", "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "nonsense", "", "6ba7b810"],
    "base": ["2", "8", "10", "16", "36", "62", "1", "63", "0", "-1", "2.5"],
    "digits": ["10", "ff", "FF", "-1010", "z", "", "1.5", "0x10", "+5", "1e3", "Zz", " 1", "00012", "9223372036854775808", "123456789012345678901234567890"],
    "bool": ["true", "false", "1", "0", "True", "yes", "", "TRUE"],
    "number": ["10", "1.50", "-0", "1e3", "0x1f", "", " 1", "1_000", "inf", "NaN", "+1", ".5", "5.", "1e400", "007", "1e-400"],
}
NUMBERS = [
    "0", "1", "2", "3", "-1", "10", "0.5", "-2.5", "1e3", "1.1", "255", "1e-7", "1e30", "123456789012345678901234567890", "16", "8", "24", "100", "-0.0", "4294967296", "9223372036854775807",
    "3.999999999999999999999", "0.1 + 0.2", "1/3", "\"7\"", "\"2.50\"", "33", "-100",
]
BASIC = ["string", "number", "bool"]
# What a parameter takes, where its name in the signature does not tell enough.
PARAMETERS = {
    "base64decode.str": "base64", "cidrhost.prefix": "cidr", "cidrnetmask.prefix": "cidr", "cidrsubnet.prefix": "cidr", "cidrsubnets.prefix": "cidr",
    "csvdecode.str": "csv", "jsondecode.str": "json", "yamldecode.src": "yaml", "format.format": "format", "formatlist.format": "format",
    "formatdate.format": "layout", "formatdate.time": "time", "timeadd.timestamp": "time", "timeadd.duration": "duration", "timecmp.timestamp_a": "time",
    "timecmp.timestamp_b": "time", "regex.pattern": "regex", "regex.string": "search", "regexall.pattern": "regex", "regexall.string": "search",
    "replace.str": "search", "replace.substr": "substr", "parseint.number": "digits", "parseint.base": "base", "textdecodebase64.source": "base64",
    "textdecodebase64.encoding": "encoding", "textencodebase64.encoding": "encoding", "basename.path": "path", "dirname.path": "path",
    "abspath.path": "path", "pathexpand.path": "path", "uuidv5.namespace": "uuid", "fileset.path": "file", "fileset.pattern": "pattern",
    "tobool.v": "bool", "tonumber.v": "number", "templatefile.vars": "map", "templatestring.vars": "map", "templatestring.template": "template",
    "lookup.inputMap": "map", "keys.inputMap": "map", "values.mapping": "map", "merge.maps": "map", "concat.seqs": "list", "coalescelist.vals": "list",
    "flatten.list": "list", "element.list": "list", "index.list": "list", "contains.list": "list", "one.list": "list", "reverse.list": "list",
    "slice.list": "list", "sum.list": "numbers", "setproduct.sets": "list", "zipmap.values": "list", "transpose.values": "lists",
    "length.value": "collection", "tolist.v": "list", "toset.v": "list", "tomap.v": "map", "range.params": "small", "pow.power": "small",
    "pow.num": "small", "element.index": "small", "slice.start_index": "small", "slice.end_index": "small", "chunklist.size": "small",
    "substr.offset": "small", "substr.length": "small", "indent.spaces": "small", "cidrsubnet.newbits": "small", "cidrsubnets.newbits": "small",
    "log.base": "small", "bcrypt.cost": "small", "can.expression": "any", "try.expressions": "any", "rsadecrypt.ciphertext": "base64",
}
PLAIN_FILES = ["file", "filebase64", "filebase64sha256", "filebase64sha512", "fileexists", "filemd5", "filesha1", "filesha256", "filesha512", "templatefile"]
PARAMETERS |= {f"{name}.path": "file" for name in PLAIN_FILES}
# Of these only whether they fail can be compared: what they give is another thing each time, or an engine's own.
ONLY_ACCEPTED = {"bcrypt": "length(%s)", "timestamp": "length(%s)", "plantimestamp": "length(%s)", "uuid": "length(%s)", "abspath": "basename(%s)"}

FILES = {
    "text.txt": "one\ntwo é\n",
    "template.tftpl": "%{ for k, v in m ~}\n${k}=${v}\n%{ endfor ~}\n${upper(name)}\n",
    "sub/inner.txt": "",
}
# Values that are sensitive, unknown as a whole or in part; by the kind that they fit.
SPECIAL = {
    "string": ["var.secret", "local.u_string", "local.s_string", "tostring(null)", '"p-${local.u_string}"'],
    "number": ["local.u_number", "local.s_number", "tonumber(null)"],
    "bool": ["local.u_bool", "local.s_bool", "tobool(null)"],
    "list": ["local.u_list", "local.u_set", "local.s_list", "local.part_list", "local.u_elements", "tolist(null)", "local.s_elements"],
    "map": ["local.u_map", "local.s_map", "local.part_map", "local.s_values", "local.none"],
    "any": ["local.u_any", "null", "local.s_any"],
}
GIVEN = """
variable "secret" {
  default   = "hidden"
  sensitive = true
}
resource "terraform_data" "unknown" { input = "later" }
resource "terraform_data" "none" {}
locals {
  u_string   = terraform_data.unknown.id
  u_number   = length(split(",", terraform_data.unknown.id))
  u_bool     = terraform_data.unknown.id == "x"
  u_list     = split(",", terraform_data.unknown.id)
  u_set      = toset(split(",", terraform_data.unknown.id))
  u_map      = tomap(jsondecode(terraform_data.unknown.id))
  u_any      = jsondecode(terraform_data.unknown.id)
  u_elements = [terraform_data.unknown.id, "b", terraform_data.unknown.id]
  part_list  = tolist(["a", terraform_data.unknown.id])
  part_map   = { a = terraform_data.unknown.id, b = 1 }
  s_string   = sensitive("Shh")
  s_number   = sensitive(2)
  s_bool     = sensitive(true)
  s_list     = sensitive(["a", "b"])
  s_elements = ["a", sensitive("b"), "c"]
  s_map      = sensitive({ a = "x", b = "y" })
  s_values   = { a = sensitive("x"), b = "y" }
  s_any      = sensitive({ a = [1] })
  none       = terraform_data.none
  template   = "$${a} $${upper(m)}"
  plain      = "plain"
}
"""


class Calls:
    """Makes calls; all of them from one source of randomness."""

    def __init__(self, source: random.Random, signatures: dict):
        self.random = source
        self.signatures = signatures

    def chance(self, part: float) -> bool:
        return self.random.random() < part

    def call(self, name: str, depth: int = 1) -> str:
        signature = self.signatures[name]
        parameters = signature.get("parameters", [])
        arguments = [self.argument(name, p, depth) for p in parameters]
        rest = signature.get("variadic_parameter")
        if rest:
            arguments += [self.argument(name, rest, depth) for _ in range(self.random.choice([0, 1, 1, 2, 2, 3]))]
        if self.chance(0.02):
            arguments = arguments[:-1] if self.chance(0.5) else [*arguments, self.value("any", depth)]
        if rest and self.chance(0.05):
            return f"{name}({', '.join([*arguments, self.value('list', 0)])}...)"
        return f"{name}({', '.join(arguments)})"

    def argument(self, name, parameter, depth) -> str:
        kind = PARAMETERS.get(f"{name}.{parameter['name']}") or self.kind(parameter["type"])
        if self.chance(0.05):
            kind = self.random.choice([*BASIC, "list", "map", "any"])
        return self.value(kind, depth)

    def kind(self, type_) -> str:
        if isinstance(type_, str):
            return {"dynamic": "any"}.get(type_, type_)
        outer, inner = type_
        if outer == "map":
            return "map"
        return {"string": "strings", "number": "numbers", "bool": "bools"}.get(inner, "list") if isinstance(inner, str) else "list"

    def value(self, kind: str, depth: int) -> str:
        basic = kind if kind in SPECIAL else "string" if kind in TEXTS or kind in ("substr", "template") else {
            "small": "number", "collection": "any", "lists": "map"}.get(kind, "list")
        if self.chance(0.12):
            return self.random.choice(SPECIAL[basic])
        if self.chance(0.03):
            return "null"
        if self.chance(0.04):
            return f"sensitive({self.value(kind, depth)})"
        if self.chance(0.03):
            return f"(local.u_bool ? {self.value(kind, 0)} : {self.value(kind, 0)})"
        if kind in TEXTS:
            return '"' + self.random.choice(TEXTS[kind]) + '"'
        return getattr(self, kind)(depth)

    def string(self, depth):
        return '"' + self.random.choice(TEXTS["text"]) + '"' if self.chance(0.85) else self.random.choice(["1", "true", "2.50", "1e21"])

    def substr(self, depth):
        return '"' + self.random.choice(["a", "", "/a/", "/(.)(b)/", "/[/", "l", "/(?P<x>b)/", "é", "/", "//"]) + '"'

    def template(self, depth):
        known = ["local.template", "local.plain", "terraform_data.none.input", '"a"', "local.s_string", "upper(local.plain)"]
        return self.random.choice(known)

    def number(self, depth):
        return self.random.choice(NUMBERS)

    def small(self, depth):
        return self.random.choice(["0", "1", "2", "3", "-1", "4", "8", "10", "1.5", "0.5", "-3", '"2"', "30", "-0.5", "1000"])

    def bool(self, depth):
        return self.random.choice(["true", "false", '"true"', '"false"', "!true"])

    def strings(self, depth):
        return self.listed(lambda: self.value("string", 0))

    def numbers(self, depth):
        return self.listed(lambda: self.value("number", 0))

    def bools(self, depth):
        return self.listed(lambda: self.value("bool", 0))

    def lists(self, depth):
        return self.mapped(lambda: self.strings(0))

    def list(self, depth):
        if depth <= 0 or self.chance(0.6):
            kind = self.random.choice(BASIC)
            return self.listed(lambda: self.value(kind, 0))
        if self.chance(0.5):
            kind = self.random.choice(["list", "map", "strings"])
            return self.listed(lambda: self.value(kind, depth - 1))
        return self.listed(lambda: self.value("any", depth - 1))

    def listed(self, element):
        text = "[" + ", ".join(element() for _ in range(self.random.choice([0, 1, 2, 2, 3, 4]))) + "]"
        return self.random.choice([text, text, text, f"tolist({text})", f"toset({text})"])

    def map(self, depth):
        kind = self.random.choice([*BASIC, *(["any", "list"] if depth > 0 else [])])
        return self.mapped(lambda: self.value(kind, depth - 1))

    def mapped(self, element):
        keys = self.random.sample(["a", "b", "c", '"d e"', '"é"', "name", "m"], self.random.choice([0, 1, 2, 2, 3]))
        text = "{ " + ", ".join(f"{key} = {element()}" for key in keys) + " }"
        return self.random.choice([text, text, text, f"tomap({text})"])

    def collection(self, depth):
        return self.value(self.random.choice(["list", "map", "string", "strings"]), depth)

    def any(self, depth):
        return self.value(self.random.choice([*BASIC, *(["list", "map"] if depth > 0 else ["strings"])]), depth - 1)
