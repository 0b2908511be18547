# Makes two repositories to serve below a folder, one with the other in it, and prints the first commit: make-repositories.sh FOLDER
mkdir -p "$1/served"
cd "$1"
export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=tests GIT_AUTHOR_EMAIL=tests@example.com
export GIT_COMMITTER_NAME=tests GIT_COMMITTER_EMAIL=tests@example.com
for name in inner net; do
  git init -q -b main "$name"
done
printf 'output "v" {\n  value = "inner"\n}\n' >inner/main.tf
git -C inner add .
git -C inner commit -qm inner
git clone -q --bare inner served/inner.git
cd net
mkdir sub
printf 'output "v" {\n  value = "first"\n}\n' >main.tf
printf 'output "s" {\n  value = "sub"\n}\n' >sub/main.tf
git add .
git commit -qm first
git rev-parse HEAD
git tag -a -m v1 v1
git checkout -q -b feature/x
printf 'output "v" {\n  value = "feature"\n}\n' >main.tf
git commit -qam feature
git checkout -q main
git -c protocol.file.allow=always submodule -q add "$1/served/inner.git" modules/inner
# Relative: it lies where the repository itself does.
git config -f .gitmodules submodule.modules/inner.url ../inner.git
printf 'output "v" {\n  value = "second"\n}\nmodule "inner" {\n  source = "./modules/inner"\n}\n' >main.tf
git add .
git commit -qm second
cd ..
git clone -q --bare net served/net.git
