// jq.script: what a program makes of a record, what it is told when it fails, and that it stops.
#include "jq_script.hpp"
#include "exact_text.hpp"
#include "program_check.hpp"
#include "support/edge_records.hpp"
#include "support/temp_folder.hpp"
#include "unit/transformers/harness.hpp"

using JqScript = sluice::jq::Script;

namespace {

std::string jq_config(std::string_view script, std::string_view more = "") {
  std::string out = R"({"script":")";
  for (const char c : script) {
    if (c == '"' || c == '\\') out += '\\';
    out += c == '\n' ? std::string("\\n") : std::string(1, c);
  }
  return out + "\"" + std::string(more) + "}";
}

std::string marked(std::string_view json) {
  std::string out;
  sluice::jq::append_marked(json, &out);
  return out;
}

std::string restored(std::string json) {
  const sluice::Status status = sluice::jq::restore_marked(&json);
  return status.ok() ? json : status.message();
}

std::string refused(std::string_view program) {
  return sluice::jq::check_program(program).message();
}

using JqRecords = std::vector<std::string>;

}  // namespace

TEST_CASE("jq: a result takes the record's place, none drops it, several are several records") {
  sluice::Harness<JqScript> h(
      jq_config(".n as $n | if $n == 0 then empty elif $n == 1 then "
                ".x = \"é\" else {n: 1, of: $n}, {n: 2, of: $n} end"));
  REQUIRE(h.run({R"({"n":0})", R"({"n":1})", R"({"n":2})"}).ok());
  CHECK(h.result(0) == "filtered");
  CHECK(h.result(1) == R"({"n":1,"x":"é"})");
  CHECK(h.live() == JqRecords{R"({"n":1,"x":"é"})", R"({"n":1,"of":2})", R"({"n":2,"of":2})"});
}

TEST_CASE("jq: error fails its record only, with message and record") {
  sluice::Harness<JqScript> h(
      jq_config("if .e == 1 then error(\"no \\(.id)\") elif .e == 2 then error(null) elif .e == 3 "
                "then error({a: 1}) elif .e == 4 then .id.x elif .e == 5 then error else . end"));
  REQUIRE(h.run({R"({"id":7,"e":1})", R"({"id":8,"e":2})", R"({"id":9,"e":3})", R"({"id":4,"e":4})",
                 R"({"id":5,"e":5})", R"({"id":6})"})
              .ok());
  CHECK(h.result(0) == "failed: no 7 (record id=7)");
  CHECK(h.result(1) == "failed: null (record id=8)");
  CHECK(h.result(2) == "failed: {\"a\":1} (record id=9)");
  CHECK(h.result(3) == "failed: Cannot index number with string \"x\" (record id=4)");
  CHECK(h.result(4) == R"(failed: {"id":5,"e":5} (record id=5))");
  CHECK(h.live() == JqRecords{R"({"id":6})"});
}

TEST_CASE("jq: results before an error are no records") {
  sluice::Harness<JqScript> h(jq_config("1, 2, error(\"late\")"));
  REQUIRE(h.run({R"({"id":1})"}).ok());
  CHECK(h.result(0) == "failed: late (record id=1)");
  CHECK(h.live().empty());
}

TEST_CASE("jq: what is no program is refused with its line") {
  using H = sluice::Harness<JqScript>;
  CHECK(H::refusal(jq_config(".a\n| .b +")).find("/script: line 2: syntax error") == 0);
  CHECK(H::refusal(jq_config(".a\n| nothing_such")) ==
        "/script: line 2: nothing_such/0 is not defined");
  CHECK(H::asked(jq_config("$x"))->problems.size() == 1);
  CHECK(H::refusal("{}") == "/: jq.script takes script (inline) or file, one of them");
}

TEST_CASE("jq: the program may be in a file") {
  const sluice::test::TempFolder folder;
  const std::string good = folder.write("good.jq", ".n = 1 # one\n").string();
  const std::string bad = folder.write("bad.jq", ".a | include").string();
  CHECK(sluice::Harness<JqScript>(R"({"file":")" + good + "\"}").change("{}") == R"({"n":1})");
  CHECK(sluice::Harness<JqScript>::refusal(R"({"file":")" + bad + "\"}") ==
        "/file: " + bad + " line 1: a script cannot include files");
}

TEST_CASE("jq: numbers that a double would change keep their digits or fail") {
  const char* const record =
      R"({"id":9007199254740993,"x":1e400,"p":-0.12345678901234567,"q":19.5})";
  sluice::Harness<JqScript> h(
      jq_config("if .f == 1 then .id + 1 elif .f == 2 then \"n\\(.id)\" else [.id, .x, .p, (.id | "
                "digits), (.q | digits), .q * 2] end"));
  REQUIRE(
      h.run({record, R"({"f":1,"id":9007199254740993})", R"({"f":2,"id":9007199254740993})"}).ok());
  CHECK(h.result(0) ==
        R"([9007199254740993,1e400,-0.12345678901234567,"9007199254740993","19.5",39])");
  CHECK(h.result(1).find("failed: string") == 0);
  CHECK(h.result(2).find("failed: a text was made of a number that jq would change") == 0);
}

TEST_CASE("jq: marks are put around numbers only, and taken off again") {
  const std::string mark(sluice::jq::kMark);
  CHECK(marked(R"({"a":12345678901234567,"b":"12345678901234567\"","c":[1,-1e999]})") ==
        R"({"a":"12345678901234567)" + mark + R"(","b":"12345678901234567\"","c":[1,"-1e999)" +
            mark + R"("]})");
  CHECK(marked("12345678901234567") == "\"12345678901234567" + mark + "\"");
  CHECK(restored(R"(["12345678901234567)" + mark + R"(",1,"-1e999)" + mark + "\"]") ==
        "[12345678901234567,1,-1e999]");
  CHECK(restored(R"({"12345678901234567)" + mark + R"(":1})").find("a text was made of") == 0);
  CHECK(restored("\"x" + mark + "\"").find("a text was made of") == 0);
  CHECK(restored("\"1" + mark + "2\"").find("a text was made of") == 0);
}

TEST_CASE("jq: nan and infinite have no form in JSON") {
  sluice::Harness<JqScript> h(jq_config("if .n then {a: [nan]} else {a: {b: infinite}} end"));
  REQUIRE(h.run({R"({"n":1})", R"({"id":2})"}).ok());
  CHECK(h.result(0).find("failed: a result has a number that is none (nan)") == 0);
  CHECK(h.result(1).find("failed: a result has an infinite number") == 0);
}

TEST_CASE("jq: programs that reach for files or the environment are refused") {
  CHECK(refused("import \"a\" as $a; .") == "line 1: a script cannot import files");
  CHECK(refused(".\n| include \"a\"; .") == "line 2: a script cannot include files");
  CHECK(refused(".a = $ENV.HOME") == "line 1: $ENV is not there: a script has no environment");
  CHECK(refused("\"\\(\"x\" + (1|tostring) + $ENV.A)\"").find("line 1: $ENV") == 0);
  CHECK(refused("{import: 1, include : 2} | .import, .include, $import, \"import $ENV\" # $ENV")
            .empty());
}

TEST_CASE("jq: what reaches out of the record fails it") {
  sluice::Harness<JqScript> h(jq_config(
      "if .f == 0 then env elif .f == 1 then input elif .f == 2 then [inputs] elif .f == 3 "
      "then now elif .f == 4 then halt elif .f == 5 then debug elif .f == 6 then "
      "input_filename elif .f == 7 then halt_error(1) else localtime end"));
  REQUIRE(h.run({R"({"f":0})", R"({"f":1})", R"({"f":2})", R"({"f":3})", R"({"f":4})", R"({"f":5})",
                 R"({"f":6})", R"({"f":7})", R"({"f":8})"})
              .ok());
  for (size_t i = 0; i < 9; i++) {
    CHECK(h.result(i).find("failed: ") == 0);
    CHECK(h.result(i).find(" is not there: ") != std::string::npos);
  }
}

TEST_CASE("jq: endless programs, too many results, too much memory and a crash fail their record") {
  sluice::Harness<JqScript> h(
      jq_config("if .f == 0 then last(repeat(1)) elif .f == 1 then range(1e9) elif .f == 2 then "
                "[range(1e9)] elif .f == 3 then reduce range(1e5) as $i (0; [.]) else . end",
                R"(,"limits":{"outputs":10,"memory":33554432,"time_ms":3000})"));
  REQUIRE(h.run({R"({"f":1})", R"({"f":2})", R"({"f":3})", R"({"f":9})"}).ok());
  CHECK(h.result(0) ==
        "failed: the script gives more than 10 results for this record "
        "(limits.outputs) (record 1 of its batch)");
  CHECK(h.result(1).find("failed: ") == 0);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(__clang__)
  // The sanitizers end a process without memory themselves.
  CHECK(h.result(1) ==
        "failed: the script needs more than 33554432 bytes of memory for this record "
        "(limits.memory) (record 2 of its batch)");
#endif
  CHECK(h.result(2).find("failed: ") == 0);
  CHECK(h.result(3) == R"({"f":9})");
}

TEST_CASE("jq: a program without an end is stopped, and the next record has another worker") {
  sluice::Harness<JqScript> h(
      jq_config("def f: f; if .f == 0 then f else . end", R"(,"limits":{"time_ms":50})"));
  REQUIRE(h.run({R"({"f":1})", R"({"id":2,"f":0})", R"({"f":3})"}).ok());
  CHECK(h.live() == JqRecords{R"({"f":1})", R"({"f":3})"});
  CHECK(h.result(1) ==
        "failed: the script runs longer than 50 ms for this record (limits.time_ms) "
        "(record id=2)");
}

TEST_CASE("jq: huge and deep records, empty ones and other kinds pass or fail by themselves") {
  std::string lines;
  for (int i = 0; i < 20'000; i++) lines += (i ? ",{\"n\":" : "{\"n\":") + std::to_string(i) + "}";
  const std::string huge = R"({"l":[)" + lines + "]}";
  const std::string deep = std::string(400, '[') + std::string(400, ']');
  sluice::Harness<JqScript> h(jq_config("."));
  REQUIRE(h.run({huge, deep, "{}", "[]", "null", R"("é\u00e9\u0000")"}).ok());
  CHECK(h.result(0) == huge);
  CHECK(h.result(1).find("failed: jq cannot read the record: ") == 0);
  CHECK(h.result(2) == "{}");
  CHECK(h.result(3) == "[]");
  CHECK(h.result(4) == "null");
  CHECK(h.result(5) == R"("éé\u0000")");
}

TEST_CASE("jq: more records and results than fit between the processes keep their order") {
  sluice::Harness<JqScript> h(jq_config(". as $r | range(3) | {n: $r.n, i: ., t: $r.t}"));
  REQUIRE(h.run({}).ok());
  const std::string text(2000, 'x');
  for (int i = 0; i < 300; i++) {
    size_t index = 0;
    const std::string record = R"({"n":)" + std::to_string(i) + R"(,"t":")" + text + "\"}";
    REQUIRE(h.abi()->records_api->add_source(h.abi(), sluice::slice(record), &index) == SLUICE_OK);
  }
  REQUIRE(h.again().ok());
  const JqRecords all = h.live();
  REQUIRE(all.size() == 900);
  for (size_t i = 0; i < all.size(); i++)
    CHECK(all[i].find(R"({"n":)" + std::to_string(i / 3) + R"(,"i":)" + std::to_string(i % 3) +
                      ",") == 0);
}

TEST_CASE("jq: nothing of one record is there for the next") {
  sluice::Harness<JqScript> h(
      jq_config("label $out | foreach (1, 2) as $x (.n; . + $x; ., break "
                "$out)"));
  REQUIRE(h.run({R"({"n":1})", R"({"n":10})"}).ok());
  CHECK(h.live() == JqRecords{"2", "11"});
}

TEST_CASE("no record at the edges fails the batch of a jq program") {
  for (const char* script : {".seen = .k", ".k |= length", ".k", ".[]?", "{k: (.k + 1)}"}) {
    CAPTURE(script);
    sluice::Harness<JqScript> all(jq_config(script));
    for (const std::string& record : sluice::test::edge_records())
      sluice::test::check_edge(all.change(record), record);
  }
}
