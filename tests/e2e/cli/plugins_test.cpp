#include <doctest/doctest.h>

#include "program.hpp"

using namespace sluice::test;

TEST_CASE("plugins are listed and shown with a config to copy") {
  const Program program;
  const Ran list = program.run("plugins list");
  CHECK(list.code == 0);
  CHECK(has(list.out, "file.publisher  publisher: "));
  const Ran show = program.run("plugins show file");
  CHECK(has(show.out, "use: file.publisher"));
  CHECK(has(show.out, "mode  one of append, replace, default \"append\""));
  const Ran wrong = program.run("plugins show fiel");
  CHECK(wrong.code == 2);
  CHECK(has(wrong.err, "did you mean \"file\"?"));
}

TEST_CASE("a file that is no plugin is refused with its reason, the rest is used") {
  const Program program;
  program.folder().write("plugins/text.so", "not a library\n");
  const Ran list = program.run("plugins list --plugins plugins");
  CHECK(list.code == 0);
  CHECK(has(list.out, "refused: "));
  CHECK(has(list.out, "text.so"));
}

TEST_CASE("schemas are printed for editors and for the documentation") {
  const Program program;
  const Ran whole = program.run("schema");
  CHECK(whole.code == 0);
  CHECK(has(whole.out, "\"file.publisher\": {"));
  CHECK(has(program.run("schema file.publisher").out, "\"additionalProperties\": false"));
  CHECK(has(program.run("schema --markdown").out, "| `limits.record` |"));
  const Ran one = program.run("schema file.publisher --markdown");
  CHECK(has(one.out, "### file.publisher\n"));
  CHECK(has(one.out, "| `path` | text | required |"));
  CHECK(!has(one.out, "\n## "));
  CHECK(program.run("schema file.publsher").code == 2);
}

TEST_CASE("a plugin's topic is shown in its own words, an unknown one says what was meant") {
  const Program program;
  if (program.run("plugins show lightspeedhq").code != 0) return;  // its folder may be deleted
  CHECK(has(program.run("plugins show lightspeedhq").out, "  products  read: list, get  write: "));
  Ran ran = program.run("plugins show lightspeedhq products");
  CHECK(ran.code == 0);
  CHECK(has(ran.out, "  list  GET /products\n"));
  CHECK(has(ran.out, "use: lightspeedhq.subscriber"));
  ran = program.run("plugins show --json lightspeedhq products");
  CHECK(has(ran.out, "{\"connector\":\"lightspeedhq\""));
  ran = program.run("plugins show lightspeedhq prodcuts");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "did you mean \"products\"?"));
}

TEST_CASE("a plugin without topics says so") {
  const Program program;
  const Ran ran = program.run("plugins show core filter");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "plugin core describes nothing further"));
}
