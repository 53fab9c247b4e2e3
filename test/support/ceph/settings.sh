# What the scripts beside this file agree on; sourced by them after they set `here`, their folder.
#
#   CONSTAT_CEPH_SUITE   the Debian suite whose Ceph is used: forky (20.2, default) or trixie (18.2)
#   CONSTAT_CEPH_ROOT    where that suite is installed, by default /var/tmp/ceph-<suite>
#   CONSTAT_CEPH_PORT    the gateway's port on 127.0.0.1 (the monitor takes the next one); by default the first of
#                        the suite's own ten pairs that nobody has taken
#
# Exit codes: 0; 69 (EX_UNAVAILABLE) where a real server cannot be had here, with one line that says why.

SUITE=${CONSTAT_CEPH_SUITE:-forky}
case $SUITE in
forky) FIRST_PORT=14640 ;;
trixie) FIRST_PORT=14660 ;;
*) echo "CONSTAT_CEPH_SUITE is $SUITE; expected forky (Ceph 20.2) or trixie (Ceph 18.2)" >&2; exit 2 ;;
esac
ROOT=${CONSTAT_CEPH_ROOT:-/var/tmp/ceph-$SUITE}
PACKAGES='radosgw ceph-mon ceph-osd ceph-common'

unavailable() {
  echo "the real server was not there: $*" >&2
  exit 69
}

# Is every package there in whole? What dpkg recorded tells it: after an install that was cut short, a package is
# missing or in another state than `installed`, and so is one that something it needs is missing for.
installed() {
  states=$(dpkg-query --admindir="$ROOT/var/lib/dpkg" -W -f '${db:Status-Status}\n' $PACKAGES 2>/dev/null) || return 1
  [ "$(echo "$states" | sort -u)" = installed ] || return 1
  [ -z "$(dpkg --admindir="$ROOT/var/lib/dpkg" --audit 2>&1)" ]
}

inside() { "$here/inside.sh" "$ROOT" "$@"; }

# Does the process of that pid file still run, and is it ours? (Ids are given again.)
runs() {
  [ -f "$1" ] && grep -qsE 'constat-|start\.sh' "/proc/$(cat "$1")/cmdline"
}
