#!/usr/bin/env bash
# Creates the CRM contacts dataflow.
set -euo pipefail

BASE=https://platform.adobe.io/data/foundation
FLOW_SERVICE="$BASE/flowservice"
TOKEN="${ACCESS_TOKEN:?set ACCESS_TOKEN}"
API_KEY=${API_KEY:?}
ORG="$IMS_ORG"
SANDBOX=${SANDBOX:-prod}
SPEC_ID=cfc0fee1-7dc0-40ef-b73e-d8b134c436f5
SCHEMA_ID='https://ns.adobe.com/acme/schemas/3c76da9be2dd2f5e1e8ee8f0a9f1ad3a5d06a8b05a4a6fbe'

BASE_CONNECTION_ID=$(curl -sS -X POST "$FLOW_SERVICE/connections" \
  -H "Authorization: Bearer $TOKEN" \
  -H "x-api-key: $API_KEY" \
  -H "x-gw-ims-org-id: $ORG" \
  -H "x-sandbox-name: $SANDBOX" \
  -H "Content-Type: application/json" \
  -d @- <<EOF | jq -r .id
{
  "name": "Salesforce account",
  "auth": {
    "specName": "Basic Authentication",
    "params": {
      "username": "$SF_USER",
      "password": "$SF_PASSWORD",
      "securityToken": "$SF_TOKEN"
    }
  },
  "connectionSpec": { "id": "$SPEC_ID", "version": "1.0" }
}
EOF
)

SOURCE_ID=$(curl -sS -X POST "$FLOW_SERVICE/sourceConnections" \
  -H "Authorization: Bearer $TOKEN" \
  -H "x-api-key: $API_KEY" \
  -H "x-gw-ims-org-id: $ORG" \
  -H "x-sandbox-name: $SANDBOX" \
  -H "Content-Type: application/json" \
  -d '{
    "name": "Contacts",
    "baseConnectionId": "'"$BASE_CONNECTION_ID"'",
    "data": { "format": "tabular" },
    "params": {
      "tableName": "Contact",
      "columns": [
        { "name": "Id", "type": "string", "xdm": { "type": "string" } },
        { "name": "Email", "type": "string", "xdm": { "type": "string" } },
        { "name": "LastModifiedDate", "type": "string", "xdm": { "type": "string", "format": "date-time" } }
      ]
    },
    "connectionSpec": { "id": "'$SPEC_ID'", "version": "1.0" }
  }' | jq -r '.id')

DATASET_ID=$(curl -sS -X POST "$BASE/catalog/dataSets?requestDataSource=true" \
  -H "Authorization: Bearer $TOKEN" \
  -H "x-api-key: $API_KEY" \
  -H "x-gw-ims-org-id: $ORG" \
  -H "x-sandbox-name: $SANDBOX" \
  -H "Content-Type: application/json" \
  -d "{\"name\": \"Contacts\", \"schemaRef\": {\"id\": \"$SCHEMA_ID\", \"contentType\": \"application/vnd.adobe.xed-full-notext+json; version=1\"}}" \
  | jq -r '.[0] | ltrimstr("@/dataSets/")')

TARGET_ID=$(curl -sS -X POST "$FLOW_SERVICE/targetConnections" \
  -H "Authorization: Bearer $TOKEN" \
  -H "x-api-key: $API_KEY" \
  -H "x-gw-ims-org-id: $ORG" \
  -H "x-sandbox-name: $SANDBOX" \
  -H "Content-Type: application/json" \
  -d @- <<EOF | jq -r .id
{
  "name": "Contacts target",
  "data": {
    "schema": { "id": "${SCHEMA_ID}", "version": "application/vnd.adobe.xed-full+json;version=1" }
  },
  "params": { "dataSetId": "${DATASET_ID}" },
  "connectionSpec": { "id": "c604ff05-7f1a-43c0-8e18-33bf874cb11c", "version": "1.0" }
}
EOF
)

MAPPING_ID=$(curl -sS -X POST "$BASE/conversion/mappingSets" \
  -H "Authorization: Bearer $TOKEN" \
  -H "x-api-key: $API_KEY" \
  -H "x-gw-ims-org-id: $ORG" \
  -H "x-sandbox-name: $SANDBOX" \
  -H "Content-Type: application/json" \
  -d @- <<EOF | jq -r .id
{
  "version": 0,
  "xdmSchema": "$SCHEMA_ID",
  "xdmVersion": "1.0",
  "mappings": [
    { "sourceAttribute": "Id", "destinationXdmPath": "_id" },
    { "sourceAttribute": "Email", "destinationXdmPath": "personalEmail.address" }
  ]
}
EOF
)

FLOW_SPEC_ID=$(curl -sS -G "$FLOW_SERVICE/flowSpecs" \
  --data-urlencode 'property=name=="CRMToAEP"' \
  -H "Authorization: Bearer $TOKEN" \
  -H "x-api-key: $API_KEY" \
  -H "x-gw-ims-org-id: $ORG" \
  -H "x-sandbox-name: $SANDBOX" | jq -r '.items[0].id')

START=$(($(date +%s) + 600))
FLOW_ID=$(curl -sS -X POST "$FLOW_SERVICE/flows" \
  -H "Authorization: Bearer $TOKEN" \
  -H "x-api-key: $API_KEY" \
  -H "x-gw-ims-org-id: $ORG" \
  -H "x-sandbox-name: $SANDBOX" \
  -H "Content-Type: application/json" \
  -d @- <<EOF | jq -r .id
{
  "name": "Contacts",
  "flowSpec": { "id": "$FLOW_SPEC_ID", "version": "1.0" },
  "sourceConnectionIds": ["$SOURCE_ID"],
  "targetConnectionIds": ["$TARGET_ID"],
  "transformations": [
    { "name": "Copy", "params": { "deltaColumn": { "name": "LastModifiedDate", "dateFormat": "yyyy-MM-dd HH:mm:ss", "timezone": "UTC" } } },
    { "name": "Mapping", "params": { "mappingId": "$MAPPING_ID", "mappingVersion": 0 } }
  ],
  "scheduleParams": { "startTime": $START, "frequency": "hour", "interval": 1, "backfill": true }
}
EOF
)
echo "created flow $FLOW_ID"
curl -sS "$FLOW_SERVICE/flows/$FLOW_ID" \
  -H "Authorization: Bearer $TOKEN" \
  -H "x-api-key: $API_KEY" \
  -H "x-gw-ims-org-id: $ORG" \
  -H "x-sandbox-name: $SANDBOX" | jq .
