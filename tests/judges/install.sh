#!/bin/sh
# Puts the outside judges into target/judges, where a registry has them. What cannot be had is said, and the tests that
# would ask it say so again: nothing here fails the build.
set -u
cd "$(dirname "$0")/../.."
place=target/judges

if ! [ -x $place/bin/python ] && ! python3 -m venv $place 2>/dev/null; then
    echo "juges : python3-venv manque, les juges en Python ne seront pas entendus"
elif ! $place/bin/python -c 'import saxonche, lxml, facturx' 2>/dev/null; then
    $place/bin/pip install --quiet --disable-pip-version-check saxonche==13.1.1 lxml==6.0.2 factur-x==7.8 pypdf ||
        echo "juges : PyPI ne répond pas"
fi

if ! [ -x $place/verapdf/verapdf.sh ]; then
    if command -v java >/dev/null && command -v mvn >/dev/null; then
        mkdir -p $place/verapdf
        cat > $place/verapdf/pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>judges</groupId><artifactId>verapdf</artifactId><version>1</version>
  <dependencies><dependency>
    <groupId>org.verapdf.apps</groupId><artifactId>greenfield-apps</artifactId><version>1.28.2</version>
  </dependency></dependencies>
</project>
POM
        if (cd $place/verapdf && mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib) >/dev/null 2>&1; then
            printf '%s\n' '#!/bin/sh' 'here=$(dirname "$0")' \
                'exec java -Xmx1500m -XX:+UseSerialGC -cp "$here/lib/*" org.verapdf.apps.GreenfieldCliWrapper "$@"' \
                > $place/verapdf/verapdf.sh
            chmod +x $place/verapdf/verapdf.sh
        else
            echo "juges : veraPDF n'a pas pu être installé (Maven)"
        fi
    else
        echo "juges : Java et Maven manquent, veraPDF ne sera pas entendu"
    fi
fi
command -v qpdf >/dev/null || echo "juges : qpdf manque"
exit 0
