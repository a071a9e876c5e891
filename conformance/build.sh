# Sourced by the scripts that build Go programs. They define `fail`, which prints what is missing and ends the script.

# go_build OUTPUT PACKAGE builds a program of the Go module in the current folder.
go_build() {
  command -v go >/dev/null || fail 'Go is missing (1.26 or later, https://go.dev/dl)'
  said=$(go list -deps "$2" 2>&1 >/dev/null) || fail "one of its Go modules, or a new enough Go, cannot be downloaded
$said"
  # Without symbols and without paths of this machine: the binary is kept.
  said=$(go build -trimpath -ldflags='-s -w' -o "$1" "$2" 2>&1) || fail "go build failed
$said"
}

# judge_binary NAME sets $binary to the judge of the Go module in the current folder, and builds it first if its sources have
# changed.
judge_binary() {
  cache=${XDG_CACHE_HOME:-$HOME/.cache}/cdk8s-istio-oneagent
  binary=$cache/$1-judge-$(find . ../judge ../build.sh -type f \( -name '*.go' -o -name 'go.*' -o -name 'build.sh' \) |
    LC_ALL=C sort | xargs cat | git hash-object --stdin)
  [ ! -x "$binary" ] || return 0
  mkdir -p "$cache"
  go_build "$binary.$$" .
  mv "$binary.$$" "$binary"
  find "$cache" -maxdepth 1 -name "$1-judge-*" -mtime +7 -exec rm -rf {} +
}
