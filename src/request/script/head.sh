#!/usr/bin/env bash
# The requests of a dataflow, sent in order. Written by preflow.
#
# Stops at the first request that fails. Prints each id and etag it got as NAME=value, also when it stops early.
# Progress and faults go to stderr.
#
# Needs curl, jq and these environment variables:
@ENVIRONMENT@
# PLATFORM_URL, if set, takes the place of the host (a proxy, a test).

# shellcheck disable=SC2016 # what a body has in single quotes is not for the shell
{ set +x; } 2>/dev/null # no tokens in a trace
set -euo pipefail

[[ -n ${PLATFORM_URL:-} ]] || PLATFORM_URL=@BASE_URL@
PLATFORM_URL=${PLATFORM_URL%/}
preflow_ids=''

# json TEXT: as it stands inside a JSON string.
json() { printf '%s' "$1" | jq -Rsj '@json | .[1:-1]'; }

# url TEXT: as it stands in a URL.
url() { printf '%s' "$1" | jq -Rsj '@uri'; }

# headers: those that every request has.
headers() {
@HEADERS@
}

# ready NAME…: stops unless the tools and these environment variables are there.
ready() {
  local preflow_name preflow_missing=''
  for preflow_name in curl jq; do
    command -v "$preflow_name" >/dev/null 2>&1 || preflow_missing+=" $preflow_name"
  done
  if [[ -n $preflow_missing ]]; then
    printf 'These tools are missing:%s\n' "$preflow_missing" >&2
    exit 2
  fi
  for preflow_name in "$@"; do
    [[ -n ${!preflow_name:-} ]] || preflow_missing+=" $preflow_name"
  done
  if [[ -n $preflow_missing ]]; then
    printf 'Set these environment variables first:%s\n' "$preflow_missing" >&2
    exit 2
  fi
  if [[ $(headers | wc -l) -ne @COUNT@ || $(headers) == *$'\r'* ]]; then
    printf 'A value for a header holds a line break\n' >&2
    exit 2
  fi
}

# send STEP METHOD PATH BODY [HEADER…]: sends one request and keeps its answer.
send() {
  local step=$1 request="$2 $PLATFORM_URL$3" method=$2 url=$PLATFORM_URL$3 body=$4 header answer status
  shift 4
  local options=(--silent --show-error --globoff --connect-timeout 30 --max-time 300 -X "$method" -H @/dev/fd/3)
  for header in "$@"; do options+=(-H "$header"); done
  [[ -z $body ]] || options+=(--data-binary @-)
  printf '%s …\n' "$step" >&2
  answer=$(printf '%s' "$body" | curl "${options[@]}" --write-out '\n%{http_code}' "$url" 3< <(headers)) || {
    printf '%s failed: no answer to %s\n' "$step" "$request" >&2
    exit 1
  }
  status=${answer##*$'\n'}
  preflow_answer=${answer%$'\n'*}
  preflow_step=$step
  if [[ $status != 2?? ]]; then
    printf '%s failed: %s answered status %s\n%s\n' "$step" "$request" "$status" "$preflow_answer" >&2
    exit 1
  fi
}

# take NAME PATH: keeps what the answer has at PATH; of a reference (@/dataSets/ID) its last part.
take() {
  take_if_there "$@"
  if [[ -z ${!1} ]]; then
    printf '%s failed: the answer has no %s\n%s\n' "$preflow_step" "$2" "$preflow_answer" >&2
    exit 1
  fi
}

take_if_there() {
  local preflow_value
  preflow_value=$(printf '%s' "$preflow_answer" | jq -j "$2"' |
    if type == "number" then tostring
    elif type == "string" then (if startswith("@/") then split("/") | last else . end)
    else empty end' 2>/dev/null) || preflow_value=''
  printf -v "$1" '%s' "$preflow_value"
  [[ -z $preflow_value || " $preflow_ids " == *" $1 "* ]] || preflow_ids+=" $1"
}

print_ids() {
  local preflow_name
  for preflow_name in $preflow_ids; do printf '%s=%q\n' "$preflow_name" "${!preflow_name}"; done
}

ready@NAMES@
trap print_ids EXIT
