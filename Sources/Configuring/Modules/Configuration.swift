package import Model
package import Parsing

/// A root module with all modules that it calls, as written: decoded and checked for form, nothing evaluated.
package struct Configuration: Sendable {
  /// The root under the empty path, every called module under its own.
  package var modules: [ModulePath: Module]

  package init(modules: [ModulePath: Module]) { self.modules = modules }

  package var root: Module { modules[.root] ?? Module(path: .root, directory: ".") }
}

/// One module: what its `.tf` files declare.
package struct Module: Sendable {
  package var path: ModulePath
  /// Where the files are, relative to the root module's directory: `.` for the root itself.
  package var directory: String
  package var requiredVersions: [VersionRequirement] = []
  /// By local name.
  package var requiredProviders: [String: ProviderRequirement] = [:]
  package var backend: Block?
  /// All `encryption` blocks; only those of the root module count.
  package var encryption: [Block] = []
  /// By `aws` or `aws.alias`.
  package var providers: [String: ProviderBlock] = [:]
  /// What providers are told by their local names.
  package var providerMeta: [String: ProviderMetaBlock] = [:]
  package var variables: [String: Variable] = [:]
  package var locals: [String: LocalValue] = [:]
  package var outputs: [String: Output] = [:]
  package var calls: [String: ModuleCall] = [:]
  package var resources: [ResourceName: Resource] = [:]
  /// As they were read, overrides laid over them.
  var files: [Body] = []
  /// Named anywhere in the module's files.
  package var calledProviderFunctions: Set<ProviderFunctionName> = []
  package var moved: [MovedBlock] = []
  package var removed: [RemovedBlock] = []
  package var imports: [ImportBlock] = []
  package var checks: [String: CheckBlock] = [:]

  package init(path: ModulePath, directory: String) {
    self.path = path
    self.directory = directory
  }

  /// Everything that the module's files refer to.
  package var references: [Traversal] { files.flatMap(\.allReferences) }

  /// The full name behind a provider's local name.
  package func providerAddress(localName: String) -> ProviderAddress {
    requiredProviders[localName]?.source ?? .implied(by: localName)
  }
}

extension Module {
  /// What a provider is told, whatever the module calls it.
  package func providerMeta(for provider: ProviderAddress) -> ProviderMetaBlock? {
    providerMeta.first { providerAddress(localName: $0.key) == provider }?.value
  }
}

/// A `provider_meta` block: what a module has to say to a provider with each request about one of its objects.
package struct ProviderMetaBlock: Sendable {
  package var body: Body
  package var range: SourceRange
}

package struct VersionRequirement: Sendable {
  package var constraint: String
  package var range: SourceRange
  /// With the name of the argument.
  package var argumentRange: SourceRange
  /// About versions of OpenTofu's language; otherwise of Terraform's.
  package var isOpenTofu = false
}

/// An entry of `required_providers`.
package struct ProviderRequirement: Sendable {
  package var localName: String
  package var source: ProviderAddress
  package var constraint: String?
  package var constraintRange: SourceRange?
  /// `aws.west` and the like, which callers must pass.
  package var configurationAliases: [ProviderReference]
  package var range: SourceRange
}

/// `aws`, `aws.west` or `aws.by_region[each.key]`, as written in a module.
package struct ProviderReference: Sendable {
  package var localName: String
  package var alias: String?
  /// What is in the brackets: which instance of a configuration with `for_each`.
  package var instanceKey: Expression?
  package var range: SourceRange
  /// The local name alone.
  package var nameRange: SourceRange

  package init(
    localName: String, alias: String?, instanceKey: Expression? = nil, range: SourceRange, nameRange: SourceRange? = nil
  ) {
    self.localName = localName
    self.alias = alias
    self.instanceKey = instanceKey
    self.range = range
    self.nameRange = nameRange ?? range
  }

  package var key: String { alias.map { "\(localName).\($0)" } ?? localName }
}

package struct ProviderBlock: Sendable {
  package var localName: String
  package var alias: String?
  package var constraint: String?
  /// With it, the block stands for many configurations.
  package var forEach: Expression?
  /// Without the meta-arguments.
  package var body: Body
  package var range: SourceRange

  package init(
    localName: String, alias: String?, constraint: String?, forEach: Expression? = nil, body: Body, range: SourceRange
  ) {
    self.localName = localName
    self.alias = alias
    self.constraint = constraint
    self.forEach = forEach
    self.body = body
    self.range = range
  }

  package var key: String { alias.map { "\(localName).\($0)" } ?? localName }
}

package struct Variable: Sendable {
  package var name: String
  /// Without defaults: the type that values have once converted.
  package var type: ValueType
  /// Defaults of `optional(type, default)`, by place.
  package var typeDefaults: TypeDefaults?
  package var typeRange: SourceRange?
  /// Already converted; nil when the caller must give a value.
  package var defaultValue: Value?
  package var description: String?
  package var isSensitive: Bool
  package var isEphemeral: Bool
  package var isNullable: Bool
  /// Why it should not be used any more.
  package var deprecated: String? = nil
  /// Whatever sets it must be known before anything is planned, so that module sources may depend on it.
  package var isConstant = false
  package var validations: [Condition]
  package var range: SourceRange
}

/// What stands in for attributes that a value leaves out, at each level of a type constraint.
package indirect enum TypeDefaults: Sendable, Equatable {
  /// Of an object's optional attributes, and of what lies below each attribute.
  case object(defaults: [String: Value], children: [String: TypeDefaults])
  /// Of every element of a collection.
  case elements(TypeDefaults)
  /// Of a tuple's elements, by index.
  case tuple([Int: TypeDefaults])
}

package struct LocalValue: Sendable {
  package var name: String
  package var expression: Expression
  package var range: SourceRange
}

package struct Output: Sendable {
  package var name: String
  package var expression: Expression
  package var description: String?
  package var isSensitive: Bool
  package var isEphemeral: Bool
  package var dependsOn: [Traversal]
  /// What the value is converted to, with defaults of `optional(type, default)`; nil where it is as it is.
  package var type: ValueType? = nil
  package var typeDefaults: TypeDefaults? = nil
  /// Why it should not be used any more.
  package var deprecated: String? = nil
  package var preconditions: [Condition]
  package var range: SourceRange
}

/// A `precondition`, `postcondition` or `validation`.
package struct Condition: Sendable {
  package var condition: Expression
  package var errorMessage: Expression
  package var range: SourceRange
}

package struct ModuleCall: Sendable {
  package var name: String
  package var sourceExpression: Expression
  package var versionExpression: Expression?
  /// What the expressions say; empty and nil until the loader has worked that out, and where it could not.
  package var source = ""
  package var versionConstraint: String?
  package var count: Expression?
  package var forEach: Expression?
  /// Whether there is an instance at all.
  package var enabled: Expression? = nil
  package var dependsOn: [Traversal]
  /// From the name inside the called module (`aws`, `aws.west`) to the one in this.
  package var providers: [(inside: ProviderReference, outside: ProviderReference)]
  package var hasProvidersArgument: Bool
  /// Arguments for the module's variables.
  package var body: Body
  package var range: SourceRange
}

/// A `resource`, `data`, `ephemeral` or `list` block. A class, for it is handed on everywhere and never changed.
package final class Resource: Sendable {
  package let name: ResourceName
  package let count: Expression?
  package let forEach: Expression?
  package let dependsOn: [Traversal]
  package let provider: ProviderReference?
  package let lifecycle: Lifecycle
  /// In the order of the text.
  package let provisioners: [Provisioner]
  /// Without the meta-arguments; to be read by the provider's schema.
  package let body: Body
  package let range: SourceRange
  /// The label that names the type.
  package let typeRange: SourceRange
  /// The check block around a data source: nothing else may refer to it, and reading it stops nothing.
  package let check: String?
  /// How a list block asks; its body is that of its `config` block.
  package let listing: Listing?
  /// Not written by anybody yet: its body is made for the object that is imported into it.
  package let isGenerated: Bool
  /// The provider's name in this module: given, or implied by the type (`aws` in `aws_vpc`).
  package let providerLocalName: String

  package init(
    name: ResourceName, count: Expression?, forEach: Expression?, dependsOn: [Traversal],
    provider: ProviderReference?, lifecycle: Lifecycle, provisioners: [Provisioner] = [], body: Body,
    range: SourceRange, typeRange: SourceRange, check: String? = nil, listing: Listing? = nil,
    isGenerated: Bool = false
  ) {
    self.name = name
    self.count = count
    self.forEach = forEach
    self.dependsOn = dependsOn
    self.provider = provider
    self.lifecycle = lifecycle
    self.provisioners = provisioners
    self.body = body
    self.range = range
    self.typeRange = typeRange
    self.check = check
    self.listing = listing
    self.isGenerated = isGenerated
    providerLocalName = provider?.localName ?? String(name.type.prefix { $0 != "_" })
  }

  /// The same resource with what was generated for it.
  package func with(body: Body, range: SourceRange) -> Resource {
    copy(provider: provider, body: body, range: range)
  }

  /// As if it named no provider.
  package var withoutProvider: Resource { copy(provider: nil, body: body, range: range) }

  private func copy(provider: ProviderReference?, body: Body, range: SourceRange) -> Resource {
    Resource(
      name: name, count: count, forEach: forEach, dependsOn: dependsOn, provider: provider, lifecycle: lifecycle,
      provisioners: provisioners, body: body, range: range, typeRange: typeRange, check: check, listing: listing,
      isGenerated: isGenerated)
  }
}

/// What a `list` block says besides its `config`.
package struct Listing: Sendable {
  package static let defaultLimit = 100

  package var includesObjects: Expression?
  package var limit: Expression?
}

package struct Lifecycle: Sendable {
  package enum Ignore: Sendable {
    case none
    case all
    /// Relative to the resource: `tags["a"]`.
    case paths([(traversal: Traversal, range: SourceRange)])
  }

  package var createBeforeDestroy: Bool?
  package var preventDestroy: Bool
  /// Where that has to be evaluated.
  package var preventDestroyExpression: Expression?
  /// Whether there is an instance at all.
  package var enabled: Expression?
  /// Otherwise objects leave the state where they would be destroyed, and stay in the world.
  package var destroys = true
  package var ignoreChanges: Ignore
  package var replaceTriggeredBy: [Expression]
  package var preconditions: [Condition]
  package var postconditions: [Condition]

  package init() {
    preventDestroy = false
    ignoreChanges = .none
    replaceTriggeredBy = []
    preconditions = []
    postconditions = []
  }
}
