#!/bin/bash
# File dataflow, with helper functions and body files.
host="https://platform.adobe.io"
api_key="$AEP_API_KEY"
org_id="$AEP_ORG"
token=$(cat ~/.aep/token)
sandbox="dev"
conn_spec="ecadc60c-7455-4d87-84dc-2a0e293d997b"
tenant="acme"
schema="https://ns.adobe.com/${tenant}/schemas/995dabbea86d58e346ff91bd8aa741a9f36f29b1019138d4"

aep() {
  local method="$1" path="$2"; shift 2
  curl --silent --show-error --fail -X "$method" "${host}/data/foundation/${path}" \
    -H "Authorization: Bearer ${token}" \
    -H "x-api-key: ${api_key}" \
    -H "x-gw-ims-org-id: ${org_id}" \
    -H "x-sandbox-name: ${sandbox}" \
    -H 'Content-Type: application/json' "$@"
}

function log { echo "[$(date)] $*" >&2; }

log "base connection"
cat > base.json <<EOF
{
  "name": "S3 landing",
  "auth": { "specName": "Access Key", "params": { "s3AccessKey": "${S3_KEY}", "s3SecretKey": "${S3_SECRET}" } },
  "connectionSpec": { "id": "${conn_spec}", "version": "1.0" }
}
EOF
base_id=$(aep POST flowservice/connections -d @base.json | jq -r '.id')

cat > source.json <<EOF
{
  "name": "orders files",
  "baseConnectionId": "${base_id}",
  "data": { "format": "delimited", "properties": { "columnDelimiter": "|", "compressionType": "gzip" } },
  "params": { "type": "folder", "path": "/orders/daily", "recursive": true },
  "connectionSpec": { "id": "${conn_spec}", "version": "1.0" }
}
EOF
source_id=$(curl -s -X POST "${host}/data/foundation/flowservice/sourceConnections" \
  -H "Authorization: Bearer ${token}" -H "x-api-key: ${api_key}" \
  -H "x-gw-ims-org-id: ${org_id}" -H "x-sandbox-name: ${sandbox}" \
  -H "Content-Type: application/json" \
  -d @source.json | jq -r '.id')
[ -z "$source_id" ] && { echo "no source" >&2; exit 1; }

cat <<JSON > target.json
{
  "name": "orders target",
  "data": { "schema": { "id": "$schema", "version": "application/vnd.adobe.xed-full+json;version=1" } },
  "params": { "dataSetId": "$dataset_id" },
  "connectionSpec": { "id": "c604ff05-7f1a-43c0-8e18-33bf874cb11c", "version": "1.0" }
}
JSON
target_id=$(curl -s -X POST "${host}/data/foundation/flowservice/targetConnections" \
  -H "Authorization: Bearer ${token}" -H "x-api-key: ${api_key}" \
  -H "x-gw-ims-org-id: ${org_id}" -H "x-sandbox-name: ${sandbox}" \
  -H "Content-Type: application/json" \
  --data-binary "@target.json" | jq -r '.id')

flow=$(cat <<EOF
{
  "name": "orders",
  "flowSpec": { "id": "9753525b-82c7-4dce-8a9b-5ccfce2b9876", "version": "1.0" },
  "sourceConnectionIds": ["${source_id}"],
  "targetConnectionIds": ["${target_id}"],
  "transformations": [ { "name": "Mapping", "params": { "mappingId": "${mapping_id}", "mappingVersion": 0 } } ],
  "scheduleParams": { "startTime": $(date +%s), "frequency": "once" }
}
EOF
)
flow_id=$(curl -s -X POST "${host}/data/foundation/flowservice/flows" \
  -H "Authorization: Bearer ${token}" -H "x-api-key: ${api_key}" \
  -H "x-gw-ims-org-id: ${org_id}" -H "x-sandbox-name: ${sandbox}" \
  -H "Content-Type: application/json" \
  -d "$flow" | jq -r '.id')

for i in $(seq 1 10); do
  state=$(curl -s "${host}/data/foundation/flowservice/runs?property=flowId==${flow_id}" \
    -H "Authorization: Bearer ${token}" -H "x-api-key: ${api_key}" \
    -H "x-gw-ims-org-id: ${org_id}" -H "x-sandbox-name: ${sandbox}" | jq -r '.items[0].metrics.statusSummary.status')
  if [[ "$state" == "success" ]]; then break; fi
  sleep 30
done
