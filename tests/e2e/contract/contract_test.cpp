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
#include "plugin_rig.hpp"
#include "samples.hpp"
#include "support/temp_folder.hpp"

using namespace lightspeedhq::contract;
using Row = sluice::rest::Operation;
using sluice::rest::ReplyKind;

namespace {

const std::string kFolder = SLUICE_LIGHTSPEED_FACTS;

std::unique_ptr<Contract> contract_or_skip() {
  auto out = Contract::load(kFolder);
  if (!out) MESSAGE("skipped: the vendor's documents are not in " << kFolder);
  return out;
}

std::string config_of(const Operation& operation, const std::string& more) {
  return "{\"entity\":\"" + operation.entity + "\",\"action\":\"" + operation.action +
         "\",\"version\":\"" + operation.version + "\"" + more + "}";
}

// Drives one row, once for each documented success.
class Drive {
 public:
  Drive(CheckingServer& server, PluginRig& rig, const std::string& image)
      : server_(server), rig_(rig), image_(image) {}

  bool run(const Operation& operation, const Row& row) {
    good_ = true;
    for (int status : operation.success) {
      SampleAnswer answer = sample_answer(operation, status);
      server_.answer_with(status, answer.content_type, answer.body);
      if (is_write(row))
        publish(operation, row);
      else
        read(operation, row, answer);
      check_requests(operation);
    }
    return good_;
  }

 private:
  void publish(const Operation& operation, const Row& row) {
    std::string record = sample_record(row, image_);
    std::string lines = record + "\n" + (row.bulk.most > 1 && row.bulk.key.empty() ? record : "");
    auto status = rig_.publish(config_of(operation, ""), lines);
    expect(status.ok(), operation, status.message());
  }
  void read(const Operation& operation, const Row& row, const SampleAnswer& answer) {
    std::string request = sample_record(row, image_);
    auto read =
        rig_.read(config_of(operation, ",\"pagination\":false,\"request\":" + request), request);
    expect(read.status.ok(), operation, read.status.message());
    expect(read.records == answer.records, operation,
           std::to_string(read.records) + " records read of " + std::to_string(answer.records));
  }
  void check_requests(const Operation& operation) {
    auto seen = server_.take();
    expect(seen.size() == 1, operation, std::to_string(seen.size()) + " requests");
    for (const auto& one : seen) {
      expect(one.operation == &operation, operation,
             "sent " + one.request.method + " " + one.request.path + ", which is " +
                 (one.operation ? one.operation->name : "no operation"));
      for (const std::string& violation : one.violations) expect(false, operation, violation);
    }
  }
  void expect(bool good, const Operation& operation, const std::string& what) {
    CHECK_MESSAGE(good, operation.name << ": " << what);
    good_ = good_ && good;
  }

  CheckingServer& server_;
  PluginRig& rig_;
  std::string image_;
  bool good_ = true;
};

// Every row that `wanted` picks; prints "N of N".
template <class Wanted>
void drive_all(const std::string& kind, Wanted wanted) {
  auto contract = contract_or_skip();
  if (!contract) return;
  sluice::test::TempFolder folder;
  folder.write("image.png", "\x89PNG\r\n\x1A\n pixels");
  CheckingServer server(*contract);
  PluginRig rig(server.origin());
  Drive drive(server, rig, (folder / "image.png").string());
  int driven = 0, good = 0;
  for (const Operation& operation : contract->operations()) {
    const Row* row =
        lightspeedhq::catalogue().get(operation.entity, operation.action, operation.version);
    REQUIRE_MESSAGE(row, operation.name << " is not in the catalogue");
    if (!wanted(*row)) continue;
    driven++;
    if (drive.run(operation, *row)) good++;
  }
  std::cout << good << " of " << driven << " " << kind << " operations\n";
  CHECK(good == driven);
  CHECK(driven > 0);
}

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

TEST_CASE("every writing operation obeys the vendor's documents, and its answers are understood") {
  drive_all("writing", [](const Row& row) { return is_write(row); });
}

TEST_CASE("every reading operation obeys the vendor's documents, and its answers are read") {
  drive_all("reading", [](const Row& row) { return is_read(row); });
}

TEST_CASE("writing, reading and the client's own operations are all there are") {
  auto rows = lightspeedhq::catalogue().rows();
  CHECK(std::all_of(rows.begin(), rows.end(), [](const Row& row) {
    return is_write(row) + is_read(row) + row.internal == 1;
  }));
}

TEST_CASE("the checking server notices what is wrong") {
  auto contract = contract_or_skip();
  if (!contract) return;
  CheckingServer server(*contract);
  server.answer_with(200, "application/json", "{}");
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
  server.answer_with(200, "application/json", "{}");
  for (std::string target :
       {"/api/2026-07/product", "/api/2026-07/sales/1/fulfill", "/api/2025-01/products"}) {
    CAPTURE(target);
    send(server.origin(), "PUT", target, "", "");
    auto seen = server.take();
    REQUIRE(seen.size() == 1);
    CHECK_FALSE(seen[0].operation);
  }
}
