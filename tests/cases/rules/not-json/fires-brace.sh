curl -X POST 'https://platform.adobe.io/data/foundation/flowservice/targetConnections' \
  -H 'Authorization: Bearer {ACCESS_TOKEN}' \
  -H 'x-api-key: {API_KEY}' \
  -H 'x-gw-ims-org-id: {ORG_ID}' \
  -H 'x-sandbox-name: {SANDBOX_NAME}' \
  -H 'Content-Type: application/json' \
  -d '{
    "name": "Orders target",
    "connectionSpec": {"id": "c604ff05-7f1a-43c0-8e18-33bf874cb11c", "version": "1.0"},
    "data": {"schema": {"id": "{SCHEMA_ID}", "version": "application/vnd.adobe.xed-full+json;version=1"}}
    },
    "params": {"dataSetId": "65e1f0a2b3c4d5e6f708192"}
  }'
