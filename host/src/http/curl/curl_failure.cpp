#include "http/curl/curl_failure.hpp"

#include <string>
#include <string_view>

#include "http/policy/address_gate.hpp"

namespace sluice::http {
namespace {

Outcome make(Delivery delivery, sluice_status code, std::string message) {
  Outcome out;
  out.delivery = delivery;
  out.status = Status(code, std::move(message));
  return out;
}

Outcome timed_out(bool sent, const char* what, const char* setting, int64_t ms) {
  return make(sent ? Delivery::kLost : Delivery::kNeverSent, SLUICE_E_TIMEOUT,
              std::string(what) + " within " + std::to_string(ms) + " ms (" + setting +
                  "); check the remote system or raise the setting");
}

Outcome stopped(const CurlFailure& f, const SessionSettings& s) {
  switch (f.stopped) {
    case Stopped::kBodyTooBig:
      return make(Delivery::kUnreadable, SLUICE_E_DATA,
                  "the response's body is larger than " + std::to_string(s.max_body_bytes) +
                      " bytes (max_body_bytes); ask for smaller pages or raise the setting");
    case Stopped::kHeadersTooBig:
      return make(
          Delivery::kUnreadable, SLUICE_E_DATA,
          "the response's headers are larger than 256 KiB, or one of them than 100 KiB; the "
          "remote system is broken");
    case Stopped::kConnect:
      return timed_out(false, "no connection", "connect_timeout_ms", s.timeouts.connect);
    case Stopped::kFirstByte:
      return timed_out(true, "no response", "first_byte_timeout_ms", s.timeouts.first_byte);
    case Stopped::kStall:
      return timed_out(true, "the response stopped in the middle; nothing more came",
                       "stall_timeout_ms", s.timeouts.stall);
    case Stopped::kTotal:
      return timed_out(f.sent, "the response was not complete", "total_timeout_ms",
                       s.timeouts.total);
    case Stopped::kClosed:
      return make(Delivery::kLost, SLUICE_E_UNAVAILABLE,
                  "the server closed the connection without a response");
    default:
      return make(Delivery::kUnreadable, SLUICE_E_NO_MEMORY, "no memory for the response's body");
  }
}

Outcome connection_lost(const CurlFailure& f, const std::string& what) {
  return make(f.sent ? Delivery::kLost : Delivery::kNeverSent, SLUICE_E_UNAVAILABLE, what);
}

std::string with_detail(const std::string& what, const CurlFailure& f) {
  return *f.detail ? what + ": " + f.detail : what + ": " + curl_easy_strerror(f.code);
}

// By the words of OpenSSL and curl; others get the usual reason.
std::string what_to_do(std::string_view detail) {
  if (detail.find("expired") != detail.npos)
    return "its operator must renew it; check this machine's clock, too";
  if (detail.find("not yet valid") != detail.npos) return "check this machine's clock";
  if (detail.find("subject name") != detail.npos)
    return "it is another host's; check the host in base_uri";
  return "if it is signed by an authority of your own, name its file in ca_file";
}

Outcome tls(const CurlFailure& f, const SessionSettings& s) {
  if (f.code == CURLE_SSL_CACERT_BADFILE)
    return make(Delivery::kFinal, SLUICE_E_INVALID,
                "the file of certificates '" + s.ca_file +
                    "' could not be read (ca_file); give a readable PEM file");
  if (f.code != CURLE_SSL_CONNECT_ERROR)
    return make(
        Delivery::kFinal, SLUICE_E_INVALID,
        with_detail("the server's certificate was refused", f) + "; " + what_to_do(f.detail));
  return connection_lost(f, with_detail("the TLS connection failed", f));
}

Outcome reason(const CurlFailure& f, const SessionSettings& s) {
  if (f.stopped != Stopped::kNo) return stopped(f, s);
  switch (f.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return make(Delivery::kNeverSent, SLUICE_E_UNAVAILABLE,
                  "the host name could not be resolved; check base_uri and the name server");
    case CURLE_COULDNT_RESOLVE_PROXY:
      return make(Delivery::kNeverSent, SLUICE_E_UNAVAILABLE,
                  "the proxy's name could not be resolved; check proxy");
    case CURLE_COULDNT_CONNECT:
      return make(
          Delivery::kNeverSent, SLUICE_E_UNAVAILABLE,
          with_detail("could not connect", f) + "; check base_uri and that the remote system runs");
    case kAddressRefused:
      return make(Delivery::kFinal, SLUICE_E_DATA,
                  std::string("may not be connected to: ") + f.detail +
                      ", and only addresses of the public Internet are allowed here");
    case CURLE_OPERATION_TIMEDOUT:  // only the connect time-out is left to curl
      return timed_out(f.sent, "no connection", "connect_timeout_ms", s.timeouts.connect);
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CRL_BADFILE:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return tls(f, s);
    case CURLE_PARTIAL_FILE:
      return connection_lost(f, with_detail("the response was cut off", f) +
                                    "; the server closed "
                                    "the connection in the middle of the body");
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_FAIL_REWIND:
      return connection_lost(f, "the server closed the connection without a response");
    case CURLE_BAD_CONTENT_ENCODING:
      return make(Delivery::kUnreadable, SLUICE_E_DATA,
                  with_detail("the response could not be decompressed", f) +
                      "; the remote system or a proxy sends a broken body");
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return connection_lost(
          f, with_detail("the response is not HTTP", f) + "; check the port in base_uri");
    case CURLE_OUT_OF_MEMORY:
      return make(Delivery::kFinal, SLUICE_E_NO_MEMORY, "no memory for the request");
    default:
      return connection_lost(f, with_detail("the connection was lost", f));
  }
}

}  // namespace

Outcome describe(const CurlFailure& f, const SessionSettings& s) {
  Outcome out = reason(f, s);
  if (!f.answered) return out;
  out.response.status = f.answered;
  out.status = Status(out.status.code(), "answered with status " + std::to_string(f.answered) +
                                             ", body unreadable: " + out.status.message());
  out.status.with_remote_code(f.answered);
  return out;
}

}  // namespace sluice::http
