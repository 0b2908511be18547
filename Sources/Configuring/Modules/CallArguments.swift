import Model
import Parsing

/// Arguments of a module call that the called module does not declare, and those that it needs and does not get.
func wrongCallArguments(of call: ModuleCall, _ called: Module) -> [Diagnostic] {
  missingCallArguments(of: call, called)
    + call.body.attributes.filter { called.variables[$0.name] == nil }.map { attribute in
      let near = suggestion(for: attribute.name, among: called.variables.keys)
      return Diagnostic(
        code: "config.unsupported-argument", summary: "Unsupported argument",
        detail: "An argument named \(quoted(attribute.name)) is not expected here."
          + (near.map { " Did you mean \(quoted($0))?" } ?? ""), subject: attribute.nameRange)
    }
    + call.body.blocks.map { block in
      Diagnostic(
        code: "config.unsupported-block", summary: "Unsupported block type",
        detail: "Blocks of type \(quoted(block.type)) are not expected here: a module call has arguments, and a "
          + "\"lifecycle\" block at most.", subject: block.typeRange)
    }
}

/// Variables without default to which a module call gives nothing.
func missingCallArguments(of call: ModuleCall, _ module: Module) -> [Diagnostic] {
  module.variables.values.sorted { $0.name < $1.name }
    .filter { $0.defaultValue == nil && call.body.attribute($0.name) == nil }
    .map { variable in
      missingArgument(
        variable.name, in: call.body.missingItemRange ?? call.body.openingRange,
        because: "The module declares this variable without a default, at \(variable.range.place).")
    }
}
