#!/usr/bin/env python3
"""What table.py, compare.py and micro/summary.py make of figures known before."""
import json, os, subprocess, sys, tempfile, unittest

sys.dont_write_bytecode = True
import goals

HERE = os.path.dirname(os.path.realpath(__file__))


def peer(rps, wall_ratio=1.0, low=1.0, high=1.0, cpu_per_M=2.5, cpu_ratio=1.0):
    return {"rps": rps, "wall_ratio": wall_ratio, "wall_ratio_min": low, "wall_ratio_max": high, "cpu_per_M": cpu_per_M,
            "cpu_ratio": cpu_ratio}


def pair(part, work, cores, **others):
    peers = {"sluice": peer(500_000), **{name.replace("_", "-"): p for name, p in others.items()}}
    return {"part": part, "kind": "pair", "work": work, "cores": cores, "peers": peers}


FIGURES = [
    {"part": "w1", "kind": "hash", "peer": "sluice", "hash": "2:ab"},
    {"part": "w1", "kind": "hash", "peer": "ref-dom", "hash": "2:ab"},
    pair("w1", "w1", 2, node_undici=peer(50_000, 10, 9.5, 11), ref_splice=peer(450_000, 1.1, 1.05, 1.25)),
    pair("w1", "w1", 1, ref_splice=peer(550_000, 0.8, 0.7, 1.0, cpu_per_M=2.0, cpu_ratio=0.8)),
    {"part": "w2", "kind": "pair", "work": "w2batch", "cores": 2,
     "peers": {"sluice": peer(400_000), "ref-splice": peer(380_000, 1.05, 1, 1.1)}},
    {"part": "start", "median": 15.2, "smallest": 14, "largest": 17, "runs": 20},
    {"part": "scale", "sizes": [{"records": 10**3, "peak_mib": 26}, {"records": 10**5, "peak_mib": 47.9},
                                {"records": 10**7, "peak_mib": 27}],
     "between": [{"cpu_ns": 2400, "wall_ns": 2000}, {"cpu_ns": 2700, "wall_ns": 1500}]},
    {"part": "steps", "not_measured": "there is no valgrind"},
]


def run(script, *arguments, text=None):
    return subprocess.run([sys.executable, f"{HERE}/{script}", *arguments], input=text, capture_output=True, text=True)


class Table(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            with open(folder + "/bench.jsonl", "w") as file:
                file.writelines(json.dumps(figure) + "\n" for figure in FIGURES)
            done = run("table.py", folder + "/bench.jsonl", folder, folder + "/bench.json")
            assert done.returncode == 0, done.stderr
            cls.lines = done.stdout.splitlines()
            with open(folder + "/bench.json") as file:
                cls.document = json.load(file)

    def row(self, goal):
        """The cells of the one row whose goal begins so."""
        found = [line.strip("| ").split(" | ") for line in self.lines if line.startswith("| " + goal)]
        self.assertEqual(len(found), 1, goal)
        return found[0]

    def test_a_rate_that_is_high_enough_holds_with_its_rounds(self):
        self.assertEqual(self.row("W1: 8.5 times")[2:], ["10.00 (9.50-11.00)", "yes"])

    def test_a_rate_that_is_too_low_does_not_hold(self):
        self.assertEqual(self.row("W1, two cores: 1.2 times")[2:], ["1.10 (1.05-1.25)", "**no**"])

    def test_one_core_is_not_mistaken_for_two(self):
        self.assertEqual(self.row("W1, one core: the splicer's time")[2:], ["1.25 (1.00-1.43)", "**no**"])

    def test_cpu_is_judged_by_figure_and_by_ratio(self):
        self.assertEqual(self.row("W1, one core: at most 2.6")[3], "yes")
        self.assertEqual(self.row("W1, one core: CPU beside")[2:], ["1.25", "**no**"])

    def test_memory_is_judged_by_its_highest_peak(self):
        self.assertEqual(self.row("W1: peak memory")[1:],
                         ["26, 48, 27 MiB at 1,000, 100,000, 10,000,000 records", "-", "yes"])

    def test_a_cost_that_rises_is_not_flat(self):
        self.assertEqual(self.row("W1: the cost of a record flat")[2:], ["1.12", "**no**"])

    def test_the_start_is_judged_by_its_median(self):
        self.assertEqual(self.row("start to first")[3], "**no**")

    def test_what_a_part_did_not_measure_says_so_and_why(self):
        self.assertEqual(self.row("a further rename")[1:], ["-", "-", "not measured: there is no valgrind"])
        self.assertEqual(self.row("W2each")[1:], ["-", "-", "not measured"])  # the job is not in the figures

    def test_equal_hashes_hold(self):
        self.assertEqual(self.row("W1: output")[1:], ["`2:ab`", "-", "yes"])

    def test_the_document_has_goals_figures_machine_and_compiler(self):
        self.assertEqual(len(self.document["goals"]), len(self.lines) - 4)
        self.assertEqual(self.document["figures"]["start"][0]["median"], 15.2)
        self.assertLessEqual({"date", "commit", "cpu", "cores", "system", "compiler"}, self.document.keys())


class TooFewSizes(unittest.TestCase):
    def test_a_goal_about_any_number_of_records_does_not_hold_by_a_few(self):
        sizes = [{"records": 1000, "peak_mib": 26}, {"records": 10_000, "peak_mib": 27}]
        rows = goals.judge({"scale": [{"sizes": sizes, "between": [{"cpu_ns": 1, "wall_ns": 1}]}]})
        found = [row["holds"] for row in rows if row["goal"].startswith(("W1: peak", "W1: the cost")) and row["measured"]]
        self.assertEqual(found, [None, None])


class NothingRan(unittest.TestCase):
    def test_a_part_that_did_not_run_says_so(self):
        rows = run("table.py", os.devnull, os.devnull).stdout.split("\n\n")[0].splitlines()[2:]
        self.assertTrue(rows)
        self.assertTrue(all(row.endswith("| - | - | not measured: the part did not run |") for row in rows))


class Compare(unittest.TestCase):
    BASELINE = HERE + "/baseline.json"

    def compared(self, factor):
        with open(self.BASELINE) as file:
            now = {k: v * factor if k == "all" else v for k, v in json.load(file).items()}
        return run("compare.py", self.BASELINE, text=json.dumps(now)).stdout.splitlines()

    def test_more_instructions_than_noise_are_called_more(self):
        lines = self.compared(1.05)
        self.assertIn("MORE than the baseline", lines[-1])
        self.assertTrue(lines[-2].endswith("more"))

    def test_a_change_within_noise_is_no_change(self):
        self.assertIn("as the baseline", self.compared(1.004)[-1])

    def test_fewer_instructions_are_called_less(self):
        self.assertIn("less than the baseline", self.compared(0.9)[-1])


class Micro(unittest.TestCase):
    def summary(self, *rows):
        with tempfile.TemporaryDirectory() as folder:
            with open(folder + "/bench_x.json", "w") as file:
                json.dump({"benchmarks": [{"run_type": "iteration", "time_unit": "us", **r} for r in rows]}, file)
            return run("micro/summary.py", folder + "/bench_x.json")

    def test_repetitions_become_the_smallest_and_the_largest(self):
        done = self.summary({"name": "a", "cpu_time": 3}, {"name": "a", "cpu_time": 2})
        self.assertEqual(json.loads(done.stdout),
                         {"program": "bench_x", "name": "a", "ns": 2000, "ns_most": 3000, "of": "round"})

    def test_where_items_are_counted_time_is_of_one(self):
        done = json.loads(self.summary({"name": "a", "cpu_time": 3, "items_per_second": 1e7}).stdout)
        self.assertEqual((done["ns"], done["of"]), (100, "item"))

    def test_a_benchmark_that_failed_is_an_error(self):
        done = self.summary({"name": "a", "error_occurred": True, "error_message": "page is not good"})
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("a: page is not good", done.stderr)


unittest.main()
