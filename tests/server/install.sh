#!/bin/sh
# Redis and PostgreSQL, which the tests of the server start by themselves, where a registry has them. What cannot be had
# is said, and the tests that would use it say so again: nothing here fails the build.
set -u
missing=
command -v redis-server >/dev/null || missing="redis-server"
ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || missing="$missing postgresql"
command -v setpriv >/dev/null || missing="$missing util-linux"
command -v openssl >/dev/null || missing="$missing openssl"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing) \
        >/dev/null 2>&1 && exit 0
fi
echo "serveur : $missing : absent, ses essais ne seront pas faits"
exit 0
