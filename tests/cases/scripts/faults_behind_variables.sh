#!/usr/bin/env bash
# Every fault here can only be seen by who knows what the variables hold.
BASE=http://platform.adobe.io
FS="$BASE/data/foundation/flowservice"
HEADERS=(-H "Authorization: Bearer $ACCESS_TOKEN" -H "x-gw-ims-org-id: $ORG_ID" -H "x-sandbox-name: prod")
LAKE=c604ff05-7f1a-43c0-8e18-33bf874cb11d
EVERY=minute

cat > target.json <<EOF
{
  "name": "orders",
  "data": { "schema": { "id": "$SCHEMA_ID", "version": "application/vnd.adobe.xed-full+json;version=1" } },
  "params": { "dataSetId": "$DATASET_ID" },
  "connectionSpec": { "id": "$LAKE", "version": "1.0" }
}
EOF
TARGET=$(curl -s "$FS/targetConnections" "${HEADERS[@]}" -H "Content-Type: application/json" -d @target.json | jq -r .id)

FLOW=$(cat <<EOF
{
  "name": "orders",
  "flowSpec": { "id": "9753525b-82c7-4dce-8a9b-5ccfce2b9876", "version": "1.0" },
  "sourceConnectionIds": ["$1"],
  "targetConnectionIds": ["$TARGET"],
  "transformations": [{ "name": "Mapping", "params": { "mappingId": "$2", "mappingVersion": 0 } }],
  "scheduleParams": { "startTime": $(date +%s), "frequency": "$EVERY", "interval": 5 }
}
EOF
)
curl -s "$FS/flows" "${HEADERS[@]}" -H "x-api-key: $API_KEY" -H "Content-Type: application/json" -d "$FLOW"

# What only one of two ways assigns, and what is secret, stays unknown.
if [ "$STAGE" = prod ]; then SPEC=nonsense; else SPEC=$KNOWN; fi
DB_PASSWORD=hunter2
curl -s "https://platform.adobe.io/data/foundation/flowservice/connections" "${HEADERS[@]}" -H "x-api-key: $API_KEY" \
  -H "Content-Type: application/json" \
  -d "{\"name\": \"db\", \"auth\": {\"specName\": \"Basic Authentication\", \"params\": {\"password\": \"$DB_PASSWORD\"}}, \"connectionSpec\": {\"id\": \"$SPEC\", \"version\": \"1.0\"}}"
