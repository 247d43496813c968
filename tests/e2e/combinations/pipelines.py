"""Pipelines made by chance of the parts whose interplay matters: what makes several records of one or
one of several, what remembers, what refuses, and targets of each kind."""

FAILS = "broken && $env.FAIL == '1'"
PAGINATION = [{"kind": "cursor", "param": "cursor", "next": "next"}, {"kind": "page", "param": "page", "size": 7}]


def make_items(random):
    out = []
    for number in range(random.choice([5, 20, 45])):
        lines = [{"sku": f"s{random.randrange(4)}", "n": n, "q": random.randrange(9)} for n in range(random.randrange(4))]
        out.append({"id": number, "type": random.choice("abc"), "broken": random.random() < 0.15,
                    "refused": random.random() < 0.15, "lines": lines})
    return out


def switch(random):
    def case(tag):
        steps = [{"use": "core.map", "set": {"tag": f"'{tag}'"}}] if random.random() < 0.6 else []
        return steps + ([{"use": "core.fail", "when": FAILS, "message": "no"}] if random.random() < 0.5 else [])

    out = {"switch": [{"when": "type == 'a'", "transformers": case("A")}, {"when": "type == 'b'", "transformers": case("B")}]}
    if random.random() < 0.5:
        out["else"] = case("E")
    return out


class Steps:
    """Steps of a pipeline, one after the other; behind a gather only what works on groups."""

    def __init__(self, random):
        self.random, self.list, self.branched, self.gathered = random, [], False, False
        self.over_walk = False  # a walk that begins anew forgets what was gathered, unlike core.changed
        for _ in range(random.randrange(6)):
            self.add(random.choice(["branch", "switch", "fail", "map", "filter", "gather", "distinct", "changed", "order"]))

    def add(self, kind):
        if (self.gathered and kind != "map") or (kind == "branch" and self.branched):
            return
        key = "[id, line.n]" if self.branched else "id"
        step = {
            "branch": {"use": "core.branch", "items": "lines", "as": "line", "keep_parent": True},
            "switch": None,
            "fail": {"use": "core.fail", "when": FAILS, "message": "no"},
            "map": {"use": "core.map", "set": {f"m{len(self.list)}": "'x'"}},
            "filter": {"use": "core.filter", "where": self.random.choice(["type != 'c'", "id != `3`"])},
            "gather": {"use": "core.gather", "by": "line.sku" if self.branched else "type",
                       "over": self.random.choice(["walk", "page"])},
            "distinct": {"use": "core.distinct", "by": key, "over": self.random.choice(["walk", "always"])},
            "changed": {"use": "core.changed", "by": key},
            "order": {"use": "core.order", "order_by": self.random.choice(["id", "type"])},
        }[kind]
        if kind == "gather" and self.random.random() < 0.3:
            step["batch"] = 3
        self.list.append(step or switch(self.random))
        self.branched |= kind == "branch"
        self.gathered |= kind == "gather"
        self.over_walk |= step is not None and step.get("over") == "walk" and kind == "gather"


def own_steps(random, steps):
    out = []
    if steps.gathered:
        return out
    if random.random() < 0.3:
        out.append({"use": "core.fail", "when": FAILS, "message": "not here"})
    if random.random() < 0.2 and not steps.branched:
        out.append({"use": "core.branch", "items": "lines", "as": "line", "keep_parent": True})
    if random.random() < 0.2:
        out.append({"use": "core.gather", "by": "type", "over": "page"})
    return out


def make_target(random, number, steps):
    sent = {"use": "http.publisher", "client": "shop", "method": "PUT", "path": f"/t/t{number}"}
    out = random.choice([
        {"use": "file.publisher", "path": f"out/t{number}.ndjson"},
        {**sent, "in_flight": random.choice([1, 4])},
        {**sent, "format": "array", "batch": {"records": random.choice([2, 5])}},
    ])
    if random.random() < 0.3:
        out["where"] = "key != 'a'" if steps.gathered else "type != 'a'"
    if own := own_steps(random, steps):
        out["transformers"] = own
    return out


def make_config(random, port):
    steps = Steps(random)
    targets = [make_target(random, number, steps) for number in range(random.choice([1, 1, 2, 3]))]
    pipeline = {
        "retry": {"attempts": 3, "initial_ms": 1, "max_ms": 5},
        "subscriber": {"use": "http.subscriber", "client": "shop", "path": "/items", "items": "items",
                       "pagination": random.choice(PAGINATION[:1] if steps.over_walk else PAGINATION)},
        "transformers": steps.list,
        "publishers": targets,
    }
    if random.random() < 0.3:
        pipeline["order_by"] = random.choice(["id", "type"])
    return {
        "host": {"env": ["FAIL"], "park_limit": 0, "state": "state", "commit": {"interval_ms": random.choice([0, 200])}},
        "clients": {"shop": {"use": "http.client", "base_uri": f"http://127.0.0.1:{port}", "proxy": "", "retry": {"attempts": 1}}},
        "pipelines": {"p": pipeline},
    }
