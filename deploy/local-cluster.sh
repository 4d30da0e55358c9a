#!/bin/sh
# Three servers on this machine, on 127.0.0.1, 127.0.0.2 and 127.0.0.3, each with the same ports: what a client finds
# on one it finds on the others. Runs until it is stopped; each server's folder and log are below the folder given.
#   deploy/local-cluster.sh [folder] [options of the server, for all three]
# The other addresses of 127.0.0.0/8 are there on Linux; elsewhere add them first (ifconfig lo0 alias 127.0.0.2).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-./local-cluster}
[ $# -gt 0 ] && shift
pids=
trap 'trap - INT TERM; kill $pids 2>/dev/null; wait' INT TERM EXIT
for number in 1 2 3; do
  dir=$folder/$number
  mkdir -p "$dir"
  [ -e "$dir/www" ] || cp -r "$here/../www" "$dir/www"
  "$here/monaserver" --dir "$dir" \
    --set host=127.0.0.$number --set admin.host=127.0.0.$number --set HTTP.port=8080 \
    --set servers.port=25520 --set servers.seeds="127.0.0.1:25520;127.0.0.2:25520;127.0.0.3:25520" \
    --set cluster.nodeName=local-$number "$@" &
  pids="$pids $!"
done
wait
