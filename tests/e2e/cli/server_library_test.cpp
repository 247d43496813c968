#include <doctest/doctest.h>

#include "program.hpp"
#include "support/tcp_listener.hpp"

using namespace sluice::test;
namespace fs = std::filesystem;

namespace {

// For `sluice auth`, which waits at `port` for the browser.
std::string authorized_at(int port) {
  return "host: {state: state, credential_key: \"" + std::string(64, '5') + R"("}
clients:
  shop:
    use: lightspeedhq.client
    base_uri: http://127.0.0.1:1
    oauth:
      client_id: simulator
      client_secret: simulator-secret
      scopes: ["products:read"]
      authorize_uri: http://127.0.0.1:1/connect
      redirect_uri: http://127.0.0.1:)" +
         std::to_string(port) + R"(/callback
pipelines: {p: {subscriber: {use: file.subscriber, path: in}, publishers: [{use: file.publisher, path: out}]}}
)";
}

// A pipeline that listens at `port` for webhooks.
std::string webhook_at(int port) {
  return R"(host: {state: state}
clients: {shop: {use: lightspeedhq.client, base_uri: "http://127.0.0.1:1", token: t}}
pipelines:
  p:
    subscriber:
      use: lightspeedhq.webhook
      client: shop
      types: [product.update]
      secret: s
      fetch: false
      stop_when_idle_s: 1
      port: )" +
         std::to_string(port) + R"(
    publishers: [{use: file.publisher, path: out}]
)";
}

const std::string kCopy = R"(host: {state: state}
pipelines: {p: {subscriber: {use: file.subscriber, path: in}, publishers: [{use: file.publisher, path: out}]}}
)";

// An installation of its own, without lib, and one configuration.
class Installed {
 public:
  explicit Installed(const std::string& config) {
    fs::create_directories(folder_ / "bin");
    fs::create_directories(folder_ / "plugins");
    fs::copy_file(SLUICE_PROGRAM, folder_ / "bin/sluice");
    for (const char* name : {"file.so", "lightspeedhq.so"})
      fs::copy_file(fs::path(TEST_PLUGINS) / name, folder_ / "plugins" / name);
    program_.folder().write("c.yaml", config);
    program_.folder().write("in", "{\"id\":1}\n");
  }
  Ran run(const std::string& arguments) const {
    return program_.run(arguments, "SLUICE_PLUGINS='" + (folder_ / "plugins").string() + "'");
  }
  std::string delivered() const { return read_file(program_.folder() / "out"); }
  void break_library() const { folder_.write("lib/" + library_name(), "not a library"); }
  void check_says_what_to_do(const Ran& ran, const std::string& why) const {
    CAPTURE(ran.err);
    const std::string file = folder_ / "lib" / library_name();
    CHECK(has(ran.err, "cannot load " + file + ", which listening needs: " + why));
    CHECK(has(ran.err, "; install it again, from the release of this program"));
  }

 private:
  static std::string library_name() { return fs::path(SLUICE_SERVER_LIBRARY).filename(); }

  TempFolder folder_;
  Program program_{folder_ / "bin/sluice"};
};

// How a program that lacks nothing ends when its port is taken.
int ends_with_taken_port(const std::string& arguments, std::string (*config_at)(int port)) {
  const TcpListener taken;
  const Program program;
  program.folder().write("c.yaml", config_at(taken.port()));
  const Ran ran = program.run(arguments);
  CHECK_MESSAGE(has(ran.err, std::to_string(taken.port())), ran.err);
  return ran.code;
}

}  // namespace

TEST_CASE("auth without the library to listen with names it and ends as with a taken port") {
  const Installed sluice(authorized_at(0));
  const Ran ran = sluice.run("auth c.yaml shop");
  sluice.check_says_what_to_do(ran, "cannot open shared object file");
  CHECK(ran.out.empty());
  CHECK(ran.code == ends_with_taken_port("auth c.yaml shop", authorized_at));
}

TEST_CASE("webhooks without the library to listen with name it and end as with a taken port") {
  const Installed sluice(webhook_at(0));
  const Ran ran = sluice.run("run c.yaml");
  sluice.check_says_what_to_do(ran, "cannot open shared object file");
  CHECK(ran.code == ends_with_taken_port("run c.yaml", webhook_at));
}

TEST_CASE("a library to listen with that cannot be loaded is named, too") {
  const Installed sluice(authorized_at(0));
  sluice.break_library();
  sluice.check_says_what_to_do(sluice.run("auth c.yaml shop"), "file too short");
}

TEST_CASE("a run that does not listen needs no library for it") {
  const Installed sluice(kCopy);
  const Ran ran = sluice.run("run c.yaml");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(sluice.delivered() == "{\"id\":1}\n");
}
