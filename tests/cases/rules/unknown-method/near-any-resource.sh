H=(-H "Authorization: Bearer $ACCESS_TOKEN" -H "x-api-key: $API_KEY" -H "x-gw-ims-org-id: $ORG_ID" -H "x-sandbox-name: $SANDBOX")
for what in "flows/$FLOW" "targetConnections/$TARGET"; do
  curl -sf -X DELETE "${H[@]}" "https://platform.adobe.io/data/foundation/flowservice/$what"
done
