#!/bin/sh
# The tests of the plugin in a real Neovim, headless.
#   PROMPTLSP_SERVER=/path/to/promptlsp sh test/run.sh
# NVIM names the editor to test; `nvim` otherwise. Ends with `N passed, N failed`.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
nvim=${NVIM:-nvim}
if [ ! -x "${PROMPTLSP_SERVER:-}" ]; then
  echo "PROMPTLSP_SERVER must name the promptlsp executable to test; it is '${PROMPTLSP_SERVER:-}'." >&2
  exit 2
fi
work=$(mktemp -d "${TMPDIR:-/tmp}/promptlsp-nvim-XXXXXX")
trap 'rm -rf "$work"' EXIT
cp -R "$here/../../fixture/." "$work/"
PROMPTLSP_WORKSPACE=$(CDPATH='' cd -- "$work" && pwd -P)
PROMPTLSP_PLUGIN=$(CDPATH='' cd -- "$here/.." && pwd -P)
XDG_STATE_HOME=$work/.state XDG_CACHE_HOME=$work/.cache XDG_DATA_HOME=$work/.data XDG_CONFIG_HOME=$work/.config
export PROMPTLSP_WORKSPACE PROMPTLSP_PLUGIN XDG_STATE_HOME XDG_CACHE_HOME XDG_DATA_HOME XDG_CONFIG_HOME
cd "$PROMPTLSP_WORKSPACE"
"$nvim" --headless -u "$here/init.lua" -i NONE -n -c "luafile $here/scenario.lua"
