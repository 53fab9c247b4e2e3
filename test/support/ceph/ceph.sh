#!/bin/sh
# A real S3 server for the tests: Ceph's gateway. What can be chosen and the exit codes are told in settings.sh.
#   ceph.sh install        installs it in a folder, unless it is there
#   ceph.sh start          installs and starts it, and prints the environment for the tests
#   ceph.sh stop           ends it and removes its state
#   ceph.sh run COMMAND    starts it, runs the command in that environment, and stops it; where CONSTAT_TEST_S3_ENDPOINT
#                          names a server already, that one is used
set -eu
here=$(cd "$(dirname "$0")" && pwd)
action=${1:-}
[ $# -eq 0 ] || shift
case $action in
install | start | stop) exec "$here/$action.sh" ;;
run) [ $# -gt 0 ] || { echo 'ceph.sh run: expected a command' >&2; exit 2; } ;;
*) sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
[ -z "${CONSTAT_TEST_S3_ENDPOINT:-}" ] || exec "$@"
environment=$("$here/start.sh")
set -a
eval "$environment"
set +a
trap '"$here/stop.sh"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
echo "on Ceph $CONSTAT_CEPH_VERSION at $CONSTAT_TEST_S3_ENDPOINT" >&2
"$@"
