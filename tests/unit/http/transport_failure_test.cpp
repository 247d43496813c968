#include "http/carrier/transport_failure.hpp"

#include <doctest/doctest.h>

#include <utility>

using namespace sluice;
using namespace sluice::http;

namespace {

bool contains(const Outcome& outcome, const char* part) {
  return outcome.status.message().find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a refused certificate is not tried again, and the message says what to do") {
  const std::pair<const char*, const char*> cases[] = {
      {"SSL certificate problem: certificate has expired", "must renew it"},
      {"SSL certificate problem: certificate is not yet valid", "this machine's clock"},
      {"SSL: no alternative certificate subject name matches target host name 'h'",
       "the host in base_uri"},
      {"SSL certificate problem: self-signed certificate", "in ca_file"},
      {"SSL certificate problem: unable to get local issuer certificate", "in ca_file"},
  };
  for (const auto& [detail, advice] : cases) {
    CAPTURE(detail);
    const Outcome out = describe({FailureKind::kCertificateRefused, detail}, SessionSettings());
    CHECK(out.delivery == Delivery::kFinal);
    CHECK(out.status.code() == SLUICE_E_INVALID);
    CHECK(contains(out, detail));
    CHECK(contains(out, advice));
  }
}

TEST_CASE("a TLS connection that failed may stand at the next attempt") {
  const Outcome out = describe({FailureKind::kTlsFailed, "reset"}, SessionSettings());
  CHECK(out.delivery == Delivery::kNeverSent);
  CHECK(out.status.code() == SLUICE_E_UNAVAILABLE);
}

TEST_CASE("what was lost after the request began to leave may have been carried out") {
  for (const FailureKind kind :
       {FailureKind::kConnectionLost, FailureKind::kNoResponse, FailureKind::kCutOff,
        FailureKind::kNotHttp, FailureKind::kTotalTimeout}) {
    CHECK(describe({kind, "x", true}, SessionSettings()).delivery == Delivery::kLost);
    CHECK(describe({kind, "x", false}, SessionSettings()).delivery == Delivery::kNeverSent);
  }
}

TEST_CASE("a failure behind a response's head carries the response's status") {
  const Outcome out = describe({FailureKind::kNotUnpacked, "broken", true, 503}, SessionSettings());
  CHECK(out.delivery == Delivery::kUnreadable);
  CHECK(out.response.status == 503);
  CHECK(out.status.remote_code() == 503);
  CHECK(contains(out, "response with status 503, body unreadable: "));
}
