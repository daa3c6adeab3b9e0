#!/usr/bin/env bash
# The requests are made by a function: what is wrong stands where it is called.
send() {
  curl -s -X "$1" "https://platform.adobe.io/data/foundation/$2" \
    -H "Authorization: Bearer $ACCESS_TOKEN" -H "x-api-key: $API_KEY" -H "x-gw-ims-org-id: $ORG_ID" \
    -H "x-sandbox-name: $SANDBOX" -H "Content-Type: application/json" "${@:3}"
}
SOURCE=$(send POST flowservice/sourceConnections -d '{
  "name": "orders",
  "baseConnectionId": "{BASE_CONNECTION_ID}",
  "data": {"format": "tabular"},
  "params": {"path": "/orders", "type": "folder"},
  "connectionSpec": {"id": "ecadc60c-7455-4d87-84dc-2a0e293d997b", "version": "1.0"}
}' | jq -r .id)
send POST mappingSets -d @- <<END
{ "xdmSchema": "$SCHEMA_ID", "mappings": [{ "sourceType": "ATRIBUTE", "source": "a", "destination": "_id" }] }
END
