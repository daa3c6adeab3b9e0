curl -X GET \
  'https://platform.adobe.io/data/foundation/flowservice/flows/{FLOW_ID}' \
  -H '@headers.txt'
