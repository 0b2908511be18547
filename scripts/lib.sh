# What the scripts share: set-up that does nothing when it is already there. To be sourced by bash.
# shellcheck shell=bash

set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# The Debian packages that the build and the tests use; docs/dependencies.md says what for.
DEBIAN_PACKAGES=(
  ca-certificates pkg-config libarchive-dev libnghttp2-dev libmpfr-dev libssl-dev libcurl4-openssl-dev libre2-dev libfyaml-dev
  libexpat1-dev zlib1g-dev libcrypt-dev librnp-dev libpq-dev postgresql gnupg graphviz jq python3 python3-venv
  openssh-client openssh-server git mercurial
)

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
  BOLD=$'\e[1m' DIM=$'\e[2m' RED=$'\e[31m' GREEN=$'\e[32m' YELLOW=$'\e[33m' PLAIN=$'\e[0m'
else
  BOLD='' DIM='' RED='' GREEN='' YELLOW='' PLAIN=''
fi
export RED GREEN YELLOW DIM

headline() { printf '\n%s== %s%s\n' "$BOLD" "$*" "$PLAIN"; }
note() { printf '%s%s%s\n' "$DIM" "$*" "$PLAIN"; }
fail() {
  printf '%s%s%s\n' "$RED" "$*" "$PLAIN" >&2
  exit 1
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "This needs root, and there is no sudo here. As root, run: $*"
  fi
}

# Installs the Debian packages that are missing. Asks only dpkg when none is.
need_debian_packages() {
  command -v dpkg-query >/dev/null ||
    fail "This is not Debian or one of its kin. Install the equivalents of: ${DEBIAN_PACKAGES[*]}"
  local missing=() package
  for package in "${DEBIAN_PACKAGES[@]}"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return
  headline "Installing Debian packages: ${missing[*]}"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
  without_services as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Runs a command while no package may start a server: those of PostgreSQL and OpenSSH are for the tests to start, as themselves.
without_services() {
  local policy=/usr/sbin/policy-rc.d status=0
  if [ -e "$policy" ]; then
    "$@"
    return
  fi
  printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
  as_root chmod 755 "$policy"
  "$@" || status=$?
  as_root rm -f "$policy"
  return "$status"
}

# Finds a Swift toolchain on PATH or in the usual places.
need_swift() {
  local place
  if ! command -v swift >/dev/null; then
    for place in "$HOME"/.local/share/swiftly/bin "$HOME"/.swiftly/bin /usr/local/swift/usr/bin \
      /usr/share/swift/usr/bin /opt/swift*/usr/bin; do
      [ -x "$place/swift" ] && PATH="$place:$PATH" && export PATH && break
    done
  fi
  command -v swift >/dev/null ||
    fail "There is no Swift toolchain on PATH. Install Swift 6.2 or later: https://www.swift.org/install/linux/"
}

# Prints the folder of PostgreSQL's programs, of the newest version there is, or nothing.
find_postgresql() { find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -1; }

# A Python environment in .venv with the packages of scripts/requirements.txt.
need_python() {
  PYTHON="$ROOT/.venv/bin/python"
  export PYTHON
  local stamp="$ROOT/.venv/requirements.installed"
  cmp -s "$ROOT/scripts/requirements.txt" "$stamp" && "$PYTHON" -c '' 2>/dev/null && return
  headline "Preparing the Python environment in .venv"
  local python
  for python in python3 /usr/bin/python3; do
    # A Python without ensurepip (a build of its own, or Debian's before python3-venv) cannot make one.
    if command -v "$python" >/dev/null && "$python" -c 'import ensurepip, venv, ssl' 2>/dev/null; then
      rm -rf "$ROOT/.venv"
      "$python" -m venv "$ROOT/.venv"
      "$PYTHON" -m pip install --quiet --disable-pip-version-check -r "$ROOT/scripts/requirements.txt"
      cp "$ROOT/scripts/requirements.txt" "$stamp"
      return
    fi
  done
  fail "No Python here can make a virtual environment. On Debian: apt-get install python3 python3-venv"
}

# The scanner that controls are judged beside: a large tree of packages in an environment of its own, which nothing else should have.
CHECKOV_VERSION=3.3.30
need_checkov() {
  CHECKOV="$ROOT/.venv-checkov/bin/checkov"
  [ -x "$CHECKOV" ] && [ "$("$CHECKOV" --version)" = "$CHECKOV_VERSION" ] && return
  headline "Installing Checkov $CHECKOV_VERSION"
  python3 -m venv "$ROOT/.venv-checkov"
  "$ROOT/.venv-checkov/bin/pip" install --quiet --disable-pip-version-check "checkov==$CHECKOV_VERSION"
}

# Builds the debug binary, and tells how long it took when it took long.
need_plumb() {
  if [ -n "${PLUMB:-}" ]; then
    command -v "$PLUMB" >/dev/null || fail "PLUMB is set to $PLUMB, which is no program."
    return
  fi
  build --product plumb
  PLUMB="$ROOT/.build/debug/plumb"
}

build() {
  need_swift
  local begin=$SECONDS output
  if ! output=$(cd "$ROOT" && swift build "$@" 2>&1); then
    printf '%s\n' "$output" | grep -E 'error:|warning:' | sort -u | head -40 >&2
    fail "The build failed: swift build $*"
  fi
  [ $((SECONDS - begin)) -lt 5 ] || note "swift build $* took $((SECONDS - begin)) s"
}

# Starts the stand-in for AWS on a free loopback port; $STAND_IN is its address. Stopped by stop_stand_in.
# start_stand_in [SECONDS [FLAGS of aws_stand_in.py]]
start_stand_in() {
  need_python
  local out
  out=$(mktemp)
  "$PYTHON" "$ROOT/scripts/aws_stand_in.py" --seconds "${1:-3600}" "${@:2}" >"$out" 2>&1 &
  STAND_IN_PID=$!
  local tries=0
  until grep -q -m1 '^http://' "$out"; do
    kill -0 "$STAND_IN_PID" 2>/dev/null || fail "The stand-in for AWS ended at its start: $(cat "$out")"
    [ $((tries += 1)) -lt 600 ] || fail "The stand-in for AWS did not start in a minute."
    sleep 0.1
  done
  STAND_IN=$(grep -m1 '^http://' "$out")
  rm -f "$out"
}

stop_stand_in() {
  [ -n "${STAND_IN_PID:-}" ] || return 0
  kill "$STAND_IN_PID" 2>/dev/null || true
  wait "$STAND_IN_PID" 2>/dev/null || true
  STAND_IN_PID=
}

# Points the AWS SDKs and the provider at the stand-in, with credentials that open nothing elsewhere.
use_stand_in() {
  unset AWS_PROFILE AWS_SESSION_TOKEN AWS_SHARED_CREDENTIALS_FILE AWS_CONFIG_FILE
  export AWS_ENDPOINT_URL=$STAND_IN AWS_ACCESS_KEY_ID=stand-in AWS_SECRET_ACCESS_KEY=stand-in
  export AWS_REGION=eu-central-1 AWS_DEFAULT_REGION=eu-central-1 AWS_EC2_METADATA_DISABLED=true
}

# Prints the folder of an unpacked provider mirror on this machine, or nothing.
# PLUMB_PROVIDER_MIRROR overrides the search.
find_mirror() {
  local place
  if [ -n "${PLUMB_PROVIDER_MIRROR:-}" ]; then
    [ -d "$PLUMB_PROVIDER_MIRROR/registry.terraform.io" ] ||
      fail "PLUMB_PROVIDER_MIRROR is $PLUMB_PROVIDER_MIRROR, in which there is no folder registry.terraform.io."
    printf '%s\n' "$PLUMB_PROVIDER_MIRROR"
    return
  fi
  for place in "$HOME/.terraform.d/plugins" "$HOME/.local/share/terraform/plugins" \
    /usr/local/share/terraform/plugins /usr/share/terraform/plugins /opt/*/; do
    place=${place%/}
    if [ -n "$place" ] && [ -d "$place/registry.terraform.io/hashicorp/aws" ]; then
      printf '%s\n' "$place"
      return
    fi
  done
}

# Writes a CLI configuration for the mirror to file $1 and exports it. Without a mirror, init downloads.
use_mirror() {
  local mirror
  mirror=$(find_mirror)
  if [ -n "$mirror" ]; then
    printf 'provider_installation {\n  filesystem_mirror {\n    path = "%s"\n  }\n}\n' "$mirror" >"$1"
    export TF_CLI_CONFIG_FILE=$1
  elif [ -n "${TF_CLI_CONFIG_FILE:-}" ] && [ ! -e "$TF_CLI_CONFIG_FILE" ]; then
    unset TF_CLI_CONFIG_FILE
  fi
  export CHECKPOINT_DISABLE=1
}

# Whether providers can be downloaded.
registry_answers() {
  "${PYTHON:-python3}" - <<'END' 2>/dev/null
import urllib.request
urllib.request.urlopen("https://registry.terraform.io/.well-known/terraform.json", timeout=5).read()
END
}
