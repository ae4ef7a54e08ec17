#!/bin/sh
# Installs what the Docker test bed needs and this machine lacks: Debian's daemon, registry and debootstrap.
set -eu
missing=
command -v dockerd > /dev/null || missing="$missing docker.io"
command -v docker-registry > /dev/null || command -v registry > /dev/null || missing="$missing docker-registry"
command -v debootstrap > /dev/null || missing="$missing debootstrap"
[ -n "$missing" ] || exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get > /dev/null; then
  echo "NOT TESTED ON DOCKER: this machine lacks$missing; install them (apt-get, as root), then run this again." >&2
  exit 1
fi
# Debian would start the daemon and the registry at once; the tests start their own.
printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d
trap 'rm -f /usr/sbin/policy-rc.d' EXIT
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing > /dev/null ||
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; }
