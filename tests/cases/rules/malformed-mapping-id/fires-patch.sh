curl -X PATCH 'https://platform.adobe.io/data/foundation/flowservice/flows/{FLOW_ID}' \
  -H 'Authorization: Bearer {ACCESS_TOKEN}' \
  -H 'x-api-key: {API_KEY}' \
  -H 'x-gw-ims-org-id: {ORG_ID}' \
  -H 'x-sandbox-name: {SANDBOX_NAME}' \
  -H 'Content-Type: application/json' \
  -H 'If-Match: "{ETAG}"' \
  -d '[
    {
      "op": "replace",
      "path": "/transformations/0",
      "value": {"name": "Mapping", "params": {"mappingId": "3f9c1b7ad2e84f5083c6d1e7a9b40f5", "mappingVersion": 1}}
    }
  ]'
