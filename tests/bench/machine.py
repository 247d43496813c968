"""What figures depend on: the machine, the compiler with its flags, the commit."""
import os, platform, re, subprocess


def first_line(*command, cwd=None):
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=True)
        return done.stdout.splitlines()[0]
    except (OSError, subprocess.CalledProcessError, IndexError):
        return "unknown"


def cache(build):
    """The entries of a CMake cache; none if there is no such build."""
    try:
        with open(build + "/CMakeCache.txt") as file:
            return dict(re.findall(r"^(\w+):\w+=(.*)$", file.read(), re.MULTILINE))
    except OSError:
        return {}


def cpu():
    try:
        with open("/proc/cpuinfo") as file:
            found = re.search(r"^model name\s*:\s*(.*)$", file.read(), re.MULTILINE)
        return found.group(1) if found else platform.machine()
    except OSError:
        return platform.machine()


def compiler(build):
    settings = cache(build)
    kind = settings.get("CMAKE_BUILD_TYPE", "")
    flags = [settings.get("CMAKE_CXX_FLAGS", ""), settings.get("CMAKE_CXX_FLAGS_" + kind.upper(), "")]
    name = first_line(settings.get("CMAKE_CXX_COMPILER", "c++"), "--version")
    return " ".join(filter(None, [name, kind, *flags]))


def describe(build):
    here = os.path.dirname(os.path.realpath(__file__))
    return {"commit": first_line("git", "describe", "--always", "--dirty", "--abbrev=12", cwd=here), "cpu": cpu(),
            "cores": len(os.sched_getaffinity(0)), "system": f"{platform.system()} {platform.release()}",
            "compiler": compiler(build)}
