#!/bin/sh
# Sees to a Chromium for the tests of the desk: installs Debian's where it is missing and may be installed.
# Without one the tests say so and skip (in CI they fail).
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Chromium for the tests of the desk ..."
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 ||
    echo "Chromium could not be installed; the tests that need a browser are skipped"
else
  echo "There is no Chromium here; the tests that need a browser are skipped (Debian: apt-get install chromium)"
fi
exit 0
