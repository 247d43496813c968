// Every row of the catalogue through the real plugin over real HTTP: each request obeys the
// vendor's documents, each documented success is understood.
#include "contract.hpp"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/URI.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <iostream>

#include "catalogue.hpp"
#include "checking_server.hpp"
#include "e2e/support/plugin_rig.hpp"
#include "samples.hpp"
#include "support/temp_folder.hpp"

using namespace lightspeedhq::contract;
namespace test = lightspeedhq::test;
using test::PluginRig;
using Row = sluice::rest::Operation;

namespace {

const std::string kFolder = SLUICE_LIGHTSPEED_FACTS;

std::unique_ptr<Contract> contract_or_skip() {
  auto out = Contract::load(kFolder);
  if (!out) MESSAGE("skipped: the vendor's documents are not in " << kFolder);
  return out;
}

std::string version_of(const Operation& operation) {
  return ",\"version\":\"" + operation.version + "\"";
}

// Drives rows through the plugin and keeps what is wrong.
class Drive {
 public:
  Drive(CheckingServer& server, const std::string& image)
      : server_(server), rig_(test::token_client(server.origin(), "T0ken", kOnce)), image_(image) {}

  // With all parameters and members and with the required ones, for each documented success; a
  // list besides from its first page to its last.
  bool run(const Operation& operation, const Row& row) {
    good_ = true;
    for (int status : operation.success)
      for (Members members : {Members::kAll, Members::kRequired}) {
        SampleResponse response = sample_response(operation, status);
        server_.response_with(status, response.content_type, response.body);
        std::string record = sample_record(row, members, image_);
        is_write(row) ? publish(operation, row, record) : read(operation, record, response);
        check_requests(operation, 1);
      }
    if (row.pagination != sluice::rest::PaginationKind::kNone) walk(operation, row);
    return good_;
  }
  // The token endpoint's own operations: a person authorizes, then the token runs out.
  bool run_token(const Operation& exchange, const Operation& refresh) {
    good_ = true;
    sluice::test::TempFolder folder;
    PluginRig rig(test::oauth_client(server_.origin(), kOnce), &folder);
    server_.response_with(200, "application/json", tokens(true));
    auto done = rig.complete_authorization("http://127.0.0.1:1/callback?code=c&domain_prefix=x");
    expect(done.ok(), exchange, done.message());
    check_requests(exchange, 1);
    server_.response_with(200, "application/json", tokens(false));
    server_.then_response_with(R"({"data":[]})");
    expect(rig.walk("brands").status.code() == SLUICE_END, refresh, "is not followed by a read");
    auto seen = server_.take();
    expect(seen.size() == 2, refresh, std::to_string(seen.size()) + " requests");
    if (!seen.empty()) check(refresh, seen[0]);
    return good_;
  }

 private:
  static constexpr const char* kOnce = R"(,"retry":{"attempts":1})";

  // Tokens that have run out long ago, or live a day.
  static std::string tokens(bool expired) {
    return R"({"access_token":"access-1","token_type":"Bearer","expires":1,"expires_in":)" +
           std::string(expired ? "0" : "86400") +
           R"(,"refresh_token":"refresh-1","domain_prefix":"x","scope":"products:read"})";
  }
  void publish(const Operation& operation, const Row& row, const std::string& record) {
    std::string lines = record + "\n" + (row.bulk.most > 1 && row.bulk.key.empty() ? record : "");
    std::string more = version_of(operation);
    if (row.body_kind == sluice::rest::BodyKind::kMultipart) more += R"(,"image_folder":"/")";
    auto done = rig_.publish(operation.entity, operation.action, lines, more);
    expect(done.status.ok(), operation, done.status.message());
    for (const auto& outcome : done.outcomes)
      expect(outcome.status == SLUICE_OK, operation, outcome.message);
  }
  void read(const Operation& operation, const std::string& request,
            const SampleResponse& response) {
    check_read(operation, request, R"(,"pagination":false)", response.records);
  }
  void walk(const Operation& operation, const Row& row) {
    SampleResponse first = first_page(operation), last = last_page(operation);
    server_.response_with(operation.success[0], first.content_type, first.body);
    server_.then_response_with(last.body);
    check_read(operation, walk_request(row), "", first.records);
    check_requests(operation, 2);
  }
  void check_read(const Operation& operation, const std::string& request, const std::string& more,
                  size_t records) {
    auto reader =
        rig_.open(operation.entity, request, {},
                  ",\"action\":\"" + operation.action + "\"" + version_of(operation) + more);
    if (!reader) return expect(false, operation, reader.status().message());
    auto all = (*reader)->walk();
    expect(all.status.code() == SLUICE_END, operation, all.status.message());
    expect(all.records.size() == records, operation,
           std::to_string(all.records.size()) + " records read of " + std::to_string(records));
  }
  void check_requests(const Operation& operation, size_t count) {
    auto seen = server_.take();
    expect(seen.size() == count, operation, std::to_string(seen.size()) + " requests");
    for (const auto& one : seen) check(operation, one);
  }
  void check(const Operation& operation, const CheckingServer::Seen& one) {
    expect(one.operation == &operation, operation,
           "sent " + one.request.method + " " + one.request.path + ", which is " +
               (one.operation ? one.operation->name : "no operation"));
    for (const std::string& violation : one.violations) expect(false, operation, violation);
  }
  void expect(bool good, const Operation& operation, const std::string& what) {
    CHECK_MESSAGE(good, operation.name << ": " << what);
    good_ = good_ && good;
  }

  CheckingServer& server_;
  PluginRig rig_;
  std::string image_;
  bool good_ = true;
};

// Sends a request as it is.
void send(const std::string& origin, const std::string& method, const std::string& target,
          const std::string& type, const std::string& body) {
  Poco::URI uri(origin);
  Poco::Net::HTTPClientSession session(uri.getHost(), uri.getPort());
  Poco::Net::HTTPRequest request(method, target, "HTTP/1.1");
  request.setContentLength(static_cast<std::streamsize>(body.size()));
  if (!type.empty()) request.setContentType(type);
  session.sendRequest(request) << body;
  Poco::Net::HTTPResponse response;
  session.receiveResponse(response);
}

}  // namespace

TEST_CASE("every operation obeys the vendor's documents, and its responses are understood") {
  auto contract = contract_or_skip();
  if (!contract) return;
  sluice::test::TempFolder folder;
  folder.write("image.png", "\x89PNG\r\n\x1A\n pixels");
  CheckingServer server(*contract);
  Drive drive(server, (folder / "image.png").string());
  int good = 0;
  for (const Operation& operation : contract->operations()) {
    const Row* row =
        lightspeedhq::catalogue().get(operation.entity, operation.action, operation.version);
    REQUIRE_MESSAGE(row, operation.name << " is not in the catalogue");
    if (!row->internal && drive.run(operation, *row)) good++;
  }
  if (drive.run_token(*contract->find("1.0", "oauth-token", "exchange"),
                      *contract->find("1.0", "oauth-token", "refresh")))
    good += 2;
  const size_t all = contract->operations().size();
  std::cout << good << " of " << all << " operations\n";
  CHECK(static_cast<size_t>(good) == all);
}

TEST_CASE("every row of the catalogue is an operation that the contract test drives") {
  auto contract = contract_or_skip();
  if (!contract) return;
  int internal = 0;
  for (const Row& row : lightspeedhq::catalogue().rows()) {
    CHECK(is_write(row) + is_read(row) + row.internal == 1);
    internal += row.internal;
  }
  CHECK(internal == 2);
  CHECK(contract->operations().size() == 244);
  CHECK(std::count_if(contract->operations().begin(), contract->operations().end(),
                      [](const Operation& o) { return o.version == "2026-07"; }) == 201);
}

TEST_CASE("the checking server notices what is wrong") {
  auto contract = contract_or_skip();
  if (!contract) return;
  CheckingServer server(*contract);
  server.response_with(200, "application/json", "{}");
  const std::string json = "application/json";
  struct Wrong {
    std::string method, target, type, body, noticed;
  };
  const Wrong kWrong[] = {
      {"GET", "/api/2026-07/products?offset=1", "", "", "offset is not documented"},
      {"GET", "/api/2026-07/products?page_size=many", "", "", "page_size is \"many\", no integer"},
      {"GET", "/api/2026-07/search", "", "", "type is missing"},
      {"POST", "/api/2026-07/tags", json, "{}", "body lacks name"},
      {"POST", "/api/2026-07/tags", json, "{\"name\":1}", "body.name is integer, not string"},
      {"POST", "/api/2026-07/tags", json, "{", "body is no JSON"},
      {"POST", "/api/2026-07/tags", "", "", "body is missing"},
      {"POST", "/api/2026-07/tags", "text/plain", "{\"name\":\"t\"}", "body is text/plain"},
      {"POST", "/api/2026-07/promocode/bulk/active", json, "{}", "body is object, not array"},
      {"DELETE", "/api/2026-07/tags/1", json, "{\"a\":1}", "a body is not documented"},
      {"POST", "/api/2026-07/consignments", json, "{\"data\":{\"name\":\"n\"}}", "lacks outlet_id"},
      {"POST", "/api/2026-07/products/1/actions/image_upload", json, "{}", "not multipart"},
      {"POST", "/api/webhooks", "application/x-www-form-urlencoded", "data=%7B%7D",
       "lacks data.url"},
  };
  for (const Wrong& wrong : kWrong) {
    CAPTURE(wrong.target);
    send(server.origin(), wrong.method, wrong.target, wrong.type, wrong.body);
    auto seen = server.take();
    REQUIRE(seen.size() == 1);
    REQUIRE(seen[0].operation);
    std::string all;
    for (const std::string& violation : seen[0].violations) all += violation + "; ";
    CAPTURE(all);
    CHECK(all.find(wrong.noticed) != all.npos);
  }
}

TEST_CASE("the checking server has no operation for another method, path or version") {
  auto contract = contract_or_skip();
  if (!contract) return;
  CheckingServer server(*contract);
  server.response_with(200, "application/json", "{}");
  for (std::string target :
       {"/api/2026-07/product", "/api/2026-07/sales/1/fulfill", "/api/2025-01/products"}) {
    CAPTURE(target);
    send(server.origin(), "PUT", target, "", "");
    auto seen = server.take();
    REQUIRE(seen.size() == 1);
    CHECK_FALSE(seen[0].operation);
  }
}
