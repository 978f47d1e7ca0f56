#!/bin/sh
# Opens a workbook or a presentation in LibreOffice and writes its pages as pictures to look at.
#
#   tests/office/check.sh results/precise/report.pptx pictures
set -eu
file=$1
out=$2
if ! command -v soffice >/dev/null; then
    echo "SKIPPED: there is no soffice"
    exit 0
fi
mkdir -p "$out"
soffice --headless --convert-to pdf --outdir "$out" "$file" >/dev/null
pdf=$out/$(basename "${file%.*}").pdf
test -s "$pdf" || { echo "LibreOffice cannot open $file"; exit 1; }
if command -v pdftoppm >/dev/null; then
    pdftoppm -r 60 -png "$pdf" "$out/page"
fi
echo "opened: $pdf"
