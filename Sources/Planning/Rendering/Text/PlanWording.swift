/// The running text of a plan, before it is wrapped.
struct PlanWording {
  var product: String
  var command: String

  var legend: String {
    """

    \(product) used the selected providers to generate the following execution plan. Resource actions are indicated \
    with the following symbols:
    """
  }

  var actions: String { "\n\(product) will perform the following actions:\n" }

  var actionsBeforeError: String {
    "\n\(product) planned the following actions, but then encountered a problem:\n"
  }

  var outputsOnly: String {
    """

    You can apply this plan to save these new output values to the \(product) state, without changing any real \
    infrastructure.
    """
  }

  var drift: String {
    """
    \(product) detected the following changes made outside of \(product) since the last "\(command) apply" which may \
    have affected this plan:

    """
  }

  var driftInRefresh: String {
    """


    This is a refresh-only plan, so \(product) will not take any actions to undo these. If you were expecting these \
    changes then you can apply this plan to record the updated values in the \(product) state without changing any \
    remote objects.
    """
  }

  var driftBeforeChanges: String {
    """


    Unless you have made equivalent changes to your configuration, or ignored the relevant attributes using \
    ignore_changes, the following plan may include actions to undo or respond to these changes.
    """
  }

  var stillMatches: String {
    """
    \(product) has checked that the real remote objects still match the result of your most recent changes, and found \
    no differences.
    """
  }

  var nothingToDestroy: String {
    """
    Either you have not created any objects yet or the existing objects were already deleted outside of \(product).
    """
  }

  var matches: String {
    """
    \(product) has compared your real infrastructure against your configuration and found no differences, so no \
    changes are needed.
    """
  }

  var matchesDrift: String {
    """
    Your configuration already matches the changes detected above. If you'd like to update the \(product) state to \
    match, create and apply a refresh-only plan:
      \(command) apply -refresh-only
    """
  }

  func generated(_ file: String) -> String {
    """
    \(product) has generated configuration and written it to \(file). Please review the configuration and edit it as \
    necessary before adding it to version control.
    """
  }

  /// After a plan that was not saved.
  var notSaved: String {
    """
    Note: You didn't use the -out option to save this plan, so \(product) can't guarantee to take exactly these \
    actions if you run "\(command) apply" now.
    """
  }
}

/// What is said below a plan: where it was saved, or that it was not.
package func renderPlanFooter(
  savedTo path: String?, generatedIn file: String? = nil, options: RenderingOptions = RenderingOptions()
) -> String {
  var text = options.horizontalRule
  if let file { text += "\n" + options.wrap(options.wording.generated(file)) + "\n" }
  guard let path else { return text + "\n" + options.wrap(options.wording.notSaved) + "\n" }
  let apply = options.wrap("To perform exactly these actions, run the following command to apply:")
  return text
    + "\nSaved the plan to: \(path)\n\n\(apply)\n    \(options.command) apply \(printable(path))\n"
}

extension RenderingOptions {
  var wording: PlanWording { PlanWording(product: product, command: command) }
}
