#!/bin/sh
# Ends the gateway on CONSTAT_CEPH_PORT (by default the suite's first) and removes its state. See settings.sh.
set -u
here=$(dirname "$0")
. "$here/settings.sh"
state=$ROOT/var/tmp/constat-${CONSTAT_CEPH_PORT:-$FIRST_PORT}
# At once and hard: nothing of the state is kept, and an orderly end takes ten seconds.
for daemon in rgw osd mon; do
  while runs "$state/$daemon.pid"; do
    kill -9 "$(cat "$state/$daemon.pid")"
    sleep 0.1
  done
done
rm -rf "$state"
exit 0
