# The mappings of `cargo xtask bench expressions` in jq. Version 1.6 has no trim: words without the blanks around them.
{_id: .id, personalEmail: {address: .email},
 homeAddress: {city: .city, postalCode: .zip, country: (.country | split(" ") | map(select(. != "")) | join(" ") | ascii_upcase)},
 order: {total: .amount}, consents: {marketing: .opted_in},
 person: {fullName: (.first_name + " " + .last_name), nickname: (.nickname // .first_name), kind: (if .status == "active" then "Customer" else "Prospect" end)},
 created: (.created | strptime("%Y-%m-%d %H:%M:%S") | todate),
 segment: (.tags | split(",") | .[0])}
