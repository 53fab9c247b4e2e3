#!/bin/sh
# Starts one Ceph as root without systemd, with a fresh state: a monitor, one OSD and the gateway, on 127.0.0.1 only.
# Prints what a test run needs to reach it, as lines for a shell (`name=value`). See settings.sh.
set -eu
here=$(dirname "$0")
. "$here/settings.sh"
[ "$(id -u)" = 0 ] || unavailable 'starting Ceph needs root'
"$here/install.sh"

# Made up, for a server on the loopback interface that lives as long as a test run: no secrets.
KEY=constattest SECRET=constat-test-secret READER_KEY=constatreader READER_SECRET=constat-reader-secret

# A folder for each port, which is its state and says by its `starter` who has it.
taken() {
  for pid in "$ROOT/var/tmp/constat-$1"/*.pid; do
    if runs "$pid"; then return 0; fi
  done
  return 1
}
claim() {
  if taken "$1"; then return 1; fi
  rm -rf "$ROOT/var/tmp/constat-$1"
  mkdir -p "$ROOT/var/tmp/constat-$1"
  echo $$ >"$ROOT/var/tmp/constat-$1/starter.pid"
  echo "$1"
}
claim_any() {
  if [ -n "${CONSTAT_CEPH_PORT:-}" ]; then claim "$CONSTAT_CEPH_PORT"; return; fi
  for n in 0 1 2 3 4 5 6 7 8 9; do claim $((FIRST_PORT + 2 * n)) && return; done
  return 1
}
PORT=$( (flock 9; claim_any) 9>"$ROOT.lock") || unavailable 'every port for a test gateway is taken'
D=/var/tmp/constat-$PORT
trap 'CONSTAT_CEPH_PORT=$PORT "$here/stop.sh"' EXIT # lifted at the end

daemon() {
  name=$1
  shift
  # setsid: a Ctrl-C that is meant for the tests does not reach it; stop.sh ends it.
  setsid "$here/inside.sh" "$ROOT" "$@" -c "$D/ceph.conf" -f >"$ROOT$D/$name.out" 2>&1 </dev/null &
  echo $! >"$ROOT$D/$name.pid"
}
until_ready() { # name, seconds, question...
  name=$1
  tries=$(($2 * 5))
  shift 2
  until "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    if [ $tries -le 0 ] || ! runs "$ROOT$D/$name.pid"; then
      tail -n 5 "$ROOT$D/$name.out" >&2
      unavailable "Ceph's $name did not start"
    fi
    sleep 0.2
  done
}
ceph() { inside ceph -c "$D/ceph.conf" --connect-timeout 5 "$@"; }
osd_is_up() { ceph osd stat | grep -q '1 up'; }

sed -e "s|@FSID@|$(cat /proc/sys/kernel/random/uuid)|; s|@D@|$D|; s|@PORT@|$PORT|; s|@MONITOR@|$((PORT + 1))|" \
  "$here/ceph.conf" >"$ROOT$D/ceph.conf"
cp "$here/prepare.sh" "$ROOT$D/prepare.sh"
inside sh "$D/prepare.sh" "$D" "$((PORT + 1))" >"$ROOT$D/prepare.out" 2>&1 || {
  tail -n 5 "$ROOT$D/prepare.out" >&2
  unavailable "Ceph's state could not be prepared (a container without the right to mount cannot)"
}
daemon mon ceph-mon -i a
until_ready mon 60 ceph mon stat
osd=$(cat /proc/sys/kernel/random/uuid)
{ ceph osd new "$osd" && inside ceph-osd -c "$D/ceph.conf" -i 0 --mkfs --osd-uuid "$osd"; } >"$ROOT$D/osd.out" 2>&1 ||
  unavailable "Ceph made no OSD"
daemon osd ceph-osd -i 0
until_ready osd 60 osd_is_up
daemon rgw radosgw -n client.rgw.a
until_ready rgw 120 curl -s -o /dev/null "http://127.0.0.1:$PORT/"
user() { # name, access key, secret
  inside radosgw-admin -c "$D/ceph.conf" user create --uid="$1" --display-name="$1" \
    --access-key="$2" --secret-key="$3" >"$ROOT$D/user.out" 2>&1 || unavailable "Ceph made no user $1"
}
user owner "$KEY" "$SECRET"
user reader "$READER_KEY" "$READER_SECRET"

trap - EXIT
rm "$ROOT$D/starter.pid"
cat <<END
CONSTAT_TEST_S3_ENDPOINT=http://127.0.0.1:$PORT
CONSTAT_TEST_S3_READER_ACCESS_KEY_ID=$READER_KEY
CONSTAT_TEST_S3_READER_SECRET_ACCESS_KEY=$READER_SECRET
CONSTAT_CEPH_VERSION=$(inside radosgw --version | cut -d' ' -f3)
CONSTAT_CEPH_PORT=$PORT
AWS_ACCESS_KEY_ID=$KEY
AWS_SECRET_ACCESS_KEY=$SECRET
END
