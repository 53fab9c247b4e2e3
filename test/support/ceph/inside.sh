#!/bin/sh
# Runs a command inside the system installed at $1. Its /proc and /dev are mounted in a namespace of the command's own:
# nothing stays mounted when it ends, however it ends. Every step is an exec: the caller's process id is the command's.
root=$1
shift
exec unshare --mount --propagation private sh -c '
  root=$1; shift
  mount -t proc proc "$root/proc" && mount --rbind /dev "$root/dev" && exec chroot "$root" "$@"' sh "$root" "$@"
