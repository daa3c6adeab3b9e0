curl -X POST 'https://platform.adobe.io/data/foundation/conversion/mappingSets' \
  -H 'Authorization: Bearer {ACCESS_TOKEN}' \
  -H 'x-api-key: {API_KEY}' \
  -H 'x-gw-ims-org-id: {ORG_ID}' \
  -H 'x-sandbox-name: {SANDBOX_NAME}' \
  -H 'Content-Type: application/json' \
  -d '{
    "name": "string",
    "schemaRef": {"id": "string", "contentType": "string"},
    "mappings": [{"sourceAttribute": "string", "destinationXdmPath": "string", "identity": true}],
    "version": 0
  }'
