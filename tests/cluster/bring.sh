#!/bin/sh
# Brings up the cluster beside this repository in a mode (node or control), unless KUBECONFIG names another.
# usage: bring.sh node|control
set -eu
[ -z "${KUBECONFIG:-}" ] || exit 0
shared=$(cd "$(dirname "$0")/../../.." && pwd)/shared/cluster
cache=${FUSION_CLUSTER_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/fusion-cluster}
if [ ! -x "$shared/build.sh" ]; then
  echo "COULD NOT TEST ON A CLUSTER: KUBECONFIG names none, and there is none beside this repository." >&2
  exit 1
fi
[ -f "$cache/images/coredns.tar" ] || "$shared/build.sh" --kwok
[ "$(cat "$cache/run/mode" 2>/dev/null || echo "$1")" = "$1" ] || "$shared/down.sh"
"$shared/up.sh" "$1"
