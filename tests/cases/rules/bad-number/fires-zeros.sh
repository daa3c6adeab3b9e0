curl -X POST 'https://platform.adobe.io/data/foundation/flowservice/flows' \
  -H 'Authorization: Bearer {ACCESS_TOKEN}' \
  -H 'x-api-key: {API_KEY}' \
  -H 'x-gw-ims-org-id: {ORG_ID}' \
  -H 'x-sandbox-name: {SANDBOX_NAME}' \
  -H 'Content-Type: application/json' \
  -d '{
    "name": "Orders",
    "flowSpec": {"id": "6499120c-0b15-42dc-936e-847ea3c24d72", "version": "1.0"},
    "sourceConnectionIds": ["{SOURCE_CONNECTION_ID}"],
    "targetConnectionIds": ["{TARGET_CONNECTION_ID}"],
    "transformations": [{"name": "Mapping", "params": {"mappingId": "{MAPPING_ID}", "mappingVersion": 0}}],
    "scheduleParams": {"startTime": 1709860257, "frequency": "minute", "interval": 0005}
  }'
