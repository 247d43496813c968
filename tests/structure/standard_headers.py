"""Each source file includes, itself or over files of ours, what it uses of the standard library.

Most presets compile the headers that cmake/standard_headers.hpp names once, for all sources, so that no
compiler misses an include of these there. A plain compilation (an editor, the preset dev) would."""
import re
import sys

from structure import INCLUDE, ROOT, resolve, sources

# Names that say which header they are of; those that several headers have are left out.
NAMES = {
    "algorithm": "sort stable_sort find_if find_if_not any_of all_of none_of lower_bound upper_bound max_element "
                 "min_element remove_if count_if copy_if equal_range clamp unique transform replace",
    "array": "array",
    "atomic": "atomic atomic_flag atomic_bool",
    "charconv": "from_chars to_chars from_chars_result",
    "chrono": "chrono",
    "condition_variable": "condition_variable",
    "cstring": "memcpy memcmp memmove memset strlen strcmp strncmp",
    "deque": "deque",
    "filesystem": "filesystem",
    "fstream": "ifstream ofstream fstream",
    "functional": "function hash reference_wrapper",
    "map": "map multimap",
    "memory": "unique_ptr shared_ptr weak_ptr make_unique make_shared enable_shared_from_this",
    "mutex": "mutex lock_guard unique_lock scoped_lock once_flag call_once",
    "optional": "optional nullopt make_optional",
    "set": "set multiset",
    "span": "span",
    "sstream": "ostringstream istringstream stringstream",
    "string": "string to_string stoi stoll stoull",
    "string_view": "string_view",
    "thread": "thread jthread this_thread",
    "unordered_map": "unordered_map unordered_multimap",
    "vector": "vector",
}
# <string> declares std::string_view and much of the standard library std::string's own; who has these
# has what stands behind.
ALSO = {"string": {"string_view"}, "thread": {"chrono"}, "condition_variable": {"mutex", "chrono"},
        "map": {"utility"}, "functional": set(), "mutex": {"chrono"}, "filesystem": {"string", "chrono"},
        "sstream": {"string"}, "fstream": {"string"}}
HEADER_OF = {name: header for header, names in NAMES.items() for name in names.split()}
USE = re.compile(r"\bstd::([a-z_]+)")
NOT_CODE = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"', re.S)


def included(path, known):
    """What a file includes: headers that are not ours, and files of ours."""
    others, ours = set(), []
    for name in INCLUDE.findall(path.read_text(encoding="utf-8")):
        target = resolve(path, name, known)
        if target:
            ours.append(target)
        else:
            others |= {name} | ALSO.get(name, set())
    return others, ours


def reached(path, direct):
    """The headers that are not ours of `path` and of what of ours it includes, directly or not."""
    out, seen, rest = set(), {path}, [path]
    while rest:
        others, ours = direct[rest.pop()]
        out |= others
        rest += [file for file in ours if file not in seen]
        seen.update(ours)
    return out


def missing(path, direct):
    code = NOT_CODE.sub(" ", path.read_text(encoding="utf-8"))
    used = {HEADER_OF[name] for name in USE.findall(code) if name in HEADER_OF}
    return sorted(used - reached(path, direct))


def main():
    known = set(sources())
    direct = {path: included(path, known) for path in known}
    good = True
    for path in sorted(known):
        for header in missing(path, direct):
            print(f"{path.relative_to(ROOT)}: uses what is in <{header}> and does not include it")
            good = False
    return good


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
