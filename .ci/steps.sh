# What .ci/run and .ci/full have in common; sourced by them. Makes a clone of the last commit in a folder of its own,
# goes there, and installs what package-lock.json names. Needs git, node ≥ 20 and npm; the rest comes from npm.

set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
export CI=true FORCE_COLOR=0 NO_COLOR=1
work=$(mktemp -d "${TMPDIR:-/tmp}/constat-ci-XXXXXX")
chmod 755 "$work" # PostgreSQL, which does not run as root, must be able to enter
failed=0
results=()
stop_ceph=:
trap '$stop_ceph; rm -rf "$work"' EXIT

git clone --quiet . "$work/clone" && cd "$work/clone" || exit 1
npm ci </dev/null || exit 1

step() {
  printf '\n== %s\n' "$*"
  "$@" </dev/null || { failed=1; printf '== FAILED: %s\n' "$*"; }
}

# A step that is a run of vitest by an npm script: its tests count in the last line. `tests [NAME=value…] SCRIPT [ARGUMENT…]`
tests() {
  local environment=()
  while [[ $1 == *=* ]]; do environment+=("$1"); shift; done
  local script=$1 result="$work/vitest-${#results[@]}.json"
  shift
  results+=("$result")
  printf '\n== npm run %s %s\n' "$script" "$*"
  env "${environment[@]}" npm run --silent "$script" -- "$@" --reporter=default --reporter=json \
    --outputFile.json="$result" </dev/null || { failed=1; printf '== FAILED: %s\n' "$script"; }
}

# Starts the Ceph of a Debian suite for the tests that follow; fails, having said why, where there can be none.
start_ceph() {
  local code
  printf '\n== Ceph of Debian %s\n' "$1"
  mapfile -t ceph < <(CONSTAT_CEPH_SUITE=$1 test/support/ceph/ceph.sh start </dev/null 2>"$work/ceph.err" || echo "failed=$?")
  case ${ceph[-1]:-} in
  failed=69) tail -n 1 "$work/ceph.err"; return 1 ;;
  failed=*) cat "$work/ceph.err"; failed=1; return 1 ;;
  esac
  printf '%s\n' "${ceph[@]}" | grep -E '^CONSTAT_(CEPH_VERSION|TEST_S3_ENDPOINT)='
  ceph+=("CONSTAT_CEPH_SUITE=$1")
  stop_ceph="env ${ceph[*]} $PWD/test/support/ceph/ceph.sh stop"
}

# Installs LibreOffice where it is not there; fails, having said why, where it cannot be had.
install_office() {
  printf '\n== LibreOffice\n'
  command -v soffice && return
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get; then echo 'no root or no apt: not installed'; failed=1; return 1; fi
  { apt-get -qq update && apt-get -qq install --no-install-recommends libreoffice-calc-nogui; } </dev/null >"$work/office.log" 2>&1 && return
  tail -n 3 "$work/office.log"
  failed=1
  return 1
}

# Puts Debian's Chromium in place for the tests of the pages; fails, having said why, where there can be none.
install_chromium() {
  printf '\n== Chromium\n'
  [ -n "${CONSTAT_CHROMIUM:-}" ] || command -v chromium && return
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get; then
    echo 'no Chromium, and no apt-get or no root to install it: the pages are not tested'
    failed=1
    return 1
  fi
  apt-get update -qq && apt-get install -qq --no-install-recommends chromium >"$work/chromium.log" 2>&1 && return
  cat "$work/chromium.log"
  failed=1
  return 1
}

# Is there what a real Trino is fetched and started with? Says what is not; no failure, as few machines have it all.
find_trino() {
  printf '\n== Trino\n'
  node fixtures/trino/requirements.ts && return
  echo 'the real Trino was not there: test:distributed was not run'
  return 1
}

# How long all of it took, and the files whose tests took longest (vitest does not tell of their hooks): where to look
# when CI grows slow.
tell_times() {
  printf '\n== %s min; the tests of these files took longest (s):\n' "$((SECONDS / 60))"
  node -e '
    const { existsSync, readFileSync } = require("node:fs")
    const { relative } = require("node:path")
    const files = process.argv.slice(1).filter((path) => existsSync(path)).flatMap(
      (path) => JSON.parse(readFileSync(path, "utf8")).testResults)
    const seconds = (file) => (file.endTime - file.startTime) / 1000
    for (const file of files.sort((a, b) => seconds(b) - seconds(a)).slice(0, 10))
      console.log(seconds(file).toFixed(0).padStart(5), relative(".", file.name))' "${results[@]}"
}

# Sums up what the runs of vitest wrote and ends: `N passed, N failed`, and 0 only when all is well.
finish() {
  tell_times
  local passed broken
  read -r passed broken < <(node -e '
    const { existsSync, readFileSync } = require("node:fs")
    const sum = { passed: 0, broken: 0 }
    for (const path of process.argv.slice(1)) {
      if (!existsSync(path)) { sum.broken++; continue }
      const r = JSON.parse(readFileSync(path, "utf8"))
      const suites = r.testResults.filter((s) => s.status === "failed" && s.assertionResults.length === 0)
      sum.passed += r.numPassedTests
      sum.broken += r.numFailedTests + suites.length
    }
    console.log(sum.passed, sum.broken)' "${results[@]}")
  # A step that is no test failed: the line must not look green.
  [ "$failed" -eq 0 ] || [ "$broken" -gt 0 ] || broken=1
  printf '\n%s passed, %s failed\n' "$passed" "$broken"
  [ "$passed" -gt 0 ] && [ "$broken" -eq 0 ]
  exit
}
