# The steps of W3 behind the dates.
def trim: sub("^\\s+"; "") | sub("\\s+$"; "");
def halfup: . + 0.5 | floor;
{high: 21, low: 9, zero: 0} as $rates
| .first_name = (.customer.first | trim) | .last_name = (.customer.last | trim)
| .email = (.customer.email | ascii_downcase)
| .phone = (.customer.phone | gsub("\\(0\\)|[^0-9+]"; ""))
| .number = (.number | trim | ascii_upcase)
| .reference = (.number | match("[1-9][0-9]*").string | tonumber)
| .note = (.note | gsub("<[^>]*>"; ""))
| .tags = reduce (.tags | splits("[,;]") | trim | ascii_downcase | select(. != "")) as $t
    ([]; if index([$t]) then . else . + [$t] end)
| .lines = [.lines[] | select(.qty > 0)
    | ([.discounts[].percent | numbers] | add // 0) as $discount
    | (.price | tonumber * 100 | halfup) as $cents
    | ($rates[.rate] // 0) as $rate
    | (($cents * .qty * (100 - $discount) + 50) / 100 | floor) as $net
    | (($net * $rate + 50) / 100 | floor) as $tax
    | .sku = (.sku | gsub("[^A-Za-z0-9]+"; "-") | ascii_upcase)
    | .name = (.name | gsub(" +"; " ") | trim)
    | .price = $cents / 100 | .rate = $rate | .discount = $discount | .net = $net / 100 | .tax = $tax / 100
    | del(.discounts)]
| .totals = {net: (([.lines[].net * 100 | halfup] | add // 0) / 100), tax: (([.lines[].tax * 100 | halfup] | add // 0) / 100)}
| .label = "\(.first_name) \(.last_name) (\(.number))"
| del(.customer)
