curl -X PATCH \
  'https://platform.adobe.io/data/foundation/flowservice/flows/{FLOW_ID}' \
  -H 'Authorization: Bearer {ACCESS_TOKEN}' \
  -H 'x-api-key: {API_KEY}' \
  -H 'x-gw-ims-org-id: {ORG_ID}' \
  -H 'x-sandbox-name: {SANDBOX_NAME}' \
  -H 'Content-Type: application/json' \
  -H 'If-Match: 2c007f3a-0000-0200-0000-65b1c2d30000' \
  -d '[
    {
      "op": "replace",
      "path": "/name",
      "value": "Orders"
    }
  ]'
