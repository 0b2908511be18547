output "all" {
  value = {
    chomp       = chomp("line\n\n")
    endswith    = [startswith("plumb", "pl"), endswith("plumb", "x")]
    format      = format("%s is %d years, %05.1f%%, %q, %v, %#v, %x, %t", "Ada", 36, 99.55, "q", [1, "a"], { a = true }, 255, true)
    formatlist  = formatlist("%s-%d", ["a", "b"], [1, 2])
    indent      = indent(2, "a\nb")
    join        = join(", ", ["x", "y"])
    lower       = [lower("ÀB"), upper("straße"), title("two words")]
    regex       = regex("(?P<year>\\d{4})-(?P<month>\\d\\d)", "on 2024-05-01")
    regexall    = regexall("[a-z]+", "ab 12 cd")
    replace     = [replace("a.b.c", ".", "-"), replace("hello world", "/w.*d/", "all")]
    split       = split(",", "a,b,,c")
    strrev      = strrev("åb")
    substr      = [substr("hello", 1, 3), substr("hello", -2, -1)]
    trim        = [trim("?!hi!?", "!?"), trimprefix("prefix-x", "prefix-"), trimsuffix("x.txt", ".txt"), trimspace("  x\n")]
    strcontains = strcontains("hello", "ell")
  }
}
