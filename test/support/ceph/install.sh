#!/bin/sh
# Installs a Ceph of a later Debian into a folder (debootstrap); nothing of it reaches the machine itself, which gets
# debootstrap where it has none. Takes about a minute; what is installed in whole is kept. See settings.sh.
set -eu
here=$(dirname "$0")
. "$here/settings.sh"
installed && exit 0
[ "$(id -u)" = 0 ] || unavailable 'installing Ceph needs root'
command -v apt-get >/dev/null || unavailable 'installing Ceph needs apt (Debian or a kin of it)'

log=$ROOT.log
exec 9>"$ROOT.lock"
flock 9 # another run may be installing it just now
installed && exit 0

[ ! -e "$ROOT" ] || unavailable "$ROOT is no whole install of Ceph and not one of ours: remove it, or set CONSTAT_CEPH_ROOT"

# The new system is made beside its place and moved there when it is whole.
new=$ROOT.new
give_up() {
  tail -n 5 "$log" >&2
  unavailable "$1; the whole output is in $log"
}
if ! command -v debootstrap >/dev/null; then
  { apt-get update -qq && apt-get install -y --no-install-recommends debootstrap; } >"$log" 2>&1 </dev/null 9>&- ||
    give_up 'debootstrap could not be installed'
fi
rm -rf --one-file-system "$new"
script=/usr/share/debootstrap/scripts/$SUITE
[ -e "$script" ] || script=/usr/share/debootstrap/scripts/sid
unshare --mount --propagation private debootstrap --variant=minbase "$SUITE" "$new" '' "$script" >"$log" 2>&1 </dev/null 9>&- ||
  give_up "debootstrap of $SUITE failed"
printf '#!/bin/sh\nexit 101\n' >"$new/usr/sbin/policy-rc.d" # no package may start a service
chmod 755 "$new/usr/sbin/policy-rc.d"
ROOT=$new
inside env DEBIAN_FRONTEND=noninteractive sh -c \
  "apt-get install -y --no-install-recommends $PACKAGES && apt-get clean" >>"$log" 2>&1 </dev/null 9>&- ||
  give_up "the packages of Ceph could not be installed"
installed || give_up 'the packages of Ceph are not whole'
ROOT=${new%.new}
mv --no-target-directory "$new" "$ROOT"
