#!/bin/sh
# Kinesis to the lake; every secret from the environment. POSIX sh.
: "${ACCESS_TOKEN:?}" "${API_KEY:?}" "${ORG_ID:?}"
BASE='https://platform.adobe.io/data/foundation/flowservice'
KINESIS=86043421-563b-46ec-8e6c-e23184711bf6
AUTH="Authorization: Bearer $ACCESS_TOKEN"
KEY="x-api-key: $API_KEY"
ORG="x-gw-ims-org-id: $ORG_ID"
SANDBOX="x-sandbox-name: prod"
TYPE="Content-Type: application/json"
BODY=$(mktemp)
trap 'rm -f "$BODY"' EXIT

cat > "$BODY" <<EOF
{
  "name": "clicks",
  "connectionSpec": { "id": "$KINESIS", "version": "1.0" },
  "auth": {
    "specName": "Aws Kinesis authentication credentials",
    "params": { "accessKeyId": "$AWS_ID", "secretKey": "$AWS_SECRET", "region": "us-east-1" }
  }
}
EOF
CONN=`curl -s -X POST "$BASE/connections" -H "$AUTH" -H "$KEY" -H "$ORG" -H "$SANDBOX" -H "$TYPE" -d @"$BODY" | jq -r .id`

if [ "$CONN" = null ]; then
  echo "it didn't work" >&2
  exit 1
fi

curl -s -X POST "$BASE/sourceConnections" \
  -H "$AUTH" -H "$KEY" -H "$ORG" -H "$SANDBOX" -H "$TYPE" \
  -d "{
    \"name\": \"clicks stream\",
    \"baseConnectionId\": \"$CONN\",
    \"connectionSpec\": { \"id\": \"$KINESIS\", \"version\": \"1.0\" },
    \"data\": { \"format\": \"json\" },
    \"params\": { \"stream\": \"clicks\", \"dataType\": \"raw\", \"reset\": \"latest\" }
  }" -o out.json -w '%{http_code}\n'
SRC=$(jq -r .id out.json)

case "$1" in
  create)
    curl -s -X POST "$BASE/flows" -H "$AUTH" -H "$KEY" -H "$ORG" -H "$SANDBOX" -H "$TYPE" -d @- <<-EOF
	{
	  "name": "clicks",
	  "flowSpec": { "id": "d69717ba-71b4-4313-b654-49f9cf126d7a", "version": "1.0" },
	  "sourceConnectionIds": ["$SRC"],
	  "targetConnectionIds": ["$2"],
	  "transformations": [ { "name": "Mapping", "params": { "mappingId": "$3" } } ]
	}
	EOF
    ;;
  test)
    curl -s -H "$AUTH" -H "$KEY" -H "$ORG" -H "$SANDBOX" "$BASE/connections/$CONN/test" ;;
  *) echo "usage: $0 create TARGET MAPPING | test" >&2; exit 2 ;;
esac
