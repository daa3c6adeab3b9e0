#!/usr/bin/env bash
set -e
source ./env.sh
BASE=https://platform.adobe.io
EP=data/foundation
CS_ID="26f526f2-58f4-4712-961d-e41bf1ccc0e8"   # Data Landing Zone
NOW=`date +%s`
LATER=$((NOW + 3600))

auth=(--header "Authorization: Bearer ${ACCESS_TOKEN}" --header "x-api-key: ${API_KEY}" --header "x-gw-ims-org-id: ${ORG_ID}" --header "x-sandbox-name: ${SANDBOX_NAME}")

# what is in the zone?
curl --silent --get "$BASE/$EP/flowservice/connectionSpecs/$CS_ID/explore" \
  "${auth[@]}" \
  --data-urlencode "objectType=file" \
  --data-urlencode "object=data/leads.csv" \
  --data "fileType=delimited" \
  --data "preview=true" | jq '.data[0]'

read -r -d '' SOURCE <<EOF || true
{
  "name": "leads",
  "data": { "format": "delimited" },
  "params": { "path": "data/leads.csv", "type": "file" },
  "connectionSpec": { "id": "$CS_ID", "version": "1.0" }
}
EOF

source_connection_id=$(
  curl --silent --location --request POST "$BASE/$EP/flowservice/sourceConnections" \
    "${auth[@]}" \
    --header "Content-Type: application/json" \
    --data-raw "$SOURCE" \
  | jq --raw-output '.id'
)

tee mapping.json > /dev/null <<'EOF'
{
  "version": 0,
  "xdmSchema": "_acme.schemas.995dabbea86d58e346ff91bd8aa741a9f36f29b1019138d4",
  "xdmVersion": "1.0",
  "mappings": [
    { "sourceType": "EXPRESSION", "source": "concat(first, ' ', last)", "destination": "person.name.fullName" },
    { "sourceType": "ATTRIBUTE", "source": "email", "destination": "personalEmail.address" }
  ]
}
EOF
mapping_set_id=$(curl --silent --request POST "$BASE/$EP/conversion/mappingSets" "${auth[@]}" \
  --header "Content-Type: application/json" --data @mapping.json | jq -r .id)

# shellcheck disable=SC2016
curl --silent --request POST "$BASE/$EP/flowservice/flows" \
  "${auth[@]}" \
  --header 'Content-Type: application/json' \
  --data-raw '{
    "name": "leads, don'"'"'t touch",
    "flowSpec": { "id": "9753525b-82c7-4dce-8a9b-5ccfce2b9876", "version": "1.0" },
    "sourceConnectionIds": [ "'"${source_connection_id}"'" ],
    "targetConnectionIds": [ "'"${target_connection_id}"'" ],
    "transformations": [ { "name": "Mapping", "params": { "mappingId": "'"${mapping_set_id}"'", "mappingVersion": "0" } } ],
    "scheduleParams": { "startTime": '"$LATER"', "frequency": "minute", "interval": 15 }
  }' | tee flow.json | jq -e .id > /dev/null || { cat flow.json; exit 1; }

while true; do
  curl --silent "${auth[@]}" "$BASE/$EP/flowservice/runs?property=flowId==$(jq -r .id flow.json)" | jq '.items | length'
  sleep 60
done
