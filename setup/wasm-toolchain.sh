#!/usr/bin/env bash
# Gives the project's Rust toolchain what wasm needs where rustup cannot.
#
#   setup/wasm-toolchain.sh std TARGET...    the standard library of wasm targets: by rustup, else built from source
#   setup/wasm-toolchain.sh headers          wasi-libc's headers, for C code that is compiled for WASI
#
# Built from source means: Debian ships the very same sources (package rust-src or rust-web-src), the crates registry
# has their few dependencies, and Debian's wasi-libc has the C library and start files that WASI programs link.
# Everything comes through apt (signatures checked) and cargo (checksums of the sources' own lock file). The machine's
# package sources and installed packages stay as they are: the package index is one of our own.
#
#   WASM_STD=auto|rustup|build    auto: rustup first, then build (default)
#   CUTRACK_TOOLCHAIN=DIR         packages, sources, headers (default ${XDG_CACHE_HOME:-~/.cache}/cutrack/toolchain)
set -euo pipefail

MODE=${WASM_STD:-auto}
CACHE=${CUTRACK_TOOLCHAIN:-${XDG_CACHE_HOME:-$HOME/.cache}/cutrack/toolchain}
WASI_LIBC=$CACHE/wasi-libc
# The suites that are searched: the first that has the wanted version wins.
SUITES="trixie-backports bookworm-security trixie forky sid experimental bookworm-backports"
KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg
RUSTUP_SECONDS=300
INDEX_MINUTES=720

say() { printf '%s\n' "$*" >&2; }
die() { say "error: $*"; exit 1; }

# ------------------------------------------------------------------ packages of Debian, privately

apt_in() { # SUITE COMMAND...: an apt tool over the index of SUITE alone
  local suite=$1 folder="$CACHE/apt/$1" tool=$2 kind options=()
  shift 2
  for kind in DEP-11 DEP-11-icons-small DEP-11-icons DEP-11-icons-hidpi; do
    options+=(-o "Acquire::IndexTargets::deb::$kind::DefaultEnabled=false")
  done
  "$tool" -q -o Dir::State="$folder/state" -o Dir::State::status="$folder/state/status" \
    -o Dir::Cache="$folder/cache" -o Dir::Etc::SourceList="$folder/sources.list" \
    -o Dir::Etc::SourceParts=/dev/null -o Dir::Etc::Preferences=/dev/null \
    -o Dir::Etc::PreferencesParts=/dev/null -o Acquire::Languages=none -o Acquire::Retries=2 \
    -o APT::Sandbox::User=root "${options[@]}" "$@"
}

debian_address() { # SUITE: the server that this machine's own apt uses for it
  local all
  all=$(apt-get indextargets --format '$(REPO_URI)' | sort -u)
  if [[ $1 == *-security ]]; then grep -m1 security <<<"$all"; else grep -m1 -v security <<<"$all"; fi
}

fetch_index() { # SUITE: once in a while
  local suite=$1 folder="$CACHE/apt/$1" address
  [ ! -e "$folder/ok" ] || [ -n "$(find "$folder/ok" -mmin +$INDEX_MINUTES)" ] || return 0
  mkdir -p "$folder/state/lists/partial" "$folder/cache/archives/partial"
  touch "$folder/state/status"
  address=$(debian_address "$suite") || return 1
  echo "deb [signed-by=$KEYRING] $address $suite main" >"$folder/sources.list"
  apt_in "$suite" apt-get update >"$folder/update.log" 2>&1 &&
    ! grep -q '^[EW]: Failed' "$folder/update.log" && touch "$folder/ok"
}

find_package() { # "PACKAGE..." VERSION-PREFIX: prints "SUITE PACKAGE VERSION" of the first suite that has it
  local suite package version
  for suite in $SUITES; do
    fetch_index "$suite" || { say "no index of $suite"; continue; }
    for package in $1; do
      version=$(apt_in "$suite" apt-cache madison "$package" 2>/dev/null |
        awk -F'|' '{gsub(/ /,"",$2); print $2}' | grep -m1 "^$2" || true)
      [ -z "$version" ] || { echo "$suite $package $version"; return 0; }
    done
  done
  return 1
}

find_deb() { # PACKAGE VERSION: prints the path of its .deb
  compgen -G "$CACHE/deb/$1_*.deb" | grep -m1 -F "_${2/:/%3a}_"
}

fetch_package() { # SUITE PACKAGE VERSION: prints the path of its .deb
  mkdir -p "$CACHE/deb"
  find_deb "$2" "$3" && return 0
  (cd "$CACHE/deb" && apt_in "$1" apt-get download "$2=$3" >/dev/null 2>"$CACHE/deb/$2.log") || return 1
  find_deb "$2" "$3"
}

ensure_wasi_libc() { # the one of 2022 maps errno wrongly for today's std: any from 2024 on is right
  local suite package version deb name kind
  [ ! -e "$CACHE/wasi-sysroot/include/wasm32-wasip1/stdio.h" ] || return 0
  command -v apt-get >/dev/null || die "no apt-get here to take wasi-libc from"
  read -r suite package version < <(find_package wasi-libc '0.0~git202[4-9]') ||
    die "no Debian suite has a wasi-libc of 2024 or later"
  say "wasi-libc $version from $suite"
  deb=$(fetch_package "$suite" "$package" "$version") || die "apt could not download wasi-libc $version"
  rm -rf "$WASI_LIBC" "$CACHE/wasi-sysroot"
  mkdir -p "$WASI_LIBC" "$CACHE/wasi-sysroot/include" "$CACHE/wasi-sysroot/lib"
  dpkg -x "$deb" "$WASI_LIBC"
  # The layout that clang --target=wasm32-wasip1 --sysroot looks for.
  for name in wasip1:wasi wasi:wasi; do
    for kind in include lib; do
      ln -sfn "../../wasi-libc/usr/$kind/wasm32-${name#*:}" "$CACHE/wasi-sysroot/$kind/wasm32-${name%:*}"
    done
  done
}

# ------------------------------------------------------------------ the standard library

describe_compiler() { # sets SYSROOT, RELEASE, COMMIT of the compiler that the current folder asks for
  command -v rustc >/dev/null || die "no rustc on the search path"
  local version
  version=$(rustc -vV)
  RELEASE=$(sed -n 's/^release: //p' <<<"$version")
  COMMIT=$(sed -n 's/^commit-hash: //p' <<<"$version")
  SYSROOT=$(rustc --print sysroot)
}

is_installed() { # TARGET: its library is there and belongs to this very compiler
  local folder="$SYSROOT/lib/rustlib/$1"
  compgen -G "$folder/lib/libstd-*.rlib" >/dev/null || return 1
  [ ! -e "$folder/BUILT-FROM-SOURCE" ] || [ "$(cat "$folder/BUILT-FROM-SOURCE")" = "$RELEASE $COMMIT" ]
}

list_missing() {
  local target
  for target in "$@"; do is_installed "$target" || echo "$target"; done
}

ask_rustup() { # TARGET...
  command -v rustup >/dev/null && [[ $SYSROOT == *"/toolchains/"* ]] || return 1
  say "rustup target add $*"
  RUSTUP_MAX_RETRIES=1 timeout "$RUSTUP_SECONDS" \
    rustup target add --toolchain "$(basename "$SYSROOT")" "$@" >"$CACHE/rustup.log" 2>&1 && return 0
  say "rustup could not: $(grep -m1 '^error' "$CACHE/rustup.log" || echo 'no answer in time')"
  return 1
}

find_sources() { # sets LIBRARY: std's sources of exactly this compiler's version
  local plain=${RELEASE%%-*} suite package version deb
  LIBRARY="$SYSROOT/lib/rustlib/src/rust/library" # there after `rustup component add rust-src`
  [ ! -e "$LIBRARY/sysroot/Cargo.toml" ] || return 0
  LIBRARY="$CACHE/src/$plain/library"
  [ ! -e "$LIBRARY/.complete" ] || return 0
  command -v apt-get >/dev/null ||
    die "neither rustup nor apt can give std's sources: install the wasm targets of Rust $RELEASE by hand"
  read -r suite package version < <(find_package "rust-src rust-web-src" "$plain[.+]") ||
    die "no Debian suite has the sources of Rust $plain"
  say "the standard library's sources: $package $version from $suite"
  deb=$(fetch_package "$suite" "$package" "$version") || die "apt could not download $package $version"
  rm -rf "$CACHE/src/$plain"
  mkdir -p "$CACHE/src/$plain"
  dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$CACHE/src/$plain" --strip-components=4 \
    --exclude='*/library/vendor' --exclude='*/library/coretests' --wildcards "./usr/src/rustc-$plain/library"
  stand_in_for_tests
  touch "$LIBRARY/.complete"
}

stand_in_for_tests() { # the sources' lock file names this package, but its tests need what we left out
  mkdir -p "$LIBRARY/coretests"
  : >"$LIBRARY/coretests/lib.rs"
  cat >"$LIBRARY/coretests/Cargo.toml" <<'EOF'
[package]
name = "coretests"
version = "0.0.0"
edition = "2024"
[lib]
path = "lib.rs"
test = false
[dev-dependencies]
rand = { version = "0.9.0", default-features = false }
rand_xorshift = { version = "0.4.0", default-features = false }
EOF
}

build_library() { # TARGET...
  local target build="$CACHE/build/$RELEASE-${COMMIT:0:12}" arguments=() start=$SECONDS
  for target in "$@"; do arguments+=(--target "$target"); done
  say "building the standard library $RELEASE for $*"
  (
    cd "$LIBRARY/sysroot" # away from the project's own cargo configuration
    unset CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_TARGET CARGO_BUILD_RUSTFLAGS RUSTC RUSTC_WRAPPER CARGO_BUILD_RUSTC_WRAPPER
    export PATH="$SYSROOT/bin:$PATH" # this compiler, not the one that this folder would be given
    export RUSTC_BOOTSTRAP=1 __CARGO_DEFAULT_LIB_METADATA=stablestd CARGO_TARGET_DIR=$build
    export CARGO_PROFILE_DIST_DEBUG=0 CARGO_INCREMENTAL=0
    export RUSTFLAGS="-Zforce-unstable-if-unmarked --remap-path-prefix=$LIBRARY=/rustc/$COMMIT/library \
      --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src=/rust/deps"
    cargo build --locked --profile dist "${arguments[@]}"
  ) >"$CACHE/build.log" 2>&1 || {
    tail -30 "$CACHE/build.log" >&2
    die "the standard library did not build, see $CACHE/build.log"
  }
  for target in "$@"; do install_library "$target" "$build/$target/dist/deps"; done
  rm -rf "$build"
  say "built and installed in $((SECONDS - start)) s"
}

install_library() { # TARGET FOLDER
  local home="$SYSROOT/lib/rustlib/$1"
  rm -rf "$home"
  mkdir -p "$home/lib"
  cp "$2/"*.rlib "$home/lib/"
  if [[ $1 == *wasi* ]]; then
    mkdir -p "$home/lib/self-contained"
    cp "$WASI_LIBC/usr/lib/wasm32-wasi/"{crt1-command.o,crt1-reactor.o,libc.a} "$home/lib/self-contained/"
  fi
  echo "$RELEASE $COMMIT" >"$home/BUILT-FROM-SOURCE"
}

ensure_std() { # TARGET...
  local missing
  describe_compiler
  mapfile -t missing < <(list_missing "$@")
  if [ ${#missing[@]} -gt 0 ] && [ "$MODE" != build ]; then
    ask_rustup "${missing[@]}" || true
    mapfile -t missing < <(list_missing "$@")
  fi
  [ ${#missing[@]} -gt 0 ] || return 0
  [ "$MODE" != rustup ] || die "WASM_STD=rustup, and rustup could not"
  [ -w "$SYSROOT/lib/rustlib" ] || die "cannot write to $SYSROOT/lib/rustlib"
  find_sources
  [[ "${missing[*]}" != *wasi* ]] || ensure_wasi_libc
  build_library "${missing[@]}"
}

# ------------------------------------------------------------------

command=${1:-}
[ $# -eq 0 ] || shift
mkdir -p "$CACHE"
CACHE=$(cd "$CACHE" && pwd)
WASI_LIBC=$CACHE/wasi-libc
exec 9>"$CACHE/lock" # one at a time, whichever clone asks
flock 9
case $command in
  std) ensure_std "$@" ;;
  headers) ensure_wasi_libc ;;
  *) die "usage: setup/wasm-toolchain.sh std TARGET... | headers" ;;
esac
