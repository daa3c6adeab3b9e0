# Headers in a variable, a file or a configuration are out of sight.
curl -s "https://platform.adobe.io/data/foundation/flowservice/flows/$FLOW_ID" "${HEADERS[@]}"
curl -s "https://platform.adobe.io/data/foundation/flowservice/flows/$FLOW_ID" $HEADERS
curl -s "https://platform.adobe.io/data/foundation/flowservice/flows/$FLOW_ID" -K headers.cfg
curl -s "$BASE/flowservice/flows/$FLOW_ID" -H "$AUTH" -H @headers.txt
curl -s --oauth2-bearer "$TOKEN" -H "x-api-key: $KEY" -H "x-gw-ims-org-id: $ORG" -H "x-sandbox-name: $SANDBOX" \
  https://platform.adobe.io/data/foundation/flowservice/flows
