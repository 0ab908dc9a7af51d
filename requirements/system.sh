#!/usr/bin/env bash
# Make sure the Debian packages are there that wheels cannot carry: libraries Qt loads, a virtual screen
# for tests, and the outside tools that tests check packages and PDFs with.
# As root it installs what is missing; otherwise it prints the one command that does, and fails.
# Usage: system.sh PYTHON
set -euo pipefail
python=$1

if ! command -v dpkg-query >/dev/null; then
  echo "This is no Debian system: see CONTRIBUTING.md for the libraries that Qt needs." >&2
  exit 0
fi

# A name of an older and a newer release are parted by a bar; either will do.
wanted=(
  'libglib2.0-0|libglib2.0-0t64' libdbus-1-3 libegl1 libfontconfig1 libgl1 libxkbcommon0
  libxkbcommon-x11-0 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1
  libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-xfixes0
  libxcb-xkb1 libwayland-client0 libwayland-cursor0 libwayland-egl1
  binutils
  xvfb xauth age openssh-client poppler-utils unzip zstd
)
case $(readlink -f "$(command -v "$python")") in
  /usr/bin/*) # Debian's own Python comes in parts: venv, and the library that the frozen program carries
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    wanted+=("python$version-venv" "libpython$version|libpython${version}t64") ;;
esac

is_installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }
is_known() { apt-cache show "$1" >/dev/null 2>&1; }

missing=()
for names in "${wanted[@]}"; do
  IFS='|' read -r older newer <<<"$names"
  is_installed "$older" || { [ -n "$newer" ] && is_installed "$newer"; } || missing+=("$names")
done
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "$(id -u)" -ne 0 ]; then
  echo "Packages of the system are missing. Run this once, then try again:" >&2
  echo "  sudo apt-get install --no-install-recommends ${missing[*]%%|*}" >&2
  exit 1
fi
for names in "${missing[@]}"; do
  is_known "${names%%|*}" || is_known "${names##*|}" || { apt-get update; break; }
done
packages=()
for names in "${missing[@]}"; do
  is_known "${names%%|*}" && packages+=("${names%%|*}") || packages+=("${names##*|}")
done
DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${packages[@]}" \
  || { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${packages[@]}"; }
