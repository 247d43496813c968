#include "http/curl/curl_failure.hpp"

namespace sluice::http {
namespace {

FailureKind kind_of(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return FailureKind::kHostNotResolved;
    case CURLE_COULDNT_RESOLVE_PROXY:
      return FailureKind::kProxyNotResolved;
    case CURLE_COULDNT_CONNECT:
      return FailureKind::kNotConnected;
    case CURLE_OPERATION_TIMEDOUT:  // curl has only the connect timeout
      return FailureKind::kConnectTimeout;
    case CURLE_SSL_CACERT_BADFILE:
      return FailureKind::kCaFileUnreadable;
    case CURLE_SSL_CONNECT_ERROR:
      return FailureKind::kTlsFailed;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CRL_BADFILE:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return FailureKind::kCertificateRefused;
    case CURLE_PARTIAL_FILE:
      return FailureKind::kCutOff;
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_FAIL_REWIND:
      return FailureKind::kNoResponse;
    case CURLE_BAD_CONTENT_ENCODING:
      return FailureKind::kNotUnpacked;
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return FailureKind::kNotHttp;
    case CURLE_OUT_OF_MEMORY:
      return FailureKind::kNoMemory;
    default:
      return FailureKind::kConnectionLost;
  }
}

}  // namespace

TransportFailure failure_of(CURLcode code, const char* detail, const AddressGate& gate) {
  // curl knows only that it got no socket.
  if (code == CURLE_COULDNT_CONNECT && !gate.refused().empty())
    return {FailureKind::kAddressRefused, gate.refused()};
  return {kind_of(code), *detail ? detail : curl_easy_strerror(code)};
}

}  // namespace sluice::http
