curl -X POST \
  'https://platform.adobe.io/data/foundation/flowservice/flows/{FLOW_ID}/action?op=enabled' \
  -H 'Authorization: Bearer {ACCESS_TOKEN}' \
  -H 'x-api-key: {API_KEY}' \
  -H 'x-gw-ims-org-id: {ORG_ID}' \
  -H 'x-sandbox-name: {SANDBOX_NAME}'
