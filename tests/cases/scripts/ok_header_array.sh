#!/usr/bin/env bash
export PLATFORM_HOST=platform.adobe.io
export FS="https://$PLATFORM_HOST/data/foundation/flowservice"
readonly CATALOG="https://$PLATFORM_HOST/data/foundation/catalog"
declare -r WEBHOOK_SPEC="e77fde5a-22a8-11ed-861d-0242ac120002"
HEADERS=(
  -H "Authorization: Bearer $ACCESS_TOKEN"
  -H "x-api-key: $CLIENT_ID"
  -H "x-gw-ims-org-id: $ORG_ID"
  -H "x-sandbox-name: $SANDBOX_NAME"
)
JSON_HEADER='Content-Type: application/json'

post() {
  curl -sf "${HEADERS[@]}" -H "$JSON_HEADER" -X POST "$1" --data "$2"
}

resp=$(curl -sf "${HEADERS[@]}" -H "$JSON_HEADER" "$FS/sourceConnections" --data '
{
  "name": "Chatlio events",
  "data": {"format": "json"},
  "connectionSpec": {"id": "'"$CONNECTION_SPEC"'", "version": "1.0"}
}')
SRC=$(echo "$resp" | jq -r '.id')
ETAG=$(jq -r '.etag' <<<"$resp")

DS=$(post "$CATALOG/dataSets" "$(jq -n --arg s "$SCHEMA" '{name: "chats", schemaRef: {id: $s, contentType: "application/vnd.adobe.xed-full-notext+json; version=1"}}')" | jq -r '.[0]')
DS=${DS##*/}

TGT=$(curl -sf "${HEADERS[@]}" --json "{
  \"name\": \"chats\",
  \"data\": {\"format\": \"parquet_xdm\", \"schema\": {\"id\": \"$SCHEMA\", \"version\": \"application/vnd.adobe.xed-full+json;version=1\"}},
  \"params\": {\"dataSetId\": \"$DS\"},
  \"connectionSpec\": {\"id\": \"c604ff05-7f1a-43c0-8e18-33bf874cb11c\", \"version\": \"1.0\"}
}" "$FS/targetConnections" | jq -r .id)

FLOW=$(curl -sf "${HEADERS[@]}" -H "$JSON_HEADER" "$FS/flows" -d "{
  \"name\": \"chats\",
  \"flowSpec\": {\"id\": \"$WEBHOOK_SPEC\", \"version\": \"1.0\"},
  \"sourceConnectionIds\": [\"$SRC\"],
  \"targetConnectionIds\": [\"$TGT\"],
  \"transformations\": [{\"name\": \"Mapping\", \"params\": {\"mappingId\": \"$MAP\", \"mappingVersion\": 0}}]
}" | jq -r .id)

INLET=$(curl -sf "${HEADERS[@]}" "$FS/flows/$FLOW" | jq -r '.items[0].options.inletUrl')
curl -sf -X POST "$INLET" -H "$JSON_HEADER" -d '{"chat": {"id": 1}}'

# update and remove
curl -sf -X PATCH "${HEADERS[@]}" -H "If-Match: $ETAG" -H "$JSON_HEADER" "$FS/flows/$FLOW" \
  -d '[{"op": "replace", "path": "/name", "value": "chats (prod)"}]'
curl -sf -X POST "${HEADERS[@]}" "$FS/flows/$FLOW/action?op=disable"
for pair in "flows/$FLOW" "targetConnections/$TGT" "sourceConnections/$SRC"; do
  curl -sf -X DELETE "${HEADERS[@]}" "$FS/$pair"
done
