package import Model
import Parsing

/// What one policy says of one subject.
package struct PolicyVerdict: Sendable {
  /// The worst that any of its conditions says.
  package enum Outcome: Sendable, Hashable, Comparable {
    case passed
    /// Depends on what is not known yet, or was not looked at.
    case unknown
    case failed
    /// The policy itself could not be evaluated.
    case broken
  }

  package var policy: Policy
  /// Of the policy.
  package var file: String
  package var subject: PolicySubject
  package var enforcement: Policy.Enforcement
  package var outcome: Outcome
  /// Of the conditions that failed, in order.
  package var messages: [String] = []
  /// Of the conditions that hold.
  package var notes: [String] = []
  /// What is not known, as people write it: `aws_kms_key.main.arn`.
  package var unknownNames: [String] = []
  /// What is wrong with the policy.
  package var diagnostics: [Diagnostic] = []
}
