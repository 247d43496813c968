// What check says of a pipeline whose source's members the catalogue knows.
#include <doctest/doctest.h>

#include <string>

#include "program.hpp"

using namespace sluice::test;

namespace {

// What check prints of customers that go through these steps.
std::string checked(const std::string& steps, const std::string& more = "",
                    const std::string& entity = "customers") {
  const Program program;
  program.folder().write(
      "c.yaml",
      "clients: {h: {use: http.client, base_uri: 'http://127.0.0.1:1'}, "
      "shop: {use: lightspeedhq.client, base_uri: 'http://127.0.0.1:1', token: t}}\n"
      "tables: {t: {rows: {a: 1}}}\n"
      "pipelines:\n"
      "  p:\n"
      "    subscriber: {use: lightspeedhq.subscriber, client: shop, entity: " +
          entity + more + "}\n    transformers:\n" + steps +
          "    publisher: {use: file.publisher, path: out.ndjson}\n");
  const Ran ran = program.run("check c.yaml");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  return ran.err;
}

bool warns(const std::string& told) { return has(told, "is always null") || has(told, "holds: "); }

}  // namespace

TEST_CASE("check warns of a member that the entity does not have, at its place") {
  const std::string told =
      checked("      - {use: core.filter, where: \"emial && balance > `0`\"}\n");
  CHECK(has(told, "there is no member \"emial\"; did you mean email?"));
  CHECK(has(told, "c.yaml:7:"));
}

TEST_CASE("check warns of comparisons that cannot hold, also in when and where of a target") {
  CHECK(warns(checked("      - {use: core.filter, where: \"balance == '0'\"}\n")));
  CHECK(warns(checked("      - {use: core.map, when: \"balance == '0'\", const: {a: 1}}\n")));
  CHECK(
      warns(checked("      - {use: core.map, const: {a: 1}}\n"
                    "      - {use: core.filter, where: \"a == 'x'\"}\n")));
}

TEST_CASE("check follows what core.map makes of the members") {
  CHECK(
      warns(checked("      - {use: core.map, move: {email: mail}}\n"
                    "      - {use: core.filter, where: email}\n")));
  CHECK_FALSE(
      warns(checked("      - {use: core.map, move: {email: mail}, set: {n: \"balance\"}}\n"
                    "      - {use: core.filter, where: \"mail && n > `1`\"}\n")));
}

TEST_CASE("check warns of members that cannot exist in every step that names some") {
  for (const char* step :
       {"{use: core.distinct, by: nope}", "{use: core.cast, fields: {nope: integer}}",
        "{use: core.branch, items: nope}", "{use: core.lookup, table: t, key: nope, as: x}",
        "{use: core.gather, by: nope}", "{use: core.gather, by: id, collect: nope}",
        "{use: core.gather, by: id, sort: nope}", "{use: core.changed, by: nope}",
        "{use: core.changed, by: id, ignore: [email, nope]}", "{use: core.map, rename: {nope: x}}",
        "{use: core.map, each: nope, set: {a: id}}",
        "{use: http.lookup, client: h, path: '/x/{nope}', as: y}",
        "{use: http.lookup, client: h, path: '/x/{id}', as: y, query: {q: nope}}",
        "{switch: [{when: id, transformers: [{use: core.log}]}, "
        "{when: nope, transformers: [{use: core.log}]}]}"}) {
    CAPTURE(step);
    const std::string told = checked("      - " + std::string(step) + "\n");
    CHECK_MESSAGE(has(told, "there is no member \"nope\""), told);
    CHECK_MESSAGE(has(told, "c.yaml:7:"), told);
  }
}

TEST_CASE("check follows what core.cast and core.lookup leave of the members") {
  const std::string wrong = "      - {use: core.filter, where: nope}\n";
  CHECK(warns(checked("      - {use: core.cast, fields: {balance: string}}\n" + wrong)));
  const std::string lookup = "      - {use: core.lookup, table: t, key: id, as: found}\n";
  CHECK(warns(checked(lookup + wrong)));
  CHECK_FALSE(warns(checked(lookup + "      - {use: core.filter, where: found.name}\n")));
  CHECK_FALSE(
      warns(checked("      - {use: core.changed, by: id, deletions: true}\n"
                    "      - {use: core.filter, where: deleted}\n",
                    ", incremental: false")));
}

TEST_CASE("check knows what hooks get: the record as the target got it, request, response, error") {
  const Program program;
  program.folder().write(
      "c.yaml",
      "clients: {shop: {use: lightspeedhq.client, base_uri: 'http://127.0.0.1:1', token: t}}\n"
      "outgoing:\n"
      "  out:\n"
      "    transformers: [{use: core.map, move: {email: mail}}]\n"
      "    on_success: [{use: core.filter, where: record.mail && recrod}]\n"
      "    on_error:\n"
      "      - {use: core.filter, where: record.email}\n"
      "      - {use: core.filter, where: \"response.status == '409'\"}\n"
      "    publisher: {use: file.publisher, path: out.ndjson}\n"
      "pipelines:\n"
      "  p:\n"
      "    subscriber: {use: lightspeedhq.subscriber, client: shop, entity: customers}\n"
      "    to: out\n");
  const Ran ran = program.run("check c.yaml");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(has(ran.err, "there is no member \"recrod\"; did you mean record?"));
  CHECK(has(ran.err, "`record.email` is always null"));
  CHECK(has(ran.err, "`response.status == '409'` never holds: one side is of type number"));
  CHECK_FALSE(has(ran.err, "record.mail"));
}

TEST_CASE("check says nothing of what it does not know") {
  for (const char* steps : {"      - {use: core.cast, fields: {balance: string}}\n"
                            "      - {use: core.filter, where: \"balance == '0'\"}\n",
                            "      - {use: core.map, each: lines, set: {a: b}}\n"
                            "      - {use: core.filter, where: lines}\n",
                            "      - {use: core.map, when: \"balance\", set: {a: email}}\n"
                            "      - {use: core.filter, where: a}\n",
                            "      - {use: core.map, on_error: keep, keep: [email]}\n"
                            "      - {use: core.filter, where: phone}\n"})
    CHECK_MESSAGE(!warns(checked(steps)), steps);
  const std::string wrong = "      - {use: core.filter, where: emial}\n";
  CHECK_FALSE(warns(checked(wrong, ", version: '2026-10'")));
  CHECK_FALSE(warns(checked(wrong, "", "products")));  // their list is not complete
  CHECK(
      warns(checked("      - {use: core.filter, where: \"active == 'true'\"}\n", "", "products")));
}
