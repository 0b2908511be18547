# Makes a git repository and packages to serve below a folder, and prints the repository's commit: make-site.sh FOLDER
cd "$1"
mkdir -p repository/sub/deep repository/escape served/files
cat >repository/main.tf <<'END'
output "v" {
  value = "one"
}
END
printf 'module "deep" {\n  source = "./deep"\n}\n' >repository/sub/main.tf
printf 'output "x" {\n  value = path.module\n}\n' >repository/sub/deep/main.tf
printf 'module "out" {\n  source = "../../../../.."\n}\n' >repository/escape/main.tf
cd repository
git init -q .
git add .
git -c user.name=tests -c user.email=tests@example.com commit -qm one
git tag v1
git rev-parse HEAD
cd ../served/files
for module in acme-net-aws json-net-aws sub-net-aws; do
  mkdir "$module"
  for version in 1.0.0 1.1.0 1.2.0 2.0.0-beta1; do
    mkdir -p package/inner
    for folder in . package package/inner; do printf 'output "v" {\n  value = "%s"\n}\n' $version >$folder/main.tf; done
    tar czf "$module/$version.tar.gz" main.tf package
    rm -r main.tf package
  done
done
(cd acme-net-aws && sha256sum 1.0.0.tar.gz) >SUMS
python3 - <<'END'
import io, tarfile
with tarfile.open("evil.tar", "w") as archive:
    info = tarfile.TarInfo("../../evil.tf")
    archive.addfile(info, io.BytesIO())
END
