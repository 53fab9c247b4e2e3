#!/bin/sh
# Runs inside the installed system: the keys of one cluster and its monitor's first state, in the folder $1.
set -eu
D=$1 MONITOR=$2
mkdir "$D/mon" "$D/osd" "$D/rgw"
fsid=$(sed -n 's/^fsid = //p' "$D/ceph.conf")
monmaptool --create --addv a "[v2:127.0.0.1:$MONITOR]" --fsid "$fsid" "$D/monmap"
ceph-authtool "$D/keyring" --create-keyring
key() { ceph-authtool "$D/keyring" --gen-key -n "$@"; }
key mon. --cap mon 'allow *'
key client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *'
key osd.0 --cap mon 'allow profile osd' --cap mgr 'allow profile osd' --cap osd 'allow *'
key client.rgw.a --cap mon 'allow rw' --cap osd 'allow rwx' --cap mgr 'allow rw'
ceph-mon -c "$D/ceph.conf" --mkfs -i a --monmap "$D/monmap" --keyring "$D/keyring"
