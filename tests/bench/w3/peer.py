"""W3 by hand in Python: peer.py IN OUT."""
import json
import re
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

CHANNELS = {"nl": ("%d-%m-%Y %H:%M", ZoneInfo("Europe/Amsterdam")), "us": ("%m/%d/%Y %H:%M", ZoneInfo("America/New_York")),
            "au": ("%Y-%m-%d %H:%M:%S", ZoneInfo("Australia/Sydney"))}
RATES = {"high": 21, "low": 9, "zero": 0}
PHONE, NUMBER, TAG, SEPARATOR = re.compile(r"\(0\)|[^0-9+]"), re.compile("[1-9][0-9]*"), re.compile("<[^>]*>"), re.compile("[,;]")
SKU, BLANKS = re.compile("[^A-Za-z0-9]+"), re.compile(" +")


def iso(moment):
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def map_line(line):
    discount = sum(d["percent"] or 0 for d in line.pop("discounts"))
    cents, rate = round(float(line["price"]) * 100), RATES.get(line["rate"], 0)
    net = (cents * line["qty"] * (100 - discount) + 50) // 100
    tax = (net * rate + 50) // 100
    del line["warehouse"], line["cost"]
    line.update(sku=SKU.sub("-", line["sku"]).upper(), name=BLANKS.sub(" ", line["name"]).strip(), price=cents / 100, rate=rate,
                discount=discount, net=net / 100, tax=tax / 100)
    return net, tax


def map_order(order):
    pattern, zone = CHANNELS[order["channel"]]
    local = datetime.strptime(order.pop("ordered"), pattern).replace(tzinfo=zone)
    customer, number = order.pop("customer"), order["number"].strip().upper()
    del order["internal_ref"], order["audit"]
    order["lines"] = [line for line in order["lines"] if line["qty"] > 0]
    sums = [map_line(line) for line in order["lines"]]
    tags = (tag.strip().lower() for tag in SEPARATOR.split(order["tags"]))
    first, last = customer["first"].strip(), customer["last"].strip()
    order.update(at=iso(local), shown=f"{local:%Y-%m-%d %H:%M} {local.isoformat()[-6:]}", due=iso(local + timedelta(days=14)), first_name=first,
                 last_name=last, email=customer["email"].lower(), phone=PHONE.sub("", customer["phone"]), number=number,
                 reference=int(NUMBER.search(number)[0]), note=TAG.sub("", order["note"]),
                 tags=list(dict.fromkeys(tag for tag in tags if tag)), label=f"{first} {last} ({number})",
                 totals={"net": sum(s[0] for s in sums) / 100, "tax": sum(s[1] for s in sums) / 100})
    return order


with open(sys.argv[1], encoding="utf-8") as source, open(sys.argv[2], "w", encoding="utf-8") as out:
    for text in source:
        record = json.loads(text)
        if record["status"] != "VOID":
            out.write(json.dumps(map_order(record), ensure_ascii=False, separators=(",", ":")) + "\n")
