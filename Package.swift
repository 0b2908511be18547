// swift-tools-version: 6.2
import PackageDescription

// Every target of ours is compiled under the same strict settings; see STYLE.md.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = [], linked: [LinkerSetting] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict, linkerSettings: linked)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], exclude: [], swiftSettings: strict)
}

func library(_ name: String, pkgConfig: String?, apt: String) -> Target {
  .systemLibrary(name: name, path: "Sources/CLibraries/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// What `scripts/fuzz` builds, with the compiler's own sanitizer, which nothing else should be built with.
let fuzzer: [Target] =
  Context.environment["PLUMB_FUZZER"] == nil
  ? [] : [.executableTarget(name: "plumb-fuzz", dependencies: ["Fuzzing"], swiftSettings: strict)]

let package = Package(
  name: "plumb",
  products: [.executable(name: "plumb", targets: ["plumb"])],
  targets: [
    // C libraries, each stated with its reason in docs/dependencies.md.
    library("CMPFR", pkgConfig: "mpfr", apt: "libmpfr-dev"),
    library("CNGHTTP2", pkgConfig: "libnghttp2", apt: "libnghttp2-dev"),
    library("COpenSSL", pkgConfig: "libcrypto", apt: "libssl-dev"),
    library("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
    library("CPostgreSQL", pkgConfig: "libpq", apt: "libpq-dev"),
    library("CRNP", pkgConfig: "librnp", apt: "librnp-dev"),
    library("CArchive", pkgConfig: "libarchive", apt: "libarchive-dev"),
    library("CFYAML", pkgConfig: "libfyaml", apt: "libfyaml-dev"),
    library("CExpat", pkgConfig: "expat", apt: "libexpat1-dev"),
    library("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
    .target(
      name: "CRE2", path: "Sources/CLibraries/CRE2",
      linkerSettings: [.linkedLibrary("re2")]),
    .target(
      name: "CCurlShim", path: "Sources/CLibraries/CCurlShim", linkerSettings: [.linkedLibrary("curl")]),
    .target(
      name: "CSystem", path: "Sources/CLibraries/CSystem", linkerSettings: [.linkedLibrary("crypt")]),
    .target(name: "CSimulation", path: "Sources/CLibraries/CSimulation"),

    // The way of the data, from text to the world; see ARCHITECTURE.md.
    module("Model", ["CMPFR"], linked: [.linkedLibrary("m")]),
    module("Parsing", ["Model"]),
    module("Functions", ["Model", "COpenSSL", "CFYAML", "CZlib", "CRE2", "CSystem"]),
    module("Configuring", ["Model", "Parsing", "Functions"]),
    module("Providers", ["Model"]),
    module("Connecting", ["Model", "CCurl", "CCurlShim", "CExpat", "CFYAML", "COpenSSL", "CSystem", "CZlib"]),
    module("Storing", ["Model", "Connecting", "COpenSSL", "CPostgreSQL", "CSystem"]),
    module("Observing", ["Model", "Connecting"]),
    module("Fetching", ["Model", "Parsing", "Configuring", "Connecting", "CArchive", "COpenSSL"]),
    module("Planning", ["Model", "Parsing", "Configuring", "Providers", "CZlib"]),
    module("Applying", ["Model", "Configuring", "Providers", "Planning", "Storing"]),
    module("Acting", ["Model", "Parsing", "Configuring", "Planning"]),
    module("Provisioning", ["Model", "Providers", "CSystem"]),
    module("Reporting", ["Model"]),
    module("Sketching", ["Model", "Parsing", "Functions", "Configuring", "Providers", "CZlib"]),
    module("Policies", ["Model", "Parsing", "Functions", "Configuring", "Sketching", "Access"]),
    module("Controls", ["Model", "Policies"]),
    module("Access", ["Model", "CZlib"]),
    module("Assessing", ["Model", "Parsing", "Configuring", "Planning", "Policies", "Sketching"]),
    module(
      "TestRuns", ["Model", "Parsing", "Functions", "Configuring", "Providers", "Planning", "Applying"]),
    module(
      "Plugins",
      ["Model", "Parsing", "Providers", "Connecting", "CNGHTTP2", "COpenSSL", "CRNP", "CZlib", "CSystem"]),
    .executableTarget(
      name: "plumb",
      dependencies: [
        "Model", "Parsing", "Functions", "Configuring", "Providers", "Storing", "Planning", "Applying",
        "TestRuns", "Plugins", "Provisioning", "Connecting", "Observing", "Fetching", "Reporting", "Assessing",
        "Sketching", "Policies", "Controls", "Acting", "CSystem",
      ],
      swiftSettings: strict),
    module("TestSupport", ["Model", "Providers", "Storing"]),
    module(
      "Fuzzing",
      [
        "Access", "Model", "Parsing", "Functions", "Configuring", "Providers", "Planning", "Storing", "Plugins",
        "Connecting",
        "Fetching", "Observing", "Reporting", "TestSupport",
      ]),
    module(
      "Simulation",
      [
        "Model", "Functions", "Configuring", "Providers", "Storing", "Planning", "Applying", "TestSupport",
        "CSimulation",
      ]),
    .executableTarget(name: "simulate", dependencies: ["Simulation"], swiftSettings: strict),

    tests("ModelTests", ["Model"]),
    tests("ParsingTests", ["Parsing", "Model"]),
    tests("FunctionsTests", ["Functions", "Model"]),
    tests("ConfiguringTests", ["Configuring", "Parsing", "Functions", "Model"]),
    tests("StoringTests", ["Storing", "Connecting", "Model"]),
    tests("PlanningTests", ["Planning", "Configuring", "Parsing", "Providers", "Storing", "Model"]),
    tests("ApplyingTests", ["Applying", "Planning", "Configuring", "Functions", "Storing", "Providers", "Model"]),
    tests(
      "TestRunsTests",
      ["TestRuns", "Applying", "Planning", "Configuring", "Functions", "Parsing", "Providers", "Model"]),
    tests("ActingTests", ["Acting", "Planning", "Configuring", "Functions", "Parsing", "Providers", "Model"]),
    tests("SimulationTests", ["Simulation", "Storing", "Model", "simulate"]),
    tests("ObservingTests", ["Observing", "Connecting", "Model"]),
    tests("ConnectingTests", ["Connecting", "Model"]),
    tests("ProvisioningTests", ["Provisioning", "Providers", "Model"]),
    tests("SketchingTests", ["Sketching", "Configuring", "Functions", "Parsing", "Providers", "Model"]),
    tests("PoliciesTests", ["Policies", "Sketching", "Configuring", "Functions", "Parsing", "Model"]),
    tests(
      "ControlsTests",
      ["Controls", "Policies", "Sketching", "Configuring", "Functions", "Parsing", "Model"]),
    tests("AccessTests", ["Access", "Model"]),
    tests("AssessingTests", ["Assessing", "Configuring", "Planning", "Model"]),
    tests("ReportingTests", ["Reporting", "Connecting", "Model"]),
    tests("FetchingTests", ["Fetching", "Configuring", "Connecting", "Model"]),
    tests("PluginsTests", ["Plugins", "Connecting", "Parsing", "Providers", "Model", "CSystem"]),
    tests("FuzzingTests", ["Fuzzing", "Model"]),
    tests("CommandTests", ["Acting", "Configuring", "Connecting", "Model", "Planning", "Storing", "plumb"]),
  ] + fuzzer,
  cxxLanguageStandard: .cxx17
)
