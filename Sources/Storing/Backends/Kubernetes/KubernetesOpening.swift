import Connecting
import Model

/// Reads what a backend block, the environment and `kubectl`'s files say about a cluster.
struct KubernetesOpening: Sendable {
  let arguments: BackendArguments
  /// Where a pod finds what it may do.
  var serviceAccount = "/var/run/secrets/kubernetes.io/serviceaccount"

  func open() throws(DiagnosticsError) -> KubernetesBackend {
    let suffix = try arguments.required("secret_suffix")
    if suffix.contains(/-[0-9]+$/) {
      throw arguments.problem(
        "secret_suffix", "Invalid secret suffix",
        "The suffix \(quotedText(suffix)) must not end with a dash and a number: large states are kept in several secrets, "
          + "which are told apart by a number at their end.")
    }
    var access = try initialAccess()
    if let host = arguments.string("host", environment: "KUBE_HOST") {
      access.server = host.contains("://") ? host : "https://\(host)"
      while access.server.hasSuffix("/") { access.server.removeLast() }
    }
    if access.server.isEmpty {
      throw arguments.problem(
        "config_path", "No Kubernetes cluster",
        "Say which cluster keeps the state: by \"config_path\" or KUBE_CONFIG_PATH, a file as kubectl has it, by \"host\" or "
          + "KUBE_HOST, or in a pod by in_cluster_config = true.")
    }
    try override(&access)
    let namespace = arguments.string("namespace", environment: "KUBE_NAMESPACE") ?? "default"
    return KubernetesBackend(
      client: KubernetesClient(access, namespace: namespace), suffix: suffix, labels: texts(arguments.values["labels"]),
      makeIdentifier: arguments.makeIdentifier, makeLockInfo: arguments.makeLockInfo)
  }

  // MARK: - Where it comes from

  private func initialAccess() throws(DiagnosticsError) -> KubernetesAccess {
    if try arguments.bool("in_cluster_config", environment: "KUBE_IN_CLUSTER_CONFIG") ?? false {
      return try inCluster()
    }
    guard try arguments.bool("load_config_file", environment: "KUBE_LOAD_CONFIG_FILE") ?? true else {
      return KubernetesAccess(server: "")
    }
    let paths = configPaths()
    do throws(KubeConfig.Failure) {
      guard let config = try KubeConfig.read(paths) else { return KubernetesAccess(server: "") }
      return try config.access(
        context: arguments.string("config_context", environment: "KUBE_CTX"),
        cluster: arguments.string("config_context_cluster", environment: "KUBE_CTX_CLUSTER"),
        user: arguments.string("config_context_auth_info", environment: "KUBE_CTX_AUTH_INFO"),
        environment: arguments.environment)
    } catch {
      throw arguments.problem(
        "config_path", "Invalid configuration of Kubernetes",
        "In \(paths.joined(separator: ", ")), \(error.message).")
    }
  }

  private func configPaths() -> [String] {
    var paths: [String] = []
    if let path = arguments.string("config_path", environment: "KUBE_CONFIG_PATH") {
      paths = [path]
    } else if let given = arguments.strings("config_paths"), !given.isEmpty {
      paths = given
    } else if let text = arguments.environment["KUBE_CONFIG_PATHS"] {
      paths = text.split(separator: ":").map { String($0) }
    }
    return paths.map { path in
      path == "~" || path.hasPrefix("~/") ? (arguments.environment["HOME"] ?? "") + path.dropFirst() : path
    }
  }

  private func inCluster() throws(DiagnosticsError) -> KubernetesAccess {
    let environment = arguments.environment
    guard let host = environment["KUBERNETES_SERVICE_HOST"], let port = environment["KUBERNETES_SERVICE_PORT"],
      let authorities = AWSSurroundings.file("\(serviceAccount)/ca.crt")
    else {
      throw arguments.problem(
        "in_cluster_config", "Not in a cluster",
        "in_cluster_config works in a pod with a service account only: KUBERNETES_SERVICE_HOST, KUBERNETES_SERVICE_PORT "
          + "and the files in \(serviceAccount) are not all there.")
    }
    var access = KubernetesAccess(server: "https://\(host.contains(":") ? "[\(host)]" : host):\(port)")
    access.trust.authorities = authorities
    access.credentials = .tokenFile("\(serviceAccount)/token")
    return access
  }

  // MARK: - What the block says itself

  private func override(_ access: inout KubernetesAccess) throws(DiagnosticsError) {
    func bytes(_ name: String, _ variable: String) -> [UInt8]? {
      arguments.string(name, environment: variable).map { Array($0.utf8) }
    }
    if try arguments.bool("insecure", environment: "KUBE_INSECURE") ?? false { access.trust.isInsecure = true }
    access.trust.authorities =
      bytes("cluster_ca_certificate", "KUBE_CLUSTER_CA_CERT_DATA") ?? access.trust.authorities
    access.trust.clientCertificate =
      bytes("client_certificate", "KUBE_CLIENT_CERT_DATA") ?? access.trust.clientCertificate
    access.trust.clientKey = bytes("client_key", "KUBE_CLIENT_KEY_DATA") ?? access.trust.clientKey
    if let proxy = arguments.string("proxy_url", environment: "KUBE_PROXY_URL") { access.proxy = HTTPProxy(url: proxy) }
    if let exec = arguments.block("exec"), let command = exec.values["command"]?.stringValue {
      access.credentials = .program(
        KubernetesAccess.CredentialProgram(
          apiVersion: exec.values["api_version"]?.stringValue ?? "", command: command,
          arguments: exec.strings("args") ?? [],
          environment: arguments.environment.merging(texts(exec.values["env"])) { $1 }))
    }
    let username = arguments.string("username", environment: "KUBE_USER")
    let password = arguments.string("password", environment: "KUBE_PASSWORD")
    if let token = arguments.string("token", environment: "KUBE_TOKEN") {
      access.credentials = .token(token)
    } else if let username, let password {
      access.credentials = .basic(username: username, password: password)
    }
  }

  private func texts(_ value: Value?) -> [String: String] {
    var texts: [String: String] = [:]
    for (name, element) in zip(value?.keyedValues?.keys ?? [], value?.keyedValues?.values ?? []) {
      texts[name] = element.stringValue
    }
    return texts
  }
}
