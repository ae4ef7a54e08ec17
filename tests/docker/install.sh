#!/bin/sh
# Installs what the Docker test bed needs and this machine lacks: Debian's daemon, registry and debootstrap, and an
# object store that speaks S3 (built from Go's module proxy, once, in minutes).
set -eu

cannot() {
  echo "NOT TESTED ON DOCKER: $1" >&2
  exit 1
}

missing=
command -v dockerd > /dev/null || missing="$missing docker.io"
command -v docker-registry > /dev/null || command -v registry > /dev/null || missing="$missing docker-registry"
command -v debootstrap > /dev/null || missing="$missing debootstrap"
if [ -n "$missing" ]; then
  { [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; } ||
    cannot "this machine lacks$missing; install them (apt-get, as root), then run this again."
  # Debian would start the daemon and the registry at once; the tests start their own.
  if [ ! -e /usr/sbin/policy-rc.d ]; then
    printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d
    chmod +x /usr/sbin/policy-rc.d
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get install -y -qq --no-install-recommends $missing > /dev/null ||
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing > /dev/null; }
fi

bin="${DOCKER_TESTS_CACHE:-$HOME/.cache/fusion-docker}/bin"
if [ ! -x "$bin/versitygw" ] && ! command -v versitygw > /dev/null; then
  command -v go > /dev/null || cannot "Go (1.24 or later) is missing, with which the object store versitygw is built."
  GOBIN="$bin" go install github.com/versity/versitygw/cmd/versitygw@v1.8.0
fi
