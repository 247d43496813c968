// Where records end up that the real steps make of others.
#include <doctest/doctest.h>

#include "program.hpp"

using namespace sluice::test;

TEST_CASE("what the steps make of a record stands where it stood, in cases and under when") {
  const Program program;
  program.folder().write("in.ndjson",
                         "{\"id\":1,\"kind\":\"branch\",\"parts\":[{\"id\":11},{\"id\":12}]}\n"
                         "{\"id\":2,\"kind\":\"lua\"}\n"
                         "{\"id\":3,\"kind\":\"cases\",\"parts\":[{\"id\":31},{\"id\":32}]}\n"
                         "{\"id\":4}\n{\"id\":6,\"kind\":\"cases\"}\n{\"id\":7}\n");
  program.folder().write("c.yaml", R"(
pipelines:
  copy:
    subscriber: {use: file.subscriber, path: in.ndjson}
    transformers:
      - {use: core.branch, when: kind == 'branch', items: parts}
      - switch:
          - when: kind == 'lua'
            transformers:
              - {use: lua.script, script: 'return {id = 21}, {id = 22}'}
          - when: kind == 'cases'
            transformers:
              - switch:
                  - when: id > `5`
                    transformers: [{use: jq.script, script: '{id: (61, 62)}'}]
                else: [{use: core.branch, items: parts}]
    publishers: [{use: file.publisher, path: out.ndjson}]
)");
  const Ran ran = program.run("run c.yaml");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(read_file(program.folder() / "out.ndjson") ==
        "{\"id\":11}\n{\"id\":12}\n{\"id\":21}\n{\"id\":22}\n{\"id\":31}\n{\"id\":32}\n{\"id\":4}\n"
        "{\"id\":61}\n{\"id\":62}\n{\"id\":7}\n");
}
