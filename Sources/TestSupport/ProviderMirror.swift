import Glibc
package import Model

/// Where the tests find real providers: an unpacked mirror, as `terraform providers mirror` and installers lay it out.
///
/// `PLUMB_PROVIDER_MIRROR` names one; without it, the folders that Terraform itself searches and those up to two levels
/// below the root are tried.
package enum ProviderMirror {
  package static let variable = "PLUMB_PROVIDER_MIRROR"
  package static let missing: String =
    "no mirror with the provider hashicorp/aws was found; set \(variable) to a folder that has registry.terraform.io in it"

  /// The folder that holds one folder for each registry host.
  package static let root: String? = {
    if let named = environment(variable) { return named }
    let home = environment("HOME") ?? "/root"
    let usual = [
      "\(home)/.terraform.d/plugins", "\(home)/.local/share/terraform/plugins", "/usr/local/share/terraform/plugins",
      "/usr/share/terraform/plugins",
    ]
    let unsearched: Set<String> = ["/proc", "/sys", "/dev", "/run"]
    let first = entries(of: "/").map { "/\($0)" }.filter { !unsearched.contains($0) }
    let second = first.flatMap { folder in entries(of: folder).map { "\(folder)/\($0)" } }
    return (usual + first + second).first {
      access("\($0)/registry.terraform.io/hashicorp/aws", X_OK) == 0 && executable(of: .aws, in: $0) != nil
    }
  }()

  /// The real AWS provider's program; nil where there is none.
  package static let aws: String? = root.flatMap { executable(of: .aws, in: $0) }

  package static func executable(of provider: ProviderAddress, in root: String) -> String? {
    let folder = "\(root)/\(provider)"
    for version in entries(of: folder).sorted().reversed() {
      let platform = "\(folder)/\(version)/\(platform)"
      if let name = entries(of: platform).sorted().first(where: { $0.hasPrefix("terraform-provider-\(provider.type)") })
      {
        return "\(platform)/\(name)"
      }
    }
    return nil
  }

  #if arch(arm64)
    private static let platform = "linux_arm64"
  #else
    private static let platform = "linux_amd64"
  #endif

  package static func entries(of folder: String) -> [String] {
    guard let handle = opendir(folder) else { return [] }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension ProviderAddress {
  package static let aws = ProviderAddress(namespace: "hashicorp", type: "aws")
}
