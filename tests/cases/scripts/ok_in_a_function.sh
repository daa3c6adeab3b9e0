#!/usr/bin/env bash
main() {
  local base="https://platform.adobe.io/data/foundation"
  local H1="Authorization: Bearer ${ACCESS_TOKEN}"
  local opts="-sS --fail"
  H2=( -H "x-api-key: ${API_KEY}" -H "x-gw-ims-org-id: ${ORG_ID}" )
  H2+=( -H "x-sandbox-name: ${SANDBOX_NAME}" )   # isn't optional
  ID=$(curl $opts "$base/flowservice/targetConnections" -H "$H1" "${H2[@]}" -H "Content-Type: application/json" -d @- <<-EOF | jq -r ".id"
	{
	  "name": "Ann's (first) target :)",
	  "data": { "schema": { "id": "$SCHEMA_ID", "version": "application/vnd.adobe.xed-full+json;version=1" } },
	  "params": { "dataSetId": "5f3c3cedb2805c194ff0b69a" },
	  "connectionSpec": { "id": "c604ff05-7f1a-43c0-8e18-33bf874cb11c", "version": "1.0" }
	}
	EOF
  ) # don't wait
  echo "target (${ID:-none}) isn't needed"
  PAYLOAD=$(cat <<'EOF'
{
  "version": 0,
  "xdmSchema": "{SCHEMA_ID}",
  "mappings": [ { "sourceType": "EXPRESSION", "source": "concat(a, ' (', b, ')')", "destination": "person.name.fullName" } ]
}
EOF
)
  echo "$PAYLOAD" | curl $opts -X POST "$base/conversion/mappingSets" -H "$H1" "${H2[@]}" -H "Content-Type: application/json" --data-binary @- | jq .
  PAYLOAD='{"name": "orders", "flowSpec": {"id": "9753525b-82c7-4dce-8a9b-5ccfce2b9876", "version": "1.0"}, "sourceConnectionIds": ["'$SRC'"], "targetConnectionIds": ["'$ID'"], "transformations": [{"name": "Mapping", "params": {"mappingId": "'$MAP'", "mappingVersion": 0}}], "scheduleParams": {"startTime": '$(date +%s)', "frequency": "once"}}'
  curl $opts "$base/flowservice/flows" -H "$H1" "${H2[@]}" -H "Content-Type: application/json" -d "$PAYLOAD"
  jq -n --arg name x '{name: $name}' > conn.json
  curl $opts "$base/flowservice/connections" -H "$H1" "${H2[@]}" -H "Content-Type: application/json" -d @conn.json
  curl $opts -K auth.cfg "$base/flowservice/flows/$FLOW_ID" | tee >(jq .id)
}
main "$@"
