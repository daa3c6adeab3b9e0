# The query may come from -G.
curl -X POST -G -d op=enable "https://platform.adobe.io/data/foundation/flowservice/flows/$FLOW_ID/action" \
  -H "Authorization: Bearer $TOKEN" -H "x-api-key: $KEY" -H "x-gw-ims-org-id: $ORG" -H "x-sandbox-name: $SANDBOX"
