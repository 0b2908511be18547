import Configuring
import Model
import Parsing

/// What a list block says besides its `config`, with what it leaves out. Unknown is fine only while validating.
func evaluatedListing(
  _ resource: Resource, in scope: ModuleScope, isValidating: Bool
) -> (values: (includesObjects: Value, limit: Value), diagnostics: [Diagnostic]) {
  var diagnostics: [Diagnostic] = []
  func value(
    _ expression: Expression?, _ name: String, _ type: ValueType, default given: Value, _ problem: (Value) -> String?
  ) -> Value {
    guard let expression else { return given }
    let (result, problems) = evaluate(expression, in: scope)
    diagnostics += problems
    if problems.hasErrors { return .unknown(type) }
    let plain = result.deeplyUnmarked
    if plain.isNull { return given }
    let converted = try? plain.converted(to: type)
    if let converted, !converted.isKnown, isValidating { return .unknown(type) }
    var reason = "a \(type == .bool ? "bool" : "number") is required."
    if let converted {
      if converted.isKnown, problem(converted) == nil { return converted }
      reason = converted.isKnown ? problem(converted) ?? "" : "it depends on values that a query does not have."
    }
    diagnostics.append(
      Diagnostic(
        code: "query.invalid-argument", summary: "Invalid \(name) argument",
        detail: "The given \(quoted(name)) argument value is unsuitable: \(reason)", subject: expression.range))
    return .unknown(type)
  }
  let includes = value(
    resource.listing?.includesObjects, "include_resource", .bool, default: .bool(false)
  ) { _ in nil }
  let limit = value(resource.listing?.limit, "limit", .number, default: .integer(Listing.defaultLimit)) { limit in
    guard let number = limit.numberValue?.int else { return "must be a whole number." }
    return number > 0 ? nil : "must be greater than zero."
  }
  return ((includes, limit), diagnostics)
}
