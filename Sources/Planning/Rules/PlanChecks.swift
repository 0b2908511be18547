package import Model

/// What is wrong with a provider's plan: it may change what the configuration leaves to it and nothing else, except that it
/// may keep a prior value that means the same as the configured one.
///
/// All values are of the schema's implied type and without marks.
package func assertPlanValid(
  schema: SchemaBlock, prior: Value, configuration: Value, planned: Value
) -> [RuleViolation] {
  var checks = PlanChecks()
  checks.checkObject(schema, prior: prior, configuration: configuration, planned: planned, path: [])
  return checks.violations
}

private struct PlanChecks {
  var violations: [RuleViolation] = []

  private mutating func report(_ path: ValuePath, _ message: String) {
    violations.append(RuleViolation(path: path, message: message))
  }

  /// Reports when only one of the two exists; false when there is nothing more to compare.
  private mutating func checkExistence(configuration: Value, planned: Value, path: ValuePath) -> Bool {
    if planned.isNull, !configuration.isNull {
      report(path, "planned for absence but config wants existence")
      return false
    }
    if configuration.isNull, !planned.isNull {
      report(path, "planned for existence but config wants absence")
      return false
    }
    return !planned.isNull
  }

  mutating func checkObject(
    _ schema: SchemaBlock, prior: Value, configuration: Value, planned: Value, path: ValuePath
  ) {
    guard checkExistence(configuration: configuration, planned: planned, path: path) else { return }
    checkAttributes(schema.attributes, prior: prior, configuration: configuration, planned: planned, path: path)
    for block in schema.blocks {
      let type = block.impliedType
      checkBlock(
        block, prior: prior.attribute(block.name, type: type),
        configuration: configuration.attribute(block.name, type: type),
        planned: planned.attribute(block.name, type: type), path: path + [.attribute(block.name)])
    }
  }

  private mutating func checkBlock(
    _ block: NestedBlock, prior: Value, configuration: Value, planned: Value, path: ValuePath
  ) {
    if planned == configuration { return }
    guard configuration.isKnown else {
      return report(path, "planned value \(planned.providerNotation) for unknown dynamic block")
    }
    guard planned.isKnown else {
      return report(
        path,
        "attribute representing nested block must not be unknown itself; set nested attribute values to unknown instead"
      )
    }
    if block.nesting == .single || block.nesting == .group {
      return checkObject(block.block, prior: prior, configuration: configuration, planned: planned, path: path)
    }
    if planned.isNull {
      return report(
        path,
        "attribute representing a \(block.nesting.rawValue) of nested blocks must be empty to indicate no blocks, not null"
      )
    }
    switch block.nesting {
    case .single, .group: break
    case .list: checkListBlocks(block, prior: prior, configuration: configuration, planned: planned, path: path)
    case .map: checkMapBlocks(block, prior: prior, configuration: configuration, planned: planned, path: path)
    case .set:
      // Without identity the elements cannot be compared with what was configured: the provider is trusted.
      for element in planned.elements ?? [] { _ = isKnownElement(element, path: path + [.index(element)]) }
    }
  }

  private mutating func isKnownElement(_ element: Value, path: ValuePath) -> Bool {
    if element.isKnown { return true }
    report(
      path,
      "element representing nested block must not be unknown itself; set nested attribute values to unknown instead")
    return false
  }

  private mutating func checkListBlocks(
    _ block: NestedBlock, prior: Value, configuration: Value, planned: Value, path: ValuePath
  ) {
    let elements = planned.elements ?? []
    // A null list comes in with `ignore_changes`, from a provider of the old SDK; it means no blocks.
    let configured = configuration.elements ?? []
    guard elements.count == configured.count else {
      return report(
        path, "block count in plan (\(elements.count)) disagrees with count in config (\(configured.count))")
    }
    let before = prior.elements ?? []
    for (index, element) in elements.enumerated() {
      let path = path + [.index(.integer(index))]
      guard isKnownElement(element, path: path) else { continue }
      let previous = index < before.count ? before[index] : .null(block.block.impliedType)
      checkObject(block.block, prior: previous, configuration: configured[index], planned: element, path: path)
    }
  }

  private mutating func checkMapBlocks(
    _ block: NestedBlock, prior: Value, configuration: Value, planned: Value, path: ValuePath
  ) {
    let elements = planned.keyedValues ?? KeyedValues()
    let configured = configuration.keyedValues ?? KeyedValues()
    if case .map = planned, elements.count != configured.count {
      return report(
        path, "block count in plan (\(elements.count)) disagrees with count in config (\(configured.count))")
    }
    for (key, element) in elements.pairs {
      guard let wanted = configured[key] else {
        report(path, "block key \(quotedText(key)) from plan is not present in config")
        continue
      }
      let path = path + [.index(.string(key))]
      guard isKnownElement(element, path: path) else { continue }
      let previous = prior[key] ?? .null(block.block.impliedType)
      checkObject(block.block, prior: previous, configuration: wanted, planned: element, path: path)
    }
    for key in configured.keys where elements[key] == nil {
      report(path, "block key \(quotedText(key)) from config is not present in plan")
    }
  }

  private mutating func checkAttributes(
    _ attributes: [SchemaAttribute], prior: Value, configuration: Value, planned: Value, path: ValuePath
  ) {
    for attribute in attributes {
      let type = attribute.impliedType
      checkAttribute(
        attribute, prior: prior.attribute(attribute.name, type: type),
        configuration: configuration.attribute(attribute.name, type: type),
        planned: planned.attribute(attribute.name, type: type), path: path + [.attribute(attribute.name)])
    }
  }

  private mutating func checkAttribute(
    _ attribute: SchemaAttribute, prior: Value, configuration: Value, planned: Value, path: ValuePath
  ) {
    if planned.isSame(as: configuration) { return }
    // Kept as it was: the provider takes the configured value to mean the same.
    if !prior.isNull, !configuration.isNull, planned.isSame(as: prior) { return }
    if attribute.isComputed, !attribute.isOptional || configuration.isNull { return }
    if configuration.isNull, !planned.isNull {
      let shown = attribute.isSensitive ? "sensitive planned value" : "planned value \(planned.providerNotation)"
      return report(path, "\(shown) for a non-computed attribute")
    }
    if let nested = attribute.nested {
      return checkNested(nested, prior: prior, configuration: configuration, planned: planned, path: path)
    }
    if attribute.isWriteOnly, planned.isNull { return }
    if attribute.isSensitive {
      return report(
        path, "sensitive planned value does not match config value\(prior.isNull ? "" : " nor prior value")")
    }
    let beside = prior.isNull ? "" : " nor prior value \(prior.providerNotation)"
    report(
      path,
      "planned value \(planned.providerNotation) does not match config value \(configuration.providerNotation)\(beside)"
    )
  }

  private mutating func checkNested(
    _ nested: NestedAttributes, prior: Value, configuration: Value, planned: Value, path: ValuePath
  ) {
    guard checkExistence(configuration: configuration, planned: planned, path: path) else { return }
    guard planned.isKnown else { return report(path, "planned unknown for configured value") }
    let missing = Value.null(nested.objectType)
    switch nested.nesting {
    case .single:
      checkAttributes(nested.attributes, prior: prior, configuration: configuration, planned: planned, path: path)
    case .list:
      guard let configured = checkedCount(configuration.elements, of: planned, path: path) else { return }
      for (index, element) in (planned.elements ?? []).enumerated() {
        let before = prior.elements.flatMap { index < $0.count ? $0[index] : nil } ?? missing
        checkAttributes(
          nested.attributes, prior: before, configuration: configured[index], planned: element,
          path: path + [.index(.integer(index))])
      }
    case .map:
      guard checkedCount(configuration.keyedValues?.values, of: planned, path: path) != nil else { return }
      let configured = configuration.keyedValues ?? KeyedValues()
      let elements = planned.keyedValues ?? KeyedValues()
      for (key, element) in elements.pairs {
        guard let wanted = configured[key] else {
          report(path, "map key \(quotedText(key)) from plan is not present in config")
          continue
        }
        checkAttributes(
          nested.attributes, prior: prior[key] ?? missing, configuration: wanted, planned: element,
          path: path + [.index(.string(key))])
      }
      for key in configured.keys where elements[key] == nil {
        report(path, "map key \(quotedText(key)) from config is not present in plan")
      }
    case .set:
      // As for blocks, elements cannot be compared; only their number can, where it is known.
      guard let configured = configuration.elements, configured.allSatisfy(\.isWhollyKnown) else { return }
      let elements = planned.elements ?? []
      let least = elements.allSatisfy(\.isWhollyKnown) ? elements.count : min(elements.count, 1)
      if !(least...elements.count).contains(configured.count) {
        reportCount(elements.count, configured.count, path)
      }
    }
  }

  /// The configured elements, when there are as many as are planned.
  private mutating func checkedCount(_ configured: [Value]?, of planned: Value, path: ValuePath) -> [Value]? {
    let count = planned.elements?.count ?? planned.keyedValues?.count ?? 0
    if let configured, configured.count == count { return configured }
    reportCount(count, configured?.count, path)
    return nil
  }

  private mutating func reportCount(_ planned: Int, _ configured: Int?, _ path: ValuePath) {
    let configured = configured.map { Value.integer($0) } ?? .unknown(.number)
    report(
      path,
      "count in plan (\(Value.integer(planned).providerNotation)) disagrees with count in config "
        + "(\(configured.providerNotation))")
  }
}
