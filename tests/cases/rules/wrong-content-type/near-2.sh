curl -X PATCH \
  'https://platform.adobe.io/data/foundation/catalog/dataSets/{DATASET_ID}' \
  -H 'Authorization: Bearer {ACCESS_TOKEN}' \
  -H 'x-api-key: {API_KEY}' \
  -H 'x-gw-ims-org-id: {ORG_ID}' \
  -H 'x-sandbox-name: {SANDBOX_NAME}' \
  -H 'Content-Type: application/json-patch+json' \
  -d '[
    {
      "op": "add",
      "path": "/tags/unifiedProfile",
      "value": [
        "enabled:true"
      ]
    }
  ]'
