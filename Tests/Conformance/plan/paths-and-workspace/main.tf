module "m" {
  source = "./inner"
}

output "all" {
  value = {
    module    = path.module
    root      = path.root
    workspace = terraform.workspace
    inner     = module.m.where
    files     = fileset(path.module, "**/*.txt")
    read      = file("${path.module}/inner/note.txt")
    exists    = [fileexists("${path.module}/inner/note.txt"), fileexists("none")]
    base      = basename("/a/b.txt")
    dir       = dirname("/a/b.txt")
  }
}
