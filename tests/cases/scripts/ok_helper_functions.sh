#!/usr/bin/env bash
HOST=https://platform.adobe.io/data/foundation
function call() { # METHOD PATH [BODY]
  local method=$1 path="$2"
  shift 2
  curl -sS -X "$method" "$HOST/$path" \
    -H "Authorization: Bearer $ACCESS_TOKEN" -H "x-api-key: $API_KEY" \
    -H "x-gw-ims-org-id: $ORG_ID" -H "x-sandbox-name: $SANDBOX" \
    -H "Content-Type: application/json" "$@"
}
post() { call POST "$@" | jq -r .id; }
die() {
  echo "$*" >&2
  exit 1
}
TARGET=$(post flowservice/targetConnections -d @- <<EOF
{
  "name": "orders",
  "data": { "schema": { "id": "$SCHEMA_ID", "version": "application/vnd.adobe.xed-full+json;version=1" } },
  "params": { "dataSetId": "$DATASET_ID" },
  "connectionSpec": { "id": "c604ff05-7f1a-43c0-8e18-33bf874cb11c", "version": "1.0" }
}
EOF
) || die "no target"
SOURCE=$(post flowservice/sourceConnections --data '{"name": "orders", "baseConnectionId": "'"$BASE"'", "data": {"format": "delimited"}, "params": {"path": "/orders/*.csv", "type": "folder"}, "connectionSpec": {"id": "ecadc60c-7455-4d87-84dc-2a0e293d997b", "version": "1.0"}}')
FLOW=$(post flowservice/flows -d "{\"name\": \"orders\", \"flowSpec\": {\"id\": \"9753525b-82c7-4dce-8a9b-5ccfce2b9876\", \"version\": \"1.0\"}, \"sourceConnectionIds\": [\"$SOURCE\"], \"targetConnectionIds\": [\"$TARGET\"], \"transformations\": [{\"name\": \"Mapping\", \"params\": {\"mappingId\": \"$MAPPING\"}}], \"scheduleParams\": {\"startTime\": $(date +%s), \"frequency\": \"day\", \"interval\": 1}}")
call GET "flowservice/flows/$FLOW" | jq .
call DELETE "flowservice/flows/$FLOW"
call DELETE "flowservice/targetConnections/$TARGET"
