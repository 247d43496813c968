// The printed bound holds for any input: the real program runs under it, with each step that can
// make much of little, over records made to be nasty.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "program.hpp"

using namespace sluice::test;

namespace {

// Program, libraries, threads' stacks and the store, which the bound does not speak of.
constexpr size_t kProgramBytes = size_t{96} << 20;

std::string repeated(const std::string& text, size_t count) {
  std::string out;
  for (size_t i = 0; i < count; i++) out += text;
  return out;
}

std::string array_of(const std::string& item, size_t count) {
  std::string out = "[" + repeated(item + ",", count);
  out.back() = ']';
  return out;
}

// At 100 percent each of about 700 KB, under the limit of 1 MiB.
std::string nasty_records(size_t percent) {
  const auto of = [percent](size_t count) { return count * percent / 100; };
  const auto record = [](const std::string& id, const std::string& list, const std::string& more) {
    return R"({"id":")" + id + R"(","l":)" + list + R"(,"n":{"a":[1, 2],"b":{"c":null}})" + more +
           "}\n";
  };
  std::string members;
  for (size_t i = 0; i < of(60'000); i++) members += ",\"m" + std::to_string(i) + "\":1";
  return record("numbers", array_of("1", of(350'000)), "") + record("members", "[1,2,3]", members) +
         record("objects", array_of(R"({"a":{"b":[1,{}]},"s":"\u00e9"})", of(20'000)), "") +
         record("texts", array_of("\"\\u0001x\"", of(60'000)), "") +
         record("deep", repeated("[", 500) + repeated("]", 500), "") +
         record("long", "[\"" + repeated("\\n", of(350'000)) + "\"]", "") +
         record("digits", "[" + std::string(of(700'000), '7') + "]", "") +
         record("empty", "[]", "") + repeated("{\"id\":0,\"l\":[1,2]}\n", 30'000);
}
constexpr int kRecords = 30'008;

struct Case {
  const char* name;
  const char* steps;
  size_t percent = 100;
};
const Case kCases[] = {
    {"branch", "[{use: core.branch, items: l}]"},
    {"branch, parents kept", "[{use: core.branch, items: l, as: x, keep_parent: true}]"},
    {"branch, filtered, parents kept",  // the square of its size is written
     "[{use: core.branch, items: 'l[?@]', as: x, keep_parent: true}]", 4},
    {"branch of branches",
     "[{use: core.branch, items: l, as: x, keep_parent: true}, {use: core.branch, items: "
     "'l[*].[@]'}]"},
    {"distinct by all", "[{use: core.distinct, by: '@'}]"},
    {"distinct by a list", "[{use: core.distinct, by: l, keep: first}]"},
    {"map of projections", "[{use: core.map, set: {x: 'l[*].[@, @, @]', y: '[l, l, l][]'}}]"},
    {"map that squares", "[{use: core.map, set: {x: '[l, l, l, l, l, l, l, l][].to_string(@)'}}]"},
    {"map of sorts and joins",
     "[{use: core.map, set: {x: 'sort(l[*].to_string(@))', y: \"join(',', l[*].to_string(@))\"}}]"},
    {"map that doubles often",
     "[{use: core.map, set: {x: '[l,l]'}}, {use: core.map, set: {x: '[x,x,x,x]'}}, {use: core.map, "
     "set: {x: '[x,x,x,x]'}}]"},
    {"moves and drops", "[{use: core.map, move: {l: a.b.c.d}, drop: [n]}]"},
    {"cast", "[{use: core.cast, fields: {id: string, l: string}, bad_value: keep}]"},
    {"filter", "[{use: core.filter, where: 'length(l[*].to_string(@)) > `1`'}]"},
    {"text", "[{use: title_case.transformer, field: id}]"},
};

std::string config(const Case& one, int lanes) {
  return "host:\n  lanes: " + std::to_string(lanes) +
         "\n  limits: {record: 1048576, page: 4194304, batch_memory: 16777216}\n"
         "pipelines:\n  p:\n    subscriber: {use: file.subscriber, path: in.ndjson}\n"
         "    transformers: " +
         one.steps +
         "\n"
         "    publishers: [{use: file.publisher, path: /dev/null}]\n";
}

size_t number_in(const std::string& text, const std::string& name) {
  const size_t at = text.find("\"" + name + "\":");
  return at == std::string::npos ? 0 : std::stoul(text.substr(at + name.size() + 3));
}

}  // namespace

TEST_CASE("every step stays within the printed bound, whatever comes") {
  const Program program;
  program.folder().write("in.ndjson", "{\"id\":1}\n");
  program.folder().write("c.yaml", config({"", "[]"}, 2));
  const size_t bound = number_in(program.run("run c.yaml --json").out, "memory_bound_bytes");
  REQUIRE(bound > 0);
  const std::string limit = "ulimit -d " + std::to_string((bound + kProgramBytes) / 1024) + ";";
  for (const Case& one : kCases) {
    CAPTURE(one.name);
    program.folder().write("in.ndjson", nasty_records(one.percent));
    program.folder().write("c.yaml", config(one, 2));
    const Ran ran =
        program.run("run c.yaml --json --state=" + std::to_string(&one - kCases), limit);
    CHECK_MESSAGE((ran.code == 0 || ran.code == 3), ran.err);
    CHECK(number_in(ran.out, "read") == kRecords);
  }
}
