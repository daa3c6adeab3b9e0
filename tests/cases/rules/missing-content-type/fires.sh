curl -X POST \
  'https://platform.adobe.io/data/foundation/catalog/dataSets?requestDataSource=true' \
  -H 'Authorization: Bearer {ACCESS_TOKEN}' \
  -H 'x-api-key: {API_KEY}' \
  -H 'x-gw-ims-org-id: {ORG_ID}' \
  -H 'x-sandbox-name: {SANDBOX_NAME}' \
  -d '{
    "name": "Orders",
    "schemaRef": {
      "id": "https://ns.adobe.com/{TENANT_ID}/schemas/4f1d0c2b3a495867768594a3b2c1d0e94f1d0c2b3a495867",
      "contentType": "application/vnd.adobe.xed-full-notext+json;version=1"
    }
  }'
