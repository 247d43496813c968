#include "http/carrier/transport_failure.hpp"

#include <string_view>
#include <utility>

namespace sluice::http {
namespace {

Outcome failed_as(Delivery delivery, sluice_status code, std::string message) {
  Outcome out;
  out.delivery = delivery;
  out.status = Status(code, std::move(message));
  return out;
}

Outcome not_sent(std::string message) {
  return failed_as(Delivery::kNeverSent, SLUICE_E_UNAVAILABLE, std::move(message));
}

Outcome wrong_setting(std::string message) {
  return failed_as(Delivery::kFinal, SLUICE_E_INVALID, std::move(message));
}

Outcome unreadable(std::string message) {
  return failed_as(Delivery::kUnreadable, SLUICE_E_DATA, std::move(message));
}

Outcome connection_lost(const TransportFailure& f, std::string what) {
  return failed_as(f.sent ? Delivery::kLost : Delivery::kNeverSent, SLUICE_E_UNAVAILABLE,
                   std::move(what));
}

Outcome timed_out(const TransportFailure& f, const char* what, const char* setting, int64_t ms) {
  return failed_as(f.sent ? Delivery::kLost : Delivery::kNeverSent, SLUICE_E_TIMEOUT,
                   std::string(what) + " within " + std::to_string(ms) + " ms (" + setting +
                       "); check the remote system or raise the setting");
}

std::string with_detail(const std::string& what, const TransportFailure& f) {
  return what + ": " + f.detail;
}

// By the messages of OpenSSL and curl; others get the usual reason.
std::string certificate_advice(std::string_view detail) {
  if (detail.find("expired") != detail.npos)
    return "its operator must renew it; check this machine's clock, too";
  if (detail.find("not yet valid") != detail.npos) return "check this machine's clock";
  if (detail.find("subject name") != detail.npos)
    return "it is another host's; check the host in base_uri";
  return "if it is signed by an authority of your own, name its file in ca_file";
}

Outcome describe_limit(const TransportFailure& f, const SessionSettings& s) {
  switch (f.kind) {
    case FailureKind::kBodyTooBig:
      return unreadable("the response's body is larger than " + std::to_string(s.max_body_bytes) +
                        " bytes (max_body_bytes); ask for smaller pages or raise the setting");
    case FailureKind::kHeadersTooBig:
      return unreadable(
          "the response's headers are larger than 256 KiB, or one of them than 100 KiB; the remote "
          "system is broken");
    case FailureKind::kConnectTimeout:
      return timed_out(f, "no connection", "connect_timeout_ms", s.timeouts.connect);
    case FailureKind::kFirstByteTimeout:
      return timed_out(f, "no response", "first_byte_timeout_ms", s.timeouts.first_byte);
    case FailureKind::kStallTimeout:
      return timed_out(f, "the response stopped in the middle; nothing more came",
                       "stall_timeout_ms", s.timeouts.stall);
    default:
      return timed_out(f, "the response was not complete", "total_timeout_ms", s.timeouts.total);
  }
}

Outcome describe_connecting(const TransportFailure& f, const SessionSettings& s) {
  switch (f.kind) {
    case FailureKind::kHostNotResolved:
      return not_sent("the host name could not be resolved; check base_uri and the name server");
    case FailureKind::kProxyNotResolved:
      return not_sent("the proxy's name could not be resolved; check proxy");
    case FailureKind::kNotConnected:
      return not_sent(with_detail("could not connect", f) +
                      "; check base_uri and that the remote system runs");
    case FailureKind::kAddressRefused:
      return failed_as(Delivery::kFinal, SLUICE_E_DATA,
                       with_detail("may not be connected to", f) +
                           ", and only addresses of the public Internet are allowed here");
    case FailureKind::kCaFileUnreadable:
      return wrong_setting("the file of certificates '" + s.ca_file +
                           "' could not be read (ca_file); give a readable PEM file");
    case FailureKind::kCertificateRefused:
      return wrong_setting(with_detail("the server's certificate was refused", f) + "; " +
                           certificate_advice(f.detail));
    default:
      return connection_lost(f, with_detail("the TLS connection failed", f));
  }
}

Outcome describe_response(const TransportFailure& f) {
  switch (f.kind) {
    case FailureKind::kNoResponse:
      return connection_lost(f, "the server closed the connection without a response");
    case FailureKind::kCutOff:
      return connection_lost(f, with_detail("the response was cut off", f) +
                                    "; the server closed the connection in the middle of the body");
    case FailureKind::kNotHttp:
      return connection_lost(
          f, with_detail("the response is not HTTP", f) + "; check the port in base_uri");
    case FailureKind::kNotUnpacked:
      return unreadable(with_detail("the response could not be decompressed", f) +
                        "; the remote system or a proxy sends a broken body");
    case FailureKind::kNoMemory:
      return failed_as(Delivery::kFinal, SLUICE_E_NO_MEMORY, "no memory for the request");
    case FailureKind::kNoMemoryForBody:
      return failed_as(Delivery::kUnreadable, SLUICE_E_NO_MEMORY,
                       "no memory for the response's body");
    default:
      return connection_lost(f, with_detail("the connection was lost", f));
  }
}

Outcome describe_kind(const TransportFailure& f, const SessionSettings& s) {
  if (f.kind >= FailureKind::kBodyTooBig) return describe_limit(f, s);
  if (f.kind < FailureKind::kNoResponse) return describe_connecting(f, s);
  return describe_response(f);
}

}  // namespace

Outcome describe(const TransportFailure& f, const SessionSettings& s) {
  Outcome out = describe_kind(f, s);
  if (!f.status) return out;
  out.response.status = f.status;
  out.status = Status(out.status.code(), "response with status " + std::to_string(f.status) +
                                             ", body unreadable: " + out.status.message());
  out.status.with_remote_code(f.status);
  return out;
}

}  // namespace sluice::http
