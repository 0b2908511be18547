import Model
import Testing

struct AddressParsingTests {
  @Test(arguments: [
    "a.b", "data.a.b", "a.b[0]", "a.b[\"x\"]", "module.m.a.b", "module.m[\"x\\\"y\"].module.n[3].data.t.n[\"q.[]\"]",
    "a.b[\"$${x}\"]", "a.b[\"\\n\\t\"]", "a.b[\"%%{if}\"]", "a-1.b_2", "ü.日",
  ])
  func `a resource instance's address reads as it is written`(text: String) throws {
    #expect(try ResourceInstanceAddress(parsing: text).description == text)
  }

  @Test func `white space and the word resource may stand in an address`() throws {
    #expect(try ResourceInstanceAddress(parsing: "resource.a . b [ 01 ] ").description == "a.b[1]")
  }

  @Test(arguments: [
    ("foo", "Resource specification must include a resource type and name."),
    ("a.b.c", "Resource instance key must be given in square brackets."),
    ("data.x", "Resource specification must include a resource type and name."),
    ("module", "Prefix \"module.\" must be followed by a module name."),
    ("module.a.b", "Resource specification must include a resource type and name."),
    ("a.b[", "Index brackets must contain either a literal number or a literal string."),
    ("a.b[\"x]", "Unable to find the closing quote mark before the end of the file."),
    (
      "a.b[1.5]",
      "Invalid resource instance key: value must be a whole number, between "
        + "-9223372036854775808 and 9223372036854775807."
    ),
    ("a.b[*]", "Splat expressions ([*]) may not be used here."),
    ("1a.b", "Must begin with a variable name."),
    ("", "Must begin with a variable name."),
    ("a.b[true]", "Index brackets must contain either a literal number or a literal string."),
    (
      "a.b[\"${x}\"]",
      "Template sequences are not allowed in this string. "
        + "To include a literal \"$\", double it (as \"$$\") to escape it."
    ),
    ("a b", "Expected an attribute access or an index operator."),
    ("module.a.1b.c", "Dot must be followed by attribute name."),
  ])
  func `what is no address is refused in Terraform's words`(text: String, message: String) {
    #expect(throws: AddressError(message)) { try TargetAddress(parsing: text) }
  }

  @Test func `a target names a module, a resource or an instance`() throws {
    let inside = try ResourceInstanceAddress(parsing: "module.k[1].a.b[0]")
    for (text, covers) in [
      ("module.k", true), ("module.k[1]", true), ("module.k[2]", false), ("module.k[1].a.b", true),
      ("module.k.a.b", false), ("module.k[1].a.b[0]", true), ("module.k[1].a.b[1]", false), ("a.b", false),
    ] {
      let target = try TargetAddress(parsing: text)
      #expect(target.description == text)
      #expect(target.covers(inside) == covers, "\(text)")
    }
  }

  @Test(arguments: [
    #"provider["registry.terraform.io/hashicorp/aws"]"#, #"provider["example.com/a/b"].west"#,
    #"module.a.module.b.provider["registry.terraform.io/hashicorp/aws"].east"#,
  ])
  func `a provider configuration's address reads as it is written`(text: String) throws {
    #expect(try ProviderConfigAddress(parsing: text).description == text)
  }

  @Test func `an old state's provider address gets the legacy namespace`() throws {
    #expect(
      try ProviderConfigAddress(parsing: "module.a.provider.aws.west").description
        == #"module.a.provider["registry.terraform.io/-/aws"].west"#)
  }
}
