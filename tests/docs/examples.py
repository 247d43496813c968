#!/usr/bin/env python3
"""Runs the examples of a page: a ```yaml block that is a list of steps, a ```ndjson block of what comes in,
a ```ndjson block of what goes out, and perhaps a ```text block with the message of each record that is parked.
A ```yaml block that begins with `tables:` is for all of them. Two examples at least for each step of a heading `## plugin.step`. examples.py PAGE.md BUILD_DIR"""
import pathlib
import re
import subprocess
import sys
import tempfile


def blocks_of(page):
    heading, language, lines = "", None, []
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("```") and language is None:
            language, lines = line[3:], []
        elif line.startswith("```"):
            yield heading, language, lines
            language = None
        elif language is not None:
            lines.append(line)
        elif line.startswith("## "):
            heading = line[3:]


def examples_of(page):
    examples = []
    for heading, language, lines in blocks_of(page):
        if language == "yaml" and lines and lines[0].startswith(("- use:", "- switch:")):
            examples.append({"heading": heading, "steps": lines, "ndjson": [], "text": []})
        elif language == "ndjson":
            examples[-1]["ndjson"].append(lines)
        elif language == "text":
            examples[-1]["text"] = lines
    return examples


def tables_of(page):
    tables = []
    for _, language, lines in blocks_of(page):
        if language == "yaml" and lines and lines[0] == "tables:":
            tables += lines[1:]
    return ["tables:"] + tables if tables else []


def config_of(examples, tables, build):
    out = [f"host: {{plugins: [{build}/plugins], state: state}}", *tables, "pipelines:"]
    for number, example in enumerate(examples):
        out += [f"  e{number}:", f"    subscriber: {{use: file.subscriber, path: in{number}.ndjson, incremental: false}}",
                "    transformers:"]
        out += ["      " + line for line in example["steps"]]
        out += [f"    publisher: {{use: file.publisher, path: out{number}.ndjson}}"]
    return "\n".join(out) + "\n"


def run(folder, build, *words):
    return subprocess.run([f"{build}/bin/sluice", *words], cwd=folder, capture_output=True, text=True, timeout=120)


def wrong_with(example, number, folder, build):
    out = folder / f"out{number}.ndjson"
    got = out.read_text(encoding="utf-8").splitlines() if out.exists() else []
    if got != example["ndjson"][1]:
        return f"wanted {example['ndjson'][1]}\n  got    {got}"
    tasks = run(folder, build, "tasks", "list", "c.yaml", f"e{number}").stdout
    for message in example["text"]:
        if message not in tasks:
            return f"no task says: {message}\n{tasks}"
    if not example["text"] and "no tasks" not in tasks:
        return "unexpected tasks:\n" + tasks
    return None


def main():
    page, build = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    examples = examples_of(page)
    wrong = []
    for step in {example["heading"] for example in examples if re.fullmatch(r"\w+\.\w+", example["heading"])}:
        if sum(example["heading"] == step for example in examples) < 2:
            wrong.append(f"{step} has less than two examples")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "c.yaml").write_text(config_of(examples, tables_of(page), build), encoding="utf-8")
        for number, example in enumerate(examples):
            if len(example["ndjson"]) != 2:
                sys.exit(f"{example['heading']}: an example needs what comes in and what goes out")
            (folder / f"in{number}.ndjson").write_text("".join(line + "\n" for line in example["ndjson"][0]), encoding="utf-8")
        result = run(folder, build, "run", "c.yaml")
        if result.returncode not in (0, 3):
            sys.exit(result.stdout + result.stderr)
        for number, example in enumerate(examples):
            why = wrong_with(example, number, folder, build)
            if why:
                wrong.append(f"{example['heading']}:\n  " + "\n  ".join(example["steps"]) + "\n  " + why)
    print(f"{len(examples)} examples of {page.name}, {len(wrong)} wrong")
    sys.exit("\n".join(wrong) if wrong else 0)


main()
