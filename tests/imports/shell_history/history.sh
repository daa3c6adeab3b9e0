#!/usr/bin/env bash
export API=https://platform.adobe.io/data/foundation
TENANT=acme
ORG=1234ABCD@AdobeOrg
H=(-H "Authorization: Bearer s3cr3t-t0ken" -H "x-api-key: 0a1b2c3d4e5f" -H "x-gw-ims-org-id: $ORG" -H "x-sandbox-name: dev1" -H "Content-Type: application/json")

# first attempt: the wrong table
curl -s -X POST "$API/flowservice/sourceConnections" "${H[@]}" -d '{"name":"Leads","baseConnectionId":"3f1e6a6e-2f0f-4b57-9a3d-6a4f9e0c7b21","data":{"format":"tabular"},"params":{"tableName":"Leads__old"},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}'
SOURCE_ID=$(curl -s -X POST "$API/flowservice/sourceConnections" "${H[@]}" -d '{"name":"Leads","baseConnectionId":"3f1e6a6e-2f0f-4b57-9a3d-6a4f9e0c7b21","data":{"format":"tabular"},"params":{"tableName":"Lead"},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}' | jq -r .id)

curl -s "$API/flowservice/connections/3f1e6a6e-2f0f-4b57-9a3d-6a4f9e0c7b21/explore?objectType=root" "${H[@]}"

curl -X POST "$API/catalog/dataSets?requestDataSource=true" "${H[@]}" -d "{
  \"name\": \"Leads\",
  \"schemaRef\": {
    \"id\": \"https://ns.adobe.com/$TENANT/schemas/e1f0a9b7c0e5d1f9a3b4c2d8e6f7a1b0c9d8e7f6a5b4c3d2\",
    \"contentType\": \"application/vnd.adobe.xed-full-notext+json; version=1\"
  }
}"

curl -X POST "$API/flowservice/targetConnections" "${H[@]}" -d @- <<JSON
{
  "name": "Leads in the data lake",
  "data": {
    "schema": {
      "id": "https://ns.adobe.com/$TENANT/schemas/e1f0a9b7c0e5d1f9a3b4c2d8e6f7a1b0c9d8e7f6a5b4c3d2",
      "version": "application/vnd.adobe.xed-full+json;version=1"
    }
  },
  "params": { "dataSetId": "65a0f00dbeefcafe12345678" },
  "connectionSpec": { "id": "c604ff05-7f1a-43c0-8e18-33bf874cb11c", "version": "1.0" }
}
JSON

curl -X POST "$API/flowservice/flows" "${H[@]}" -d "{
  \"name\": \"Leads, daily\",
  \"flowSpec\": {\"id\": \"14518937-270c-4525-bdec-c2ba7cce3860\", \"version\": \"1.0\"},
  \"sourceConnectionIds\": [\"$SOURCE_ID\"],
  \"targetConnectionIds\": [\"7d2f6c1e-1111-4222-8333-444455556666\"],
  \"transformations\": [{\"name\": \"Copy\", \"params\": {\"deltaColumn\": {\"name\": \"SystemModstamp\"}}}],
  \"scheduleParams\": {\"startTime\": 1798761600, \"frequency\": \"day\", \"interval\": 1}
}"
