#!/usr/bin/env python3
"""The goals of the benchmark beside what was measured: table.py FIGURES BUILD [JSON_FILE] prints the table
as markdown. FIGURES is what run.sh's parts wrote, one JSON object a line with "part" in it; of a part
that could not run {"part", "not_measured": reason}. JSON_FILE gets one document: machine, compiler,
commit, date, the goals, all figures by part."""
import datetime, json, sys

sys.dont_write_bytecode = True
import goals, machine


def read(path):
    """{part: [objects]}"""
    parts = {}
    with open(path) as file:
        for line in filter(str.strip, file):
            figure = json.loads(line)
            parts.setdefault(figure.pop("part"), []).append(figure)
    return parts


def verdict(row):
    if row["measured"] is None:
        return "not measured" + (f": {row['why']}" if row["why"] else "")
    if row["holds"] is None:
        return "-"
    return "yes" if row["holds"] else "**no**"


def markdown(rows, about):
    lines = ["| goal | measured | ratio (min-max) | holds |", "|---|---|---|---|"]
    lines += [f"| {r['goal']} | {r['measured'] or '-'} | {r['ratio'] or '-'} | {verdict(r)} |" for r in rows]
    lines += ["", f"{about['date']}, commit {about['commit']}; {about['cpu']}, {about['cores']} cores, "
              f"{about['system']}; {about['compiler']}."]
    return "\n".join(lines)


def main():
    parts = read(sys.argv[1])
    rows = goals.judge(parts)
    about = {"date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
             **machine.describe(sys.argv[2])}
    if len(sys.argv) > 3:
        with open(sys.argv[3], "w") as file:
            json.dump({**about, "goals": rows, "figures": parts}, file, indent=1, ensure_ascii=False)
            file.write("\n")
    print(markdown(rows, about))


if __name__ == "__main__":
    main()
