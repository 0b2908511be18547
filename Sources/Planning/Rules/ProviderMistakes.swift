package import Model

/// Diagnostics about providers that break the rules between engine and provider: never the user's fault, so that each says
/// whose it is. Warnings of providers built with the old SDK, whose breaches are tolerated, are not made from these.
package struct ProviderMistakes {
  package var provider: ProviderConfigAddress
  package var address: ResourceInstanceAddress

  package init(provider: ProviderConfigAddress, address: ResourceInstanceAddress) {
    self.provider = provider
    self.address = address
  }

  private static let blame =
    "This is a bug in the provider, which should be reported in the provider's own issue tracker."

  private var providerName: String { quotedText(provider.provider.description) }
  private var configurationName: String { quotedText(provider.description) }

  private func diagnostic(_ code: String, _ summary: String, _ detail: String) -> Diagnostic {
    Diagnostic(code: code, summary: summary, detail: detail, address: address.description)
  }

  /// The address with the path joined to it: `aws_vpc.a.tags["x"]: what is wrong`.
  private func text(_ violation: RuleViolation) -> String {
    "\(address)\(violation.path.isEmpty ? ": \(violation.message)" : violation.text)"
  }

  // MARK: - Planning

  package func invalidPlan(_ violations: [RuleViolation]) -> [Diagnostic] {
    violations.map { violation in
      diagnostic(
        "provider.invalid-plan", "Provider produced invalid plan",
        "Provider \(providerName) planned an invalid value for \(text(violation)).\n\n\(Self.blame)")
    }
  }

  package func replacementOfNothing(_ path: ValuePath) -> Diagnostic {
    diagnostic(
      "provider.invalid-plan", "Provider produced invalid plan",
      "Provider \(providerName) has indicated \"requires replacement\" on \(address) for a non-existent attribute path "
        + "\(pathText(path)).\n\n\(Self.blame)")
  }

  package func destroyPlannedAsObject() -> Diagnostic {
    diagnostic(
      "provider.invalid-plan", "Provider produced invalid plan",
      "Provider \(providerName) planned a non-null destroy value for \(address).\n\n\(Self.blame)")
  }

  package func writeOnlyValue(_ path: ValuePath, summary: String, during: String) -> Diagnostic {
    diagnostic(
      "provider.write-only-value", summary,
      "Provider \(providerName) returned a value for the write-only attribute \"\(address)\(pathText(path))\" during "
        + "\(during). Write-only attributes cannot be read back from the provider. \(Self.blame)")
  }

  /// One for each write-only attribute that has a value where it never may.
  package func writeOnlyValues(_ value: Value, _ schema: SchemaBlock, during activity: String) -> [Diagnostic] {
    schema.writeOnlyViolations(in: value).map {
      writeOnlyValue(
        $0, summary: activity == "plan" ? "Provider produced invalid plan" : "Provider produced invalid object",
        during: activity)
    }
  }

  // MARK: - Reading

  package func invalidObject(_ violations: [RuleViolation], during: String) -> [Diagnostic] {
    violations.map { violation in
      diagnostic(
        "provider.invalid-object", "Provider produced invalid object",
        "Provider \(providerName) produced an invalid value for \(text(violation)) during \(during).\n\n\(Self.blame)")
    }
  }

  package func nullDataSource() -> Diagnostic {
    diagnostic(
      "provider.null-object", "Provider produced null object",
      "Provider \(providerName) produced a null value for \(address).\n\n\(Self.blame)")
  }

  package func unknownDataSource() -> Diagnostic {
    diagnostic(
      "provider.invalid-object", "Provider produced invalid object",
      "Provider \(providerName) produced a value for \(address) that is not wholly known.\n\n\(Self.blame)")
  }

  // MARK: - Applying

  /// The plan made during apply, once everything was known, does not fit the one that was approved.
  package func inconsistentFinalPlan(_ violations: [RuleViolation]) -> [Diagnostic] {
    violations.map { violation in
      diagnostic(
        "provider.inconsistent-final-plan", "Provider produced inconsistent final plan",
        "When expanding the plan for \(address) to include new values learned so far during apply, provider "
          + "\(providerName) produced an invalid new value for \(violation.text).\n\n\(Self.blame)")
    }
  }

  package func changedAction(planned: Action, actual: Action) -> Diagnostic {
    diagnostic(
      "provider.inconsistent-final-plan", "Provider produced inconsistent final plan",
      "When expanding the plan for \(address) to include new values learned so far during apply, provider "
        + "\(providerName) changed the planned action from \(planned.title) to \(actual.title).\n\n\(Self.blame)")
  }

  package func inconsistentResult(_ violations: [RuleViolation]) -> [Diagnostic] {
    violations.map { violation in
      diagnostic(
        "provider.inconsistent-result", "Provider produced inconsistent result after apply",
        "When applying changes to \(address), provider \(configurationName) produced an unexpected new value: "
          + "\(violation.text).\n\n\(Self.blame)")
    }
  }

  /// The object's type is wrong, so that it cannot even be recorded.
  package func unrecordableResult(_ violations: [RuleViolation]) -> [Diagnostic] {
    violations.map { violation in
      diagnostic(
        "provider.invalid-object", "Provider produced invalid object",
        "Provider \(configurationName) produced an invalid value after apply for \(text(violation)). The result cannot "
          + "be saved in the state.\n\n\(Self.blame)")
    }
  }

  /// One for each part that is unknown still.
  package func unknownResult(_ value: Value) -> [Diagnostic] {
    value.unknownPaths.map { path in
      diagnostic(
        "provider.unknown-result", "Provider returned invalid result object after apply",
        "After the apply operation, the provider still indicated an unknown value for \(address)\(pathText(path)). All "
          + "values must be known after apply, so this is always a bug in the provider and should be reported in the "
          + "provider's own repository. The other known object values are saved in the state nevertheless.")
    }
  }

  package func objectLeftAfterDestroy() -> Diagnostic {
    diagnostic(
      "provider.object-after-destroy", "Provider returned invalid result object after apply",
      "After applying a Delete plan, the provider returned a non-null object for \(address). Destroying should always "
        + "produce a null value, so this is always a bug in the provider and should be reported in the provider's own "
        + "repository. The errant object is saved in the state nevertheless, for debugging and recovery.")
  }

  package func noObjectAfterApply(_ action: Action) -> Diagnostic {
    diagnostic(
      "provider.no-object-after-apply", "Provider returned invalid result object after apply",
      "After applying a \(action.title) plan, the provider returned a null object for \(address). Only destroying should "
        + "always produce a null value, so this is always a bug in the provider and should be reported in the provider's "
        + "own repository.")
  }
}

extension Action {
  /// The name that reports about providers use.
  fileprivate var title: String {
    switch self {
    case .noOp: "NoOp"
    case .create: "Create"
    case .read: "Read"
    case .update: "Update"
    case .replace(.deleteThenCreate): "DeleteThenCreate"
    case .replace(.createThenDelete): "CreateThenDelete"
    case .replace(.forgetThenCreate): "ForgetThenCreate"
    case .delete: "Delete"
    case .forget: "Forget"
    }
  }
}

extension Value {
  /// Where the value is unknown, outermost parts only.
  package var unknownPaths: [ValuePath] {
    if isWhollyKnown { return [] }
    var paths: [ValuePath] = []
    _ = transformed { path, part in
      if !part.isKnown { paths.append(path) }
      return part
    }
    return paths
  }

  /// The value with null in place of everything unknown: what can be recorded of an object that should be known.
  package var unknownAsNull: Value {
    if isWhollyKnown { return self }
    return transformed { _, part in
      if case .unknown(let type, _) = part.withoutMarks { return Value.null(type).marked(with: part.marks) }
      return part
    }
  }
}
