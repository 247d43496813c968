#include "sluice/rest/request_parts.hpp"

#include <doctest/doctest.h>

#include "sluice/rest/document.hpp"
#include "sluice/rest/operation_request.hpp"
#include "sluice/rest/row.hpp"
#include "unit/rest/host_rig.hpp"

using namespace sluice::rest;
using sluice::test::has;

namespace {

constexpr Operation kList =
    get("lines", "list", "/orders/{order_id}/lines").query("after:int,includes[],name,region!");

struct Read {
  explicit Read(std::string_view json) : document(*Document::parse(rig.host(), json, "test")) {
    auto read = RequestParts::read(document.root(), "/request");
    status = read.status();
    if (read) parts = *read;
  }
  sluice::Status check() {
    return parts.check(kList, *PathTemplate::parse(kList.path), "/request");
  }

  sluice::test::HostRig rig;
  Document document;
  sluice::Status status;
  RequestParts parts;
};

}  // namespace

TEST_CASE("parameters are text, numbers with their digits, booleans and lists of those") {
  Read r(
      R"({"query":{"a":"x\u00e4","b":9007199254740993,"c":1.50,"d":true,"e":["p",2],"f":null}})");
  REQUIRE(r.status.ok());
  CHECK(r.parts.query.first("a") == "x\xC3\xA4");
  CHECK(r.parts.query.first("b") == "9007199254740993");
  CHECK(r.parts.query.first("c") == "1.50");
  CHECK(r.parts.query.first("d") == "true");
  CHECK(r.parts.query.find("e")->values == std::vector<std::string>{"p", "2"});
  CHECK_FALSE(r.parts.query.has("f"));
}

TEST_CASE("an object as a parameter is refused with its pointer") {
  Read r(R"({"query":{"a":{"b":1}}})");
  CHECK(r.status.message() ==
        "/request/query/a: must be text, a number, a boolean or a list of those");
  CHECK_FALSE(Read(R"({"path":[1]})").status.ok());
  CHECK_FALSE(Read("[1]").status.ok());
}

TEST_CASE("only path, query and payload may stand in a request") {
  Read r(R"({"qurey":{}})");
  CHECK(has(r.status.message(), "/request/qurey: "));
  CHECK(has(r.status.message(), "did you mean \"query\"?"));
}

TEST_CASE("a complete request passes and list parameters get their brackets") {
  Read r(R"({"path":{"order_id":5},"query":{"region":"eu","includes":["a","b"]}})");
  REQUIRE(r.check().ok());
  CHECK(r.parts.query.find("includes[]")->values.size() == 2);
  CHECK_FALSE(r.parts.query.has("includes"));
}

TEST_CASE("unknown names are refused with what was meant") {
  Read path(R"({"path":{"oder_id":5},"query":{"region":"eu"}})");
  CHECK(has(path.check().message(), "/request/path/oder_id: "));
  CHECK(has(path.check().message(), "did you mean \"order_id\"?"));
  Read query(R"({"path":{"order_id":5},"query":{"region":"eu","afetr":1}})");
  CHECK(has(query.check().message(), "/request/query/afetr: "));
  CHECK(has(query.check().message(), "did you mean \"after\"?"));
}

TEST_CASE("required parameters are missed, a path parameter written as null is not") {
  CHECK(has(Read(R"({"query":{"region":"eu"}})").check().message(), "/request/path/order_id: "));
  CHECK(has(Read(R"({"path":{"order_id":1}})").check().message(), "/request/query/region: "));
  CHECK(Read(R"({"path":{"order_id":null},"query":{"region":"eu"}})").check().ok());
}

TEST_CASE("a request sends a parameter's values one by one and its body as JSON") {
  OperationRequest request{&kList, {"orders", "5"}, {}, "{}"};
  request.query.set("region", "eu");
  auto sent = request.request();
  CHECK(request.name() == "GET /orders/5");
  CHECK(sent.segments.size() == 2);
  CHECK(sent.query.size() == 1);
  CHECK(sent.content_type == "application/json");
  CHECK(sent.flags == 0);
}

TEST_CASE("PUT and DELETE may be repeated after a lost response, POST may not") {
  for (auto [method, flags] :
       {std::pair<std::string_view, uint32_t>{"PUT", SLUICE_HTTP_REQUEST_SAFE},
        {"DELETE", SLUICE_HTTP_REQUEST_SAFE},
        {"POST", 0}}) {
    Operation operation = kList;
    operation.method = method;
    CHECK(OperationRequest{&operation, {}, {}, {}}.request().flags == flags);
  }
}
