#!/bin/sh
# What judges the operations files: promtool and amtool from Debian, a validator of Kubernetes and of Compose from PyPI.
# What cannot be had is said, and the tests that would use it say "not run": nothing here fails the build.
set -u
cd "$(dirname "$0")/../.."
place=target/ops

for pair in promtool:prometheus amtool:prometheus-alertmanager systemd-analyze:systemd hey:hey wrk:wrk; do
    program=${pair%%:*}
    package=${pair##*:}
    command -v "$program" >/dev/null && continue
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package") \
            >/dev/null 2>&1
    fi
    command -v "$program" >/dev/null || echo "exploitation : $program n'a pas pu être installé"
done
if ! [ -x $place/bin/python ] && ! python3 -m venv $place 2>/dev/null; then
    echo "exploitation : python3-venv manque, les manifestes ne seront pas validés"
elif ! $place/bin/python -c 'import kubernetes_validate, compose_spec' 2>/dev/null; then
    $place/bin/pip install --quiet --disable-pip-version-check kubernetes-validate==1.37.0 compose-spec==0.2.1 ||
        echo "exploitation : PyPI ne répond pas, les manifestes ne seront pas validés"
fi
exit 0
