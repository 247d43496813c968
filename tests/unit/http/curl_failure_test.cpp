#include "http/curl/curl_failure.hpp"

#include <doctest/doctest.h>

using namespace sluice::http;

TEST_CASE("each way to refuse a certificate is the same to the retry") {
  for (const CURLcode code : {CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR,
                              CURLE_SSL_CRL_BADFILE, CURLE_SSL_INVALIDCERTSTATUS})
    CHECK(failure_of(code, "", {}).kind == FailureKind::kCertificateRefused);
  CHECK(failure_of(CURLE_SSL_CONNECT_ERROR, "", {}).kind == FailureKind::kTlsFailed);
}

TEST_CASE("what curl says about a failure is kept; if it says nothing, its name of the code is") {
  CHECK(failure_of(CURLE_RECV_ERROR, "reset by peer", {}).detail == "reset by peer");
  CHECK(failure_of(CURLE_RECV_ERROR, "", {}).detail == curl_easy_strerror(CURLE_RECV_ERROR));
}

TEST_CASE("no connection where the gate refused an address is that refusal") {
  AddressGate gate;
  CHECK(failure_of(CURLE_COULDNT_CONNECT, "", gate).kind == FailureKind::kNotConnected);
  CHECK_FALSE(gate.passes("127.0.0.1"));
  const TransportFailure refused = failure_of(CURLE_COULDNT_CONNECT, "", gate);
  CHECK(refused.kind == FailureKind::kAddressRefused);
  CHECK(refused.detail == gate.refused());
}
