#!/bin/sh
# Installs, from the packages of Debian, the programs that tests talk to and pip cannot bring: COMMAND=PACKAGE each, and
# only what is missing. Programs, no service: whatever a package would start, now or when the machine starts, does not.
set -eu
missing=
for one in "$@"; do
	command -v "${one%=*}" > /dev/null || missing="$missing ${one#*=}"
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" != 0 ]; then
	echo "Missing, and only root may install them with apt-get:$missing. Their tests will be skipped."
	exit 0
fi
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
	printf '#!/bin/sh\nexit 101\n' > "$policy"
	chmod +x "$policy"
	trap 'rm -f "$policy"' EXIT
fi
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086  # a list of names
if apt-get -qq update && apt-get -qq install --yes --no-install-recommends $missing > /dev/null; then
	! command -v systemctl > /dev/null || systemctl --quiet disable nginx 2> /dev/null || :
else
	echo "apt-get could not install:$missing. Their tests will be skipped."
fi
