"""`sluice schema` against python3-jsonschema: the schema itself, sample configs, and wrong ones.

schema_test.py SLUICE PROJECT
"""
import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import yaml

class Loader(yaml.SafeLoader):
    """As the host reads YAML: a date is text."""


Loader.yaml_implicit_resolvers = {
    first: [one for one in resolvers if one[0] != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

program, project = sys.argv[1], Path(sys.argv[2])


def printed(*arguments):
    return json.loads(subprocess.run([program, "schema", *arguments], check=True, capture_output=True).stdout)


def components():
    listed = subprocess.run([program, "plugins", "list", "--json"], check=True, capture_output=True).stdout
    return [component["id"] for plugin in json.loads(listed)["plugins"] for component in plugin["components"]]


def pipeline(publisher, **more):
    return {"pipelines": {"p": {"subscriber": {"use": "file.subscriber", "path": "in"}, "publishers": [publisher]}}, **more}


def page_configs():
    """The configs that stand whole in the documentation."""
    for page in [project / "README.md", *sorted((project / "docs").glob("*.md"))]:
        if page.name == "writing-a-plugin.md":
            continue  # its configs use the reader's own plugins
        for name, text in re.findall(r"^```yaml (\S+)\n(.*?)^```", page.read_text(), re.M | re.S):
            config = yaml.load(text, Loader)
            if isinstance(config, dict) and "pipelines" in config:
                yield f"{page.name}: {name}", config


def main():
    whole = printed()
    jsonschema.Draft4Validator.check_schema(whole)
    for component in components():
        jsonschema.Draft4Validator.check_schema(printed(component))
    validator = jsonschema.Draft4Validator(whole)

    sound = [(path.name, yaml.load(path.read_text(), Loader)) for path in sorted((project / "samples").glob("pipelines/*.yaml"))]
    sound += page_configs()
    assert len(sound) > 5, f"only {len(sound)} configs were found"
    sound.append(("variables", pipeline({"use": "file.publisher", "path": "out"}, host={"commit": {"max_batches": "${N:-5}"}})))
    sound.append(("lanes", pipeline({"use": "file.publisher", "path": "out"}, host={"lanes": 2})))
    hooks = {"on_success": [{"use": "core.map", "keep": ["id"]}], "where": "id", "backlog": "off"}
    sound.append(("a publisher of a pipeline with hooks", pipeline({"use": "file.publisher", "path": "out", **hooks})))
    outgoing = {"publisher": {"use": "file.publisher", "path": "out"}}
    sound.append(("hooks beside an outgoing's publisher", pipeline({"use": "file.publisher", "path": "out"}, outgoing={"o": {**outgoing, **hooks}})))
    for name, config in sound:
        errors = [error.message for error in validator.iter_errors(config)]
        assert not errors, f"{name} is refused: {errors}"

    wrong = {
        "an unknown key": pipeline({"use": "file.publisher", "path": "out"}, hots={}),
        "an unknown component": pipeline({"use": "file.publsher", "path": "out"}),
        "a setting that is none": pipeline({"use": "file.publisher", "pth": "out"}),
        "text for a number": pipeline({"use": "file.publisher", "path": "out"}, host={"commit": {"interval_ms": "5"}}),
        "a number below its minimum": pipeline({"use": "file.publisher", "path": "out"}, host={"commit": {"max_batches": 0}}),
        "text for a number in an enum": pipeline({"use": "file.publisher", "path": "out"}, host={"lanes": "2"}),
        "no pipelines": {"clients": {}},
        "hooks within an outgoing's publisher": pipeline(
            {"use": "file.publisher", "path": "out"}, outgoing={"o": {"publisher": {**outgoing["publisher"], **hooks}}}),
    }
    for name, config in wrong.items():
        assert not validator.is_valid(config), f"{name} is accepted"
    print(f"{len(sound)} configs accepted, {len(wrong)} refused")


main()
