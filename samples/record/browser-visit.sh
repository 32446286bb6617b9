#!/usr/bin/env bash
# Records browser-visit.pcapng: nginx and Chromium on this machine, captured on the loopback while a small page is
# opened, reloaded and closed. Needs nginx, dumpcap (of Wireshark), Chromium and the right to capture.
# Usage: samples/record/browser-visit.sh [OUT.pcapng]
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
out=$(realpath -m "${1:-$here/../browser-visit.pcapng}")
browser=${PUPPETEER_EXECUTABLE_PATH:-$(command -v chromium || command -v google-chrome)}
port=8080
work=$(mktemp -d)
chmod 755 "$work"

nginx_pid='' dumpcap_pid=''
cleanup() {
  [ -z "$dumpcap_pid" ] || kill "$dumpcap_pid" 2>/dev/null || true
  [ -z "$nginx_pid" ] || kill "$nginx_pid" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

cp -r "$here/page" "$work/page"
# A fixed date, so that every recording has the same Last-Modified and ETag.
find "$work/page" -type f -exec touch -d '2026-01-05T08:00:00Z' {} +
cat >"$work/nginx.conf" <<CONF
daemon off;
pid $work/nginx.pid;
error_log $work/error.log;
events {}
http {
  types { text/html html; text/css css; image/svg+xml svg; }
  access_log off;
  gzip on;
  gzip_types text/css image/svg+xml;
  gzip_min_length 200;
  keepalive_timeout 65;
  client_body_temp_path $work/body; proxy_temp_path $work/proxy; fastcgi_temp_path $work/fastcgi;
  uwsgi_temp_path $work/uwsgi; scgi_temp_path $work/scgi;
  server { listen 127.0.0.1:$port; root $work/page; }
}
CONF

nginx -c "$work/nginx.conf" &
nginx_pid=$!
dumpcap -q -i lo -f "tcp port $port" -w "$work/visit.pcapng" 2>"$work/dumpcap.log" &
dumpcap_pid=$!
sleep 1.5
(cd "$here/../.." && node "$here/visit.mjs" "http://127.0.0.1:$port/" "$browser")
sleep 1
kill -INT "$dumpcap_pid"
wait "$dumpcap_pid" || true
dumpcap_pid=''
chmod 644 "$work/visit.pcapng"
mv "$work/visit.pcapng" "$out"
echo "$out"
