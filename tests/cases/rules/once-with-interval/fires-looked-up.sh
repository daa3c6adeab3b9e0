FS=https://platform.adobe.io/data/foundation/flowservice
H=(-H "Authorization: Bearer $ACCESS_TOKEN" -H "x-api-key: $API_KEY" -H "x-gw-ims-org-id: $ORG_ID" -H "x-sandbox-name: $SANDBOX")
SPEC=$(curl -s -G "$FS/flowSpecs" "${H[@]}" --data-urlencode 'property=name=="CRMToAEP"' | jq -r '.items[0].id')
curl -s "$FS/flows" "${H[@]}" -H 'Content-Type: application/json' -d @- <<BODY
{
  "name": "Accounts",
  "flowSpec": { "id": "$SPEC", "version": "1.0" },
  "sourceConnectionIds": ["$SOURCE"],
  "targetConnectionIds": ["$TARGET"],
  "transformations": [
    { "name": "Copy", "params": { "deltaColumn": { "name": "updated", "dateFormat": "yyyy-MM-dd HH:mm:ss" } } },
    { "name": "Mapping", "params": { "mappingId": "$MAPPING" } }
  ],
  "scheduleParams": { "startTime": 1798761600, "frequency": "once", "interval": 1 }
}
BODY
