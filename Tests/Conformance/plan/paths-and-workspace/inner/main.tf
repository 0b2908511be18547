output "where" {
  value = [path.module, path.root]
}
