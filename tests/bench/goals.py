"""The goals and how each is judged by the parts' figures. A goal is a row of GOALS: the part it is
measured by, its text, and a function of that part's figures that gives (measured, ratio, holds), all for
people but the last; None where the figures do not have it. `holds` None: no limit is set. Judged is what
is shown: two decimals."""
import collections

Goal = collections.namedtuple("Goal", "part text judge")


def pair(figures, work, cores):
    """The peers of the rounds of one job, {peer: figures}."""
    return next((f["peers"] for f in figures if f.get("kind") == "pair" and f["work"] == work and f["cores"] == cores),
                {})


def thousands(rate):
    return f"{rate / 1e3:,.0f},000 records/s" if rate >= 1e5 else f"{rate:,.0f} records/s"


def times(peer):
    """Sluice's rate over the peer's: how much longer the peer takes, round by round."""
    return f"{peer['wall_ratio']:.2f} ({peer['wall_ratio_min']:.2f}-{peer['wall_ratio_max']:.2f})"


def rate_goal(work, cores, peer, at_least):
    def judge(figures):
        peers = pair(figures, work, cores)
        if peer not in peers:
            return None
        measured = f"{thousands(peers['sluice']['rps'])}; {peer} {thousands(peers[peer]['rps'])}"
        return measured, times(peers[peer]), round(peers[peer]["wall_ratio"], 2) >= at_least
    return judge


def wall_goal(work, cores, peer, at_most):
    def judge(figures):
        peers = pair(figures, work, cores)
        if peer not in peers:
            return None
        p, own = peers[peer], peers["sluice"]
        ratio = f"{1 / p['wall_ratio']:.2f} ({1 / p['wall_ratio_max']:.2f}-{1 / p['wall_ratio_min']:.2f})"
        return f"{thousands(own['rps'])}; {peer} {thousands(p['rps'])}", ratio, round(1 / p["wall_ratio"], 2) <= at_most
    return judge


def cpu_goal(at_most):
    def judge(figures):
        own = pair(figures, "w1", 1).get("sluice")
        return own and (f"{own['cpu_per_M']:.2f} µs", None, round(own["cpu_per_M"], 2) <= at_most)
    return judge


def cpu_ratio_goal(peer, at_most):
    def judge(figures):
        peers = pair(figures, "w1", 1)
        if peer not in peers:
            return None
        ratio = round(1 / peers[peer]["cpu_ratio"], 2)
        return f"{peers['sluice']['cpu_per_M']:.2f} µs; {peer} {peers[peer]['cpu_per_M']:.2f}", f"{ratio:.2f}", \
            ratio <= at_most
    return judge


def same_output(figures):
    hashes = {f["peer"]: f["hash"] for f in figures if f.get("kind") == "hash"}
    if not {"sluice", "ref-dom"} <= hashes.keys():
        return None
    return f"`{hashes['sluice']}`", None, hashes["sluice"] == hashes["ref-dom"]


def beside_curl(figures):
    curl = next((f["rps"] for f in figures if f.get("kind") == "run" and f["peer"] == "ref-curl"), None)
    own = pair(figures, "w1", 2).get("sluice")
    return curl and own and (f"{thousands(own['rps'])}; curl {thousands(curl)}", f"{own['rps'] / curl:.2f}", None)


def beside_curl_each_round(at_most):
    """Sluice's time over curl's, each with its neighbour of the same round."""
    def judge(figures):
        walls = {(f["peer"], f["round"]): f["wall"] for f in figures if f.get("kind") == "run"}
        ratios = sorted(walls[("sluice", r)] / walls[("ref-curl", r)] for peer, r in walls if peer == "ref-curl"
                        if ("sluice", r) in walls)
        if not ratios:
            return None
        middle = round(ratios[len(ratios) // 2], 2)
        own = next(f["rps"] for f in figures if f.get("kind") == "run" and f["peer"] == "sluice")
        return thousands(own), f"{middle:.2f} ({ratios[0]:.2f}-{ratios[-1]:.2f})", middle <= at_most
    return judge


def start(at_most_ms):
    def judge(figures):
        s = figures[0]
        return f"{s['median']:.2f} ms ({s['smallest']:.1f}-{s['largest']:.1f}, {s['runs']} runs)", None, \
            s["median"] < at_most_ms
    return judge


def peak_memory(below_mib):
    def judge(figures):
        sizes = figures[0]["sizes"]
        measured = ", ".join(f"{s['peak_mib']:.0f}" for s in sizes)
        holds = max(s["peak_mib"] for s in sizes) < below_mib
        return f"{measured} MiB at {spread(sizes)}", None, holds if whole(sizes) or not holds else None
    return judge


def spread(sizes):
    return ", ".join(f"{s['records']:,}" for s in sizes) + " records"


def whole(sizes):
    """Only then a goal about any number of records can hold."""
    return sizes[0]["records"] <= 10**3 and sizes[-1]["records"] >= 10**7


def flat(at_most):
    """Judged by the dearest record beside the first interval's: with the number of records the cost must not
    rise. CPU, for the wall of the short runs is the machine's mood."""
    def judge(figures):
        steps = figures[0]["between"]
        if not steps:
            return None
        rise = round(max(s["cpu_ns"] for s in steps) / steps[0]["cpu_ns"], 2)
        measured = "CPU " + ", ".join(f"{s['cpu_ns']:,}" for s in steps) + " ns a record, wall " + \
            ", ".join(f"{s['wall_ns']:,}" for s in steps) + f", between {spread(figures[0]['sizes'])}"
        holds = rise <= at_most
        return measured, f"{rise:.2f}", holds if whole(figures[0]["sizes"]) or not holds else None
    return judge


def step(kind, below_ns):
    def judge(figures):
        ns = figures[0].get("nanoseconds", {}).get(kind)
        return ns is not None and (f"{ns:.0f} ns a record", None, ns < below_ns) or None
    return judge


GOALS = (
    Goal("w1", "W1: output equal to the reference", same_output),
    Goal("w1", "W1: 8.5 times node-undici's rate", rate_goal("w1", 2, "node-undici", 8.5)),
    Goal("w1", "W1, one core: the splicer's time times 1.1 at most", wall_goal("w1", 1, "ref-splice", 1.1)),
    Goal("w1", "W1, two cores: 1.2 times the splicer's rate", rate_goal("w1", 2, "ref-splice", 1.2)),
    Goal("w1", "W1, one core: at most 2.6 µs of CPU a record", cpu_goal(2.6)),
    Goal("w1", "W1, one core: CPU beside the splicer's, 2.6 to 2.3 (1.13) at most", cpu_ratio_goal("ref-splice", 1.13)),
    Goal("w1", "W1, two cores: towards curl's own rate", beside_curl),
    Goal("w1s", "W1 over TLS: at most 1.5 times the time of curl fetching the same pages", beside_curl_each_round(1.5)),
    Goal("scale", "W1: peak memory under 48 MiB at any number of records", peak_memory(48)),
    Goal("scale", "W1: the cost of a record flat (the dearest at most 1.1 times the first interval's)", flat(1.1)),
    Goal("start", "start to first request under 15 ms, with a state that exists", start(15)),
    Goal("w2", "W2batch level with the splicer (its time times 1.1 at most)", wall_goal("w2batch", 2, "ref-splice", 1.1)),
    Goal("w2", "W2each: 0.8 of the splicer's rate", rate_goal("w2each", 2, "ref-splice", 0.8)),
    Goal("w3", "W3 (20 steps): 5 times the rate of a program by hand in Node", rate_goal("w3", 2, "node", 5)),
    Goal("w3", "W3: beside a program by hand in Python", rate_goal("w3", 2, "python", 1)),
    Goal("w3", "W3: beside a program in jq", rate_goal("w3", 2, "jq", 1)),
    Goal("steps", "a further filter under 60 ns", step("filter", 60)),
    Goal("steps", "a further rename under 60 ns", step("rename", 60)),
    Goal("steps", "a further computing step under 100 ns", step("compute", 100)),
)


def judge(parts):
    """Rows for people and machines, in the order of GOALS."""
    rows = []
    for goal in GOALS:
        figures = parts.get(goal.part, [])
        why = next((f["not_measured"] for f in figures if "not_measured" in f), None if figures else "the part did not run")
        found = None if why else goal.judge(figures)
        measured, ratio, holds = found or (None, None, None)
        rows.append({"goal": goal.text, "measured": measured, "ratio": ratio, "holds": holds, "why": why})
    return rows
