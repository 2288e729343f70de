#!/usr/bin/env bash
# WeasyPrint draws text with Pango, which no Python package brings: installs Debian's libpango-1.0-0 and
# libpangoft2-1.0-0, with their HarfBuzz and fontconfig, where they are absent.
set -euo pipefail
if ldconfig -p | grep -q libpangoft2-1.0; then
    exit 0
fi
if ! command -v apt-get >/dev/null; then
    echo "WeasyPrint needs Pango: https://doc.courtbouillon.org/weasyprint/stable/first_steps.html" >&2
    exit 1
fi
echo "installing libpango-1.0-0 and libpangoft2-1.0-0"
sudo=$([ "$(id -u)" = 0 ] || echo sudo)
$sudo apt-get update -qq
$sudo apt-get install -y -qq --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
