#!/bin/sh
# Holds PDFs against PDF/A-3a and PDF/UA-1 with veraPDF: verapdf.sh FILE… Needs Java 17, Maven and Maven Central.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mvn -q -B -f "$here/pom.xml" -Dbuild.folder="$work" compile dependency:build-classpath -Dmdep.outputFile="$work/classpath" >&2
java -cp "$work/classes:$(cat "$work/classpath")" Validate "$@"
