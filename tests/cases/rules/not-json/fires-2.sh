# One slip does not hide the next, nor what else is wrong.
curl -X POST 'https://platform.adobe.io/data/foundation/flowservice/flows' \
  -H 'Authorization: Bearer {ACCESS_TOKEN}' \
  -H 'x-api-key: {API_KEY}' \
  -H 'x-gw-ims-org-id: {ORG_ID}' \
  -H 'x-sandbox-name: {SANDBOX_NAME}' \
  -H 'Content-Type: application/json' \
  -d '{
    "name": "Parcels,
    "flowSpec": {"id": "9753525b-82c7-4dce-8a9b-5ccfce2b9876", "version": "1.0"},
    "description: "Parcels of every night",
    "sourceConnectionIds": ["5b2f1c7e-0d4a-4c8e-9a53-6f1e2d3c4b5a"],
    "targetConnectionIds": ["c1d9a0b2-7e35-4f68-8b41-2a3f4e5d6c7b"],
    "transformations": [
      {"name": "Mapping", "params": {"mappingId": "3f9c1b7ad2e84f5083c6d1e7a9b40f52", "mappingVersion": 0}},
      {"name": "Encryption", "params": {"publicKeyId": 8d2f6c1e-4b7a-4e95-a0d3-6c1f2b3e4d5a}
    ],
    "scheduleParams": {"startTime": 1735689600, "frequency": "once", "interval": 15}
  }'
