// The files of a configuration as they are edited through the API.
#include <filesystem>

#include "app/api/secret_marks.hpp"
#include "dashboard_rig.hpp"
#include "platform/whole_file.hpp"

using namespace sluice;
using namespace sluice::app;
using sluice::app::test::ApiRig;
using sluice::app::test::DashboardRig;
using sluice::app::test::header_of;
using sluice::app::test::Headers;

namespace fs = std::filesystem;

namespace {

const std::string kFiles = "/api/v1/configuration/files";

bool says(const listener::Response& response, const std::string& text) {
  return response.body.find(text) != std::string::npos;
}

// A server whose reloads succeed.
struct FilesRig : ApiRig {
  FilesRig() { publish({}, "1-1"); }

  void put_on_disk(const std::string& path, const std::string& text) {
    fs::create_directories((shop / path).parent_path());
    REQUIRE(platform::write_whole(shop / path, text).ok());
  }
  std::optional<std::string> on_disk(const std::string& path) {
    return platform::read_whole(shop / path);
  }

  listener::Response change(const std::string& method, const std::string& target, Headers headers,
                            const std::string& body = {}, Outcome reloaded = {}) {
    auto reply = loop([&](const ControlCommand&) { return std::move(reloaded); });
    auto out = ask(method, target, headers, body);
    // A refused change asks for no reload: then the loop is given something else to do.
    if (out.status != 200) control.ask(ReloadCommand{"*"});
    reply.join();
    return out;
  }
  listener::Response put(const std::string& path, const std::string& tag, const std::string& text) {
    Headers headers = {{"Content-Type", "text/yaml"}};
    headers[tag == "*" ? "If-None-Match" : "If-Match"] = tag;
    return change("PUT", kFiles + "/" + path, headers, text);
  }
  std::string tag_of_file(const std::string& path) { return tag_of_text(*on_disk(path)); }
};

}  // namespace

TEST_CASE("the files of a folder are listed by their paths, tests among them, nothing else") {
  FilesRig rig;
  rig.put_on_disk("a.yaml", "x");
  rig.put_on_disk("sub/b.yml", "yy");
  rig.put_on_disk("a.test.yaml", "tests:");
  rig.put_on_disk(".hidden.yaml", "secret");
  rig.put_on_disk("state/sluice.db", "");
  rig.put_on_disk("state/own.yaml", "secret");
  rig.put_on_disk("notes.txt", "x");
  const auto list = rig.get(kFiles);
  CHECK(says(list, R"({"path":"sub/b.yml","size":2,"etag":)"));
  CHECK(says(list, R"("path":"a.test.yaml")"));
  for (const char* other : {"hidden", "own.yaml", "notes", "sluice.db"})
    CHECK_FALSE(says(list, other));
}

TEST_CASE("a file is read with its tag, saved with it, and known again by the next tag") {
  FilesRig rig;
  rig.put_on_disk("a.yaml", "one # mine\n");
  const auto file = rig.get(kFiles + "/a.yaml");
  CHECK(file.body == "one # mine\n");
  const auto saved = rig.put("a.yaml", header_of(file, "ETag"), "two # mine\n");
  CHECK(saved.status == 200);
  CHECK(says(saved, R"("revision":"1-1")"));
  CHECK(*rig.on_disk("a.yaml") == "two # mine\n");
  CHECK(says(saved, rig.tag_of_file("a.yaml").substr(1, 32)));
}

TEST_CASE("a second editor is refused, and gets the text of the first with who it was") {
  FilesRig rig;
  rig.put_on_disk("a.yaml", "one");
  const std::string seen = rig.tag_of_file("a.yaml");
  REQUIRE(rig.put("a.yaml", seen, "first").status == 200);
  const auto second = rig.put("a.yaml", seen, "second");
  CHECK(second.status == 412);
  CHECK(says(second, R"("text":"first","who":"local")"));
  CHECK(*rig.on_disk("a.yaml") == "first");
}

TEST_CASE("nothing is saved without a precondition, and a new file takes no other's place") {
  FilesRig rig;
  rig.put_on_disk("a.yaml", "one");
  CHECK(rig.change("PUT", kFiles + "/a.yaml", {}, "two").status == 428);
  CHECK(rig.put("a.yaml", "*", "two").status == 412);
  CHECK(rig.put("b.yaml", "*", "new").status == 200);
  CHECK(*rig.on_disk("b.yaml") == "new");
  CHECK(rig.put("c.yaml", "\"tag\"", "new").status == 412);
}

TEST_CASE("a bad edit is not saved, and says what is wrong and where") {
  FilesRig rig;
  rig.put_on_disk("a.yaml", "one");
  const auto refused = rig.put("a.yaml", rig.tag_of_file("a.yaml"), "BAD");
  CHECK(refused.status == 422);
  CHECK(says(refused, R"("file":"a.yaml","line":1)"));
  CHECK(*rig.on_disk("a.yaml") == "one");
  CHECK(rig.history.list(0, 9).empty());
}

TEST_CASE("what the server cannot take after all is said, and the file stays saved") {
  FilesRig rig;
  rig.put_on_disk("a.yaml", "one");
  const auto saved =
      rig.change("PUT", kFiles + "/a.yaml", {{"If-Match", "*"}}, "two", {Outcome::Kind::kRefused});
  CHECK(saved.status == 200);
  CHECK(says(saved, "\"problems\":[]"));
}

TEST_CASE("a change is in the history with both texts, and can be undone once") {
  FilesRig rig;
  rig.put_on_disk("a.yaml", "one");
  REQUIRE(rig.put("a.yaml", "\"x\", " + rig.tag_of_file("a.yaml"), "two").status == 200);
  CHECK(says(rig.get("/api/v1/configuration/history"), R"("path":"a.yaml","action":"change")"));
  CHECK(says(rig.get("/api/v1/configuration/history/1"), R"("before":"one","after":"two")"));
  const std::string undo = "/api/v1/configuration/history/1/undo";
  CHECK(rig.change("POST", undo, {}).status == 200);
  CHECK(*rig.on_disk("a.yaml") == "one");
  CHECK(rig.change("POST", undo, {}).status == 409);
  CHECK(rig.get("/api/v1/configuration/history/9").status == 404);
}

TEST_CASE("a deleted file comes back by undo, a new one goes by it") {
  FilesRig rig;
  rig.put_on_disk("a.yaml", "one");
  const Headers seen = {{"If-Match", rig.tag_of_file("a.yaml")}};
  CHECK(rig.change("DELETE", kFiles + "/a.yaml", seen).status == 200);
  CHECK_FALSE(rig.on_disk("a.yaml"));
  REQUIRE(rig.put("b.yaml", "*", "new").status == 200);
  CHECK(rig.change("POST", "/api/v1/configuration/history/1/undo", {}).status == 200);
  CHECK(*rig.on_disk("a.yaml") == "one");
  CHECK(rig.change("POST", "/api/v1/configuration/history/2/undo", {}).status == 200);
  CHECK_FALSE(rig.on_disk("b.yaml"));
}

TEST_CASE("the history is bounded") {
  FilesRig rig;
  for (size_t i = 0; i < ConfigHistory::kMost + 5; i++)
    REQUIRE(rig.history.add({0, 0, "x", "a.yaml", "change", "1", "2"}).ok());
  CHECK(rig.history.list(0, 2 * ConfigHistory::kMost).size() == ConfigHistory::kMost);
  CHECK_FALSE(rig.history.find(1));
}

TEST_CASE("no path leads out of the folder, to a hidden file, or to another kind of file") {
  FilesRig rig;
  REQUIRE(platform::write_whole(rig.folder / "outside.yaml", "x").ok());
  rig.put_on_disk("state/sluice.db", "");
  fs::create_symlink(rig.folder / "outside.yaml", rig.shop / "link.yaml");
  fs::create_directory_symlink(rig.folder.path(), rig.shop / "up");
  for (const char* path :
       {"..%2Foutside.yaml", "%2e%2e%2foutside.yaml", "sub%2F..%2F..%2Foutside.yaml",
        "%2Fetc%2Fx.yaml", "link.yaml", "up%2Foutside.yaml", ".hidden.yaml", "a%2F.b%2Fc.yaml",
        "state%2Fown.yaml", "sluice.db", "a.sh", "a.yaml%00.txt", "a%0A.yaml", ".%2Fa.yaml",
        "a%5C..%5Cb.yaml"}) {
    CHECK_MESSAGE(rig.get(kFiles + "/" + path).status == 400, path);
    CHECK_MESSAGE(rig.put(path, "*", "x").status == 400, path);
  }
  CHECK(*platform::read_whole(rig.folder / "outside.yaml") == "x");
  const auto unsaved =
      rig.ask("POST", "/api/v1/configuration/validate", {}, R"({"files":{"../outside.yaml":"x"}})");
  CHECK(unsaved.status == 400);
}

TEST_CASE("a configuration of one file has that file and its tests only") {
  FilesRig rig;
  rig.put_on_disk("shop.yaml", "x");
  const ConfigFolder one((rig.shop / "shop.yaml").string());
  CHECK(one.check_path("shop.yaml").ok());
  CHECK(one.check_path("shop.test.yaml").ok());
  CHECK_FALSE(one.check_path("other.yaml").ok());
  CHECK(one.files().size() == 1);
  CHECK(one.path_of(one.name_of("shop.yaml")) == "shop.yaml");
}

TEST_CASE("unsaved texts are checked under the names of their files, and nothing is saved") {
  FilesRig rig;
  rig.put_on_disk("a.yaml", "one");
  const auto answer = rig.ask("POST", "/api/v1/configuration/validate", {},
                              R"({"files":{"a.yaml":"BAD","b.yaml":null}})");
  CHECK(answer.status == 200);
  CHECK(says(answer, R"("severity":"error","file":"a.yaml")"));
  REQUIRE(rig.bench.checked.size() == 1);
  CHECK(rig.bench.checked[0].at((rig.shop / "a.yaml").string()) == "BAD");
  CHECK_FALSE(rig.bench.checked[0].at((rig.shop / "b.yaml").string()));
  CHECK(*rig.on_disk("a.yaml") == "one");
}

TEST_CASE("unsaved texts are checked and listed for who may save them only") {
  DashboardRig rig;
  for (const char* path : {"configuration/validate", "objects"}) {
    const auto ask = [&](Role role, const std::string& body) {
      return rig.browse("POST", "/api/v1/" + std::string(path), rig.signed_in(role), body).status;
    };
    CHECK_MESSAGE(ask(Role::kOperator, R"({"files":{"a.yaml":"to: ${API_TOKEN}"}})") == 403, path);
    CHECK_MESSAGE(ask(Role::kOperator, R"({"files":{"a.yaml":null}})") == 403, path);
    CHECK_MESSAGE(ask(Role::kOperator, R"({"files":{}})") == 200, path);
    CHECK_MESSAGE(ask(Role::kOperator, "{}") == 200, path);
  }
  CHECK(rig.bench.checked.size() == 2);
  CHECK(rig.bench.checked[0].empty());
}

TEST_CASE("a secret that stands in a file is not shown, and stays there when the rest is edited") {
  FilesRig rig;
  rig.redactor.protect("very-secret-token");
  rig.put_on_disk("a.yaml", "token: very-secret-token\nname: ${NAME}\n");
  const auto file = rig.get(kFiles + "/a.yaml");
  CHECK_FALSE(says(file, "very-secret"));
  CHECK(says(file, "name: ${NAME}"));
  REQUIRE(rig.put("a.yaml", header_of(file, "ETag"), file.body + "more: 1\n").status == 200);
  CHECK(*rig.on_disk("a.yaml") == "token: very-secret-token\nname: ${NAME}\nmore: 1\n");
  CHECK_FALSE(says(rig.get("/api/v1/configuration/history/1"), "very-secret"));
  const auto stale = rig.put("a.yaml", "\"old\"", "x");
  CHECK(stale.status == 412);
  CHECK_FALSE(says(stale, "very-secret"));
}

TEST_CASE("a mark cannot carry a secret into another file") {
  FilesRig rig;
  rig.redactor.protect("very-secret-token");
  rig.put_on_disk("a.yaml", "token: very-secret-token\n");
  rig.put_on_disk("b.yaml", "x: 1\n");
  const auto refused =
      rig.put("b.yaml", rig.tag_of_file("b.yaml"), "note: __SLUICE_KEPT_SECRET_1__\n");
  CHECK(refused.status == 422);
  CHECK(*rig.on_disk("b.yaml") == "x: 1\n");
}

TEST_CASE("marks are put back whatever their order and number") {
  services::Redactor redactor;
  std::string text;
  for (int i = 10; i < 22; i++) {
    redactor.protect("secret-number-" + std::to_string(i));
    text += "k" + std::to_string(i) + ": secret-number-" + std::to_string(i) + "\n";
  }
  const auto marked = mark_secrets(text, redactor);
  REQUIRE(marked);
  CHECK(marked->find("secret-number") == std::string::npos);
  CHECK(*put_secrets_back(*marked, text, redactor) == text);
}

TEST_CASE("a viewer reads the configuration, and changes and tries nothing") {
  DashboardRig rig;
  rig.publish({});
  REQUIRE(platform::write_whole(rig.shop / "a.yaml", "one").ok());
  Headers in = rig.signed_in(Role::kViewer);
  CHECK(rig.browse("GET", kFiles, in).status == 200);
  CHECK(rig.browse("POST", "/api/v1/preview", in, "{}").status == 403);
  CHECK(rig.browse("POST", "/api/v1/clients/shop/check", in).status == 403);
  CHECK(rig.browse("POST", "/api/v1/incoming/x/page", in).status == 403);
  CHECK(rig.browse("POST", "/api/v1/eval", in, "{}").status == 403);
  in["If-Match"] = "*";
  CHECK(rig.browse("PUT", kFiles + "/a.yaml", in, "two").status == 403);
  CHECK(*platform::read_whole(rig.shop / "a.yaml") == "one");
}
