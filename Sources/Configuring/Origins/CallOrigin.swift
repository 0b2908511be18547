package import Model
import Parsing

/// Where a call says that its module comes from, and which versions of it will do.
package struct CallOrigin: Sendable, Hashable {
  package var origin: ModuleOrigin
  /// As written; nil where the call says nothing.
  package var versions: String?
  package var constraints: VersionConstraints
}

/// Modules inside modules, deeper than this, are a call that leads back to itself.
private let maximumModuleDepth = 64

extension ModuleCall {
  /// Works out where the module comes from; nil where that cannot be told.
  package mutating func evaluateOrigin(in scope: EarlyScope) -> (CallOrigin?, [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    func text(_ expression: Expression, _ argument: String) -> String? {
      switch evaluateEarly(expression, in: scope.needed(for: "the \(argument) of module \(quoted(name))")) {
      case .failure(let error): diagnostics += error.diagnostics
      case .success(let value):
        if let text = (try? value.converted(to: .string))?.stringValue { return text }
        // A version may be left out by a condition; a source never.
        if value.isNull && argument == "version" { return nil }
        diagnostics.append(
          Diagnostic(
            code: "config.wrong-type", summary: "Unsuitable value type",
            detail: value.isNull
              ? "Unsuitable value: the \(argument) of a module must not be null."
              : "Unsuitable value: a string is required for \(quoted(argument)).", subject: expression.range))
      }
      return nil
    }
    let source = text(sourceExpression, "source")
    versionConstraint = versionExpression.flatMap { text($0, "version") }
    self.source = source ?? ""
    guard source != nil, diagnostics.isEmpty else { return (nil, diagnostics) }
    do throws(DiagnosticsError) {
      return (try origin(), [])
    } catch {
      return (nil, error.diagnostics)
    }
  }

  private func origin() throws(DiagnosticsError) -> CallOrigin {
    var constraints = VersionConstraints()
    if let versionConstraint, let range = versionExpression?.range {
      do {
        constraints = try VersionConstraints(versionConstraint)
      } catch {
        throw DiagnosticsError(
          Diagnostic(
            code: "config.invalid-version", summary: "Invalid version constraint",
            detail: "This string does not use correct version constraint syntax: \(error.reason).", subject: range))
      }
    }
    do {
      let origin = try ModuleOrigin(source, isVersioned: versionConstraint != nil)
      return CallOrigin(origin: origin, versions: versionConstraint, constraints: constraints)
    } catch {
      let isVersioned = versionConstraint != nil
      throw DiagnosticsError(
        Diagnostic(
          code: "config.invalid-source",
          summary: isVersioned ? "Invalid registry module source address" : "Invalid module source address",
          detail: (error.isSentence ? "" : "Failed to parse module \(isVersioned ? "registry" : "source") address: ")
            + "\(error.message)."
            + (isVersioned
              ? "\n\nPlumb assumed that you intended a module registry source address because you also set the argument "
                + "\"version\", which applies only to registry modules." : ""),
          subject: sourceExpression.range))
    }
  }

  /// A module that is called at this path lies too deep to be meant.
  package func nestingProblem(at path: ModulePath) -> Diagnostic? {
    if path.names.count <= maximumModuleDepth { return nil }
    return Diagnostic(
      code: "config.module-depth", summary: "Module calls are nested too deeply",
      detail: "Modules are nested more than \(maximumModuleDepth) levels deep here: a module probably calls itself.",
      subject: range)
  }

  package func diagnostic(for mismatch: ModuleMismatch) -> Diagnostic {
    let advice = "Run \"plumb init\" to install all modules required by this configuration."
    return switch mismatch {
    case .notInstalled:
      Diagnostic(
        code: "config.module-not-installed", summary: "Module not installed",
        detail: "This module is not yet installed. \(advice)", subject: range)
    case .otherSource:
      Diagnostic(
        code: "config.module-not-installed", summary: "Module source has changed",
        detail: "The source address was changed since this module was installed. \(advice)",
        subject: sourceExpression.range)
    case .otherVersion(let version):
      Diagnostic(
        code: "config.module-not-installed", summary: "Module version requirements have changed",
        detail: "The version requirements have changed since this module was installed and the installed version "
          + "(\(version)) is no longer acceptable. \(advice)", subject: sourceExpression.range)
    }
  }
}
