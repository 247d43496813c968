# A sample in a copy, in which the shell then is, with the systems that its config names: shops are simulated, other
# systems that records go to (TARGET_URI) are sink.py. Sourced with FOLDER and BUILD_DIR as the first parameters, and
# its own folder as `here`.
folder=$(realpath "$1") build=$(realpath "$2")
sample=$(basename "$folder")
config=$(basename "$folder"/*.test.yaml .test.yaml).yaml
work=$(mktemp -d -p /dev/shm)
trap 'kill ${servers:-} 2>/dev/null || true; rm -rf "$work"' EXIT
servers=
export PATH="$build/bin:$PATH" SLUICE_PLUGINS="$build/plugins"
fail() { echo "failed: $sample: $1"; exit 1; }

# wait_for PORT_FILE: of the server that was started last
wait_for() {
  servers="$servers $!"
  until [ -s "$1" ]; do kill -0 "$!"; done
}

start_shop() {
  export LIGHTSPEED_TOKEN=lsxs_pt_mappings
  xseries-simulator --port 0 --port-file "$work/shop" --token "$LIGHTSPEED_TOKEN" --clock 2026-07-15T15:00:00Z \
    --products 60 --customers 20 --sales 80 --life 110 >"$work/simulator.log" 2>&1 &
  wait_for "$work/shop"
  LIGHTSPEED_BASE_URI=http://127.0.0.1:$(cat "$work/shop")
  PRICE_BOOK=$(shop_rows price_books | jq -r '.data[0].id')
  TAX_ID=$(shop_rows taxes | jq -r '.data[0].id')
  export LIGHTSPEED_BASE_URI PRICE_BOOK TAX_ID
}

start_sink() {
  python3 "$here/sink.py" "$work/sink" "$work/sent" &
  wait_for "$work/sink"
  TARGET_URI=http://127.0.0.1:$(cat "$work/sink")
  export TARGET_URI
}

# shop_rows TABLE: as the shop has them
shop_rows() { curl -sf "$LIGHTSPEED_BASE_URI/control/state/$1"; }

start_systems() {
  ! grep -q LIGHTSPEED_BASE_URI "$config" || start_shop
  ! grep -q TARGET_URI "$config" || start_sink
}

cp -r "$folder" "$work/sample"
cd "$work/sample"
