#include "sluice/rest/status_policy.hpp"

#include <doctest/doctest.h>

#include "sluice/rest/document.hpp"
#include "sluice/rest/in_doubt.hpp"
#include "unit/rest/host_rig.hpp"

using namespace sluice;
using namespace sluice::rest;
using sluice::test::has;

namespace {

class PolicyRig : public sluice::test::HostRig {
 public:
  Result<StatusPolicy> read(std::string_view json) {
    auto document = Document::parse(host(), json, "the test");
    REQUIRE(document.ok());
    return StatusPolicy::read(document->root(), "/on_status");
  }
  StatusPolicy policy(std::string_view json) {
    auto out = read(json);
    INFO(out.status().message());
    REQUIRE(out.ok());
    return *out;
  }
  std::string refused(std::string_view json) {
    auto out = read(json);
    CHECK(out.status().code() == SLUICE_E_INVALID);
    return out.status().message();
  }
};

Status answered(sluice_status code, int32_t status) {
  return Status(code, "client `shop`: " + std::to_string(status)).with_remote_code(status);
}

}  // namespace

TEST_CASE("a policy changes what a status means, and leaves the others as they are") {
  auto policy = PolicyRig().policy(R"({"403":"park","409":"accept","404":"stop","408":"retry"})");
  CHECK(policy.apply(answered(SLUICE_E_AUTH, 403)).code() == SLUICE_E_DATA);
  CHECK(policy.apply(answered(SLUICE_E_DATA, 409)).ok());
  CHECK(policy.apply(answered(SLUICE_E_DATA, 404)).code() == SLUICE_E_INVALID);
  CHECK(has(policy.apply(answered(SLUICE_E_DATA, 404)).message(), "404: on_status stops"));
  CHECK(policy.apply(answered(SLUICE_E_TIMEOUT, 408)).code() == SLUICE_E_UNAVAILABLE);
  CHECK(policy.apply(answered(SLUICE_E_DATA, 422)).code() == SLUICE_E_DATA);
  CHECK(policy.apply(answered(SLUICE_E_AUTH, 401)).code() == SLUICE_E_AUTH);
  CHECK(policy.apply(Status(SLUICE_E_UNAVAILABLE, "no connection")).code() == SLUICE_E_UNAVAILABLE);
}

TEST_CASE("what a status was told with stays: its number and how long to wait") {
  auto policy = PolicyRig().policy(R"({"503":"park","429":"retry"})");
  CHECK(policy.apply(answered(SLUICE_E_UNAVAILABLE, 503)).remote_code() == 503);
  Status limited = answered(SLUICE_E_RATE_LIMITED, 429).with_retry_after(7000);
  CHECK(policy.apply(limited).code() == SLUICE_E_RATE_LIMITED);
  CHECK(policy.apply(limited).retry_after_ms() == 7000);
}

TEST_CASE("a status goes over its class wherever it stands") {
  for (const char* json :
       {R"({"409":"accept","4xx":"stop"})", R"({"4xx":"stop","409":"accept"})"}) {
    auto policy = PolicyRig().policy(json);
    CHECK(policy.of(409) == StatusAction::kAccept);
    CHECK(policy.of(400) == StatusAction::kStop);
    CHECK(policy.of(499) == StatusAction::kStop);
    CHECK(policy.of(500) == StatusAction::kDefault);
    CHECK(policy.of(399) == StatusAction::kDefault);
  }
}

TEST_CASE("a class leaves alone what is of no record") {
  auto park = PolicyRig().policy(R"({"4xx":"park"})");
  for (int status : {401, 407, 408, 429}) CHECK(park.of(status) == StatusAction::kDefault);
  CHECK(park.of(403) == StatusAction::kPark);
  auto accept = PolicyRig().policy(R"({"4xx":"accept"})");
  for (int status : {401, 403, 407, 429}) CHECK(accept.of(status) == StatusAction::kDefault);
  CHECK(accept.of(404) == StatusAction::kAccept);
  CHECK(PolicyRig().policy(R"({"401":"park"})").of(401) == StatusAction::kPark);
}

TEST_CASE("a policy that loses records or says nothing is refused by name") {
  PolicyRig rig;
  for (const char* status : {"401", "403", "407", "429", "500", "503", "5xx"}) {
    const std::string json = std::string("{\"") + status + "\":\"accept\"}";
    CHECK(has(rig.refused(json), std::string("/on_status/") + status + ": cannot be accept"));
  }
  CHECK(has(rig.refused(R"({"201":"retry"})"), "/on_status/201: cannot be retry"));
  CHECK(has(rig.refused(R"({"2xx":"retry"})"), "/on_status/2xx: cannot be retry"));
  CHECK(has(rig.refused(R"({"404":"prak"})"), "did you mean \"park\"?"));
  CHECK(has(rig.refused(R"({"404":7})"), "is not park, accept, retry or stop"));
  for (const char* name :
       {"", "40", "4044", "40x", "1xx", "6xx", "xxx", "199", "600", "+40", "4XX"})
    CHECK(has(rig.refused(std::string("{\"") + name + "\":\"park\"}"), "write a status from 200"));
  CHECK(has(rig.refused("[404]"), "/on_status: must be an object"));
}

TEST_CASE("without a policy nothing is said") {
  CHECK(PolicyRig().policy("{}").empty());
  CHECK(PolicyRig().policy("null").empty());
  CHECK_FALSE(PolicyRig().policy(R"({"404":"park"})").empty());
  for (int status : {0, 100, 199, 200, 404, 599, 600, -1, 99999})
    CHECK(StatusPolicy().of(status) == StatusAction::kDefault);
}

TEST_CASE("5xx leaves open whether a write was done, but for what refuses the request as such") {
  for (int status : {500, 502, 504, 507, 508, 511, 520, 522, 524, 527, 530, 598, 599})
    CHECK(is_ambiguous(status));
  for (int status : {0, 200, 400, 499, 501, 503, 505, 600}) CHECK_FALSE(is_ambiguous(status));
}
