// Acceptance points 7 and 8: tokens that have run out, and authorizations that are gone.
#include <filesystem>
#include <memory>
#include <thread>

#include "shop.hpp"

using namespace lightspeedhq::test;

namespace {

constexpr const char* kPages = R"({"query":{"page_size":20}})";

// A person has authorized the client in a browser that follows at once.
struct Authorized {
  Authorized() : rig(oauth_client(simulator.server.origin()), &folder) { authorize(); }

  void authorize() {
    const std::string url = rig.begin_authorization();
    const auto response =
        simulator.raw("GET", url.substr(simulator.server.origin().size()), "", "");
    REQUIRE(response.status == 302);
    REQUIRE(rig.complete_authorization(response.headers.at("Location")).ok());
    simulator.control("POST", "/requests/clear");
  }
  // The access token dies at the shop; the client does not know.
  void expire() { simulator.control("POST", "/clock", R"({"advance_s":90000})"); }
  // Requests whose target has `part`, as the shop saw them.
  std::vector<std::string> bodies(const std::string& part) const {
    std::vector<std::string> out;
    auto log = simulator.control("GET", "/requests").json();
    for (auto& one : log["requests"].GetArray())
      if (has(one["target"].GetString(), part)) out.emplace_back(one["body"].GetString());
    return out;
  }
  size_t products() const { return simulator.get("/products").json()["data"].Size(); }

  TestShop simulator{small_shop()};
  TempFolder folder;
  PluginRig rig;
};

}  // namespace

TEST_CASE("acceptance 7: an expired token causes one refresh, and the request is repeated") {
  Authorized a;
  a.expire();
  const Polled all = a.rig.walk("products", kPages);
  INFO(all.status.message());
  CHECK(all.records.size() == a.products());
  CHECK(a.bodies("/token").size() == 1);
  // Both are replaced: the next expiry is survived by the refresh token that came with it.
  a.expire();
  CHECK(a.rig.walk("products", kPages).records.size() == a.products());
  const auto refreshes = a.bodies("/token");
  REQUIRE(refreshes.size() == 2);
  CHECK(refreshes[0] != refreshes[1]);
}

TEST_CASE("acceptance 7: a token that dies in mid-walk costs one refresh and one repeat") {
  Authorized a;
  auto reader = a.rig.reader("products", kPages);
  const Polled first = reader->poll();
  REQUIRE(first.records.size() == 20);
  a.expire();
  const Polled rest = reader->walk();
  INFO(rest.status.message());
  CHECK(rest.records.size() == a.products() - 20);
  CHECK(a.bodies("/token").size() == 1);
}

TEST_CASE(
    "quirk 5: ten parallel requests cause one refresh, or the connection would be locked out") {
  Authorized a;
  a.expire();
  std::vector<std::unique_ptr<PluginRig::Reader>> readers;
  for (int i = 0; i < 10; i++) readers.push_back(a.rig.reader("products", kPages));
  std::vector<sluice::Status> status(readers.size());
  std::vector<std::thread> threads;
  for (size_t i = 0; i < readers.size(); i++)
    threads.emplace_back([&, i] { status[i] = readers[i]->poll().status; });
  for (std::thread& thread : threads) thread.join();
  for (const auto& one : status) CHECK(one.ok());
  CHECK(a.bodies("/token").size() == 1);
}

TEST_CASE("acceptance 8: after a rotation by somebody else a new authorization is needed") {
  Authorized a;
  // A copy of the state folder, as a backup has it: its refresh token is used up by the first.
  TempFolder copy;
  std::filesystem::copy(a.folder.path(), copy.path());
  a.expire();
  REQUIRE(a.rig.walk("products", kPages).records.size() == a.products());
  const std::string used = a.bodies("/token").at(0);
  CHECK(a.simulator.form("/api/1.0/token", used).status == 401);
  a.simulator.control("POST", "/requests/clear");
  PluginRig other(oauth_client(a.simulator.server.origin()), &copy);
  for (int i = 0; i < 3; i++) {
    const auto status = other.walk("products", kPages).status;
    CHECK(status.code() == SLUICE_E_AUTH);
    CHECK(has(status.message(), "a new authorization is needed: sluice auth lightspeedhq shop"));
  }
  CHECK(a.bodies("/token").size() == 1);
  a.authorize();
  CHECK(a.rig.walk("products", kPages).records.size() == a.products());
}
