#!/bin/sh
# Makes docs/pictures/certificate.png: the first page of a certificate of the demo, which must have run (npm run demo).
# Needs pdftoppm (Debian: poppler-utils).
set -eu
cd "$(dirname "$0")/../.."
node jobs/constat.ts attest --config out/demo/constat.yaml --run demo --quiet
number=$(sed -n 's/^\([0-9-]*\);.*Kerévézan.*/\1/p' out/demo/attestations/attestations.csv | head -n 1)
pdftoppm -r 96 -png -f 1 -l 1 -singlefile "out/demo/attestations/$number.pdf" docs/pictures/certificate
