curl -X POST 'https://platform.adobe.io/data/foundation/conversion/mappingSets' \
  -H 'Authorization: Bearer {ACCESS_TOKEN}' \
  -H 'x-api-key: {API_KEY}' \
  -H 'x-gw-ims-org-id: {ORG_ID}' \
  -H 'x-sandbox-name: {SANDBOX_NAME}' \
  -H 'Content-Type: application/json' \
  -d '{
    "outputSchema": {"schemaRef": {"id": "{SCHEMA_ID}", "contentType": "application/vnd.adobe.xed-full+json;version=1"}},
    "mappings": [{"sourceAttribute": "id", "destinationXdmPath": "_id", "identity": false, "version": 0}]
  }'
