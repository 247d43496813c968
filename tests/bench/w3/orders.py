#!/usr/bin/env python3
"""Writes orders for W3, always the same ones: orders.py COUNT."""
import json
import random
import sys

chance = random.Random(20261201)
FIRST, LAST = ["Ann", "Bob", "Zoë", "Łukasz", "O'Brian"], ["Smith", "de Vries", "García", "Müller", "Ng"]
WORDS = ["Blue", "Red", "Cup", "Plate", "Tea", "Set", "Large", "Small"]


def ordered(channel):
    year, month, day = chance.choice((2025, 2026)), chance.randint(1, 12), chance.randint(1, 28)
    hour, minute = chance.randint(8, 20), chance.randint(0, 59)
    if channel == "nl":
        return f"{day:02}-{month:02}-{year} {hour:02}:{minute:02}"
    if channel == "us":
        return f"{month:02}/{day:02}/{year} {hour:02}:{minute:02}"
    return f"{year}-{month:02}-{day:02} {hour:02}:{minute:02}:00"


def line():
    return {"sku": f"{chance.choice(WORDS)}-{chance.randint(1, 999)} / {chance.choice('abc')}",
            "name": "  " + "   ".join(chance.sample(WORDS, 3)) + " ", "qty": chance.randint(0, 5),
            "price": f"{chance.randint(1, 300)}.{chance.randint(0, 99):02}", "rate": chance.choice(("high", "low", "zero")),
            "discounts": [{"percent": p, "reason": "sale"} for p in chance.sample((5, 10, 20, None), chance.randint(0, 2))],
            "warehouse": {"id": f"w{chance.randint(1, 9)}", "bin": "A-12", "counted": "2026-01-01"}, "cost": "1.00"}


def order(number):
    channel = chance.choice(("nl", "us", "au"))
    return {"id": f"0a6f6e36-8bab-11ea-f3d6-{number:012}", "number": f" ord-{number:08} ",
            "status": chance.choice(("OPEN", "CLOSED", "CLOSED", "VOID")), "channel": channel, "ordered": ordered(channel),
            "customer": {"first": f" {chance.choice(FIRST)}", "last": f"{chance.choice(LAST)}  ",
                         "email": f"Customer.{number}@Example.ORG", "phone": f"+31 (0)20-{chance.randint(100, 999)} {number % 10000:04}"},
            "note": chance.choice(("Please <b>call</b> first", "<p>Leave at the <i>door</i></p>", "", "no note")),
            "tags": chance.choice(("Sale; new,NEW", "gift", " A,b ;c;; a", "")),
            "lines": [line() for _ in range(chance.randint(1, 6))],
            "internal_ref": "x" * 40, "audit": {"by": "import", "steps": [1, 2, 3], "at": "2026-01-01T00:00:00Z"}}


for n in range(int(sys.argv[1])):
    print(json.dumps(order(n + 1), ensure_ascii=False, separators=(",", ":")))
