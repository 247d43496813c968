#include "sluice/rest/image_url.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "sluice/ext/http.h"
#include "sluice/http.hpp"
#include "sluice/rest/error_map.hpp"
#include "sluice/rest/json_body.hpp"
#include "sluice/rest/percent.hpp"

namespace sluice::rest {
namespace {

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    size_t end = std::min(text.find(at), text.size());
    out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

// A URL in the parts that the host's HTTP service expects.
struct Url {
  std::string origin, file_name;
  std::vector<std::string> segments;
  std::vector<std::pair<std::string, std::string>> query;

  explicit Url(std::string_view text) {
    text = text.substr(0, text.find('#'));
    size_t question = std::min(text.find('?'), text.size());
    std::string_view before = text.substr(0, question);
    size_t path = std::min(before.find('/', before.find("://") + 3), before.size());
    origin = before.substr(0, path);
    for (auto part : split(before.substr(std::min(path + 1, before.size())), '/'))
      segments.push_back(percent_decoded(part, false));
    if (!segments.empty()) file_name = segments.back();
    for (auto pair : split(text.substr(std::min(question + 1, text.size())), '&')) {
      size_t equals = std::min(pair.find('='), pair.size());
      query.emplace_back(percent_decoded(pair.substr(0, equals), true),
                         percent_decoded(pair.substr(std::min(equals + 1, pair.size())), true));
    }
  }
};

bool starts_with_word(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() &&
         std::equal(lower.begin(), lower.end(), text.begin(),
                    [](char l, char c) { return (c >= 'A' && c <= 'Z' ? c + 32 : c) == l; });
}

// A wrong URL or target is the record's fault, not the shop's or its client's.
Status of_record(const Status& status) {
  const auto code = status.code();
  const bool passes = code == SLUICE_E_UNAVAILABLE || code == SLUICE_E_TIMEOUT ||
                      code == SLUICE_E_RATE_LIMITED || code == SLUICE_E_CANCELLED ||
                      code == SLUICE_E_NO_MEMORY;
  return passes ? status : Status::data(status.message());
}

std::string image_session(const Url& url, bool public_only) {
  return "{\"base_uri\":" + json_string(url.origin) +
         ",\"rate\":{\"remaining_header\":\"\"},\"public_only\":" +
         (public_only ? "true" : "false") + "}";
}

}  // namespace

bool is_url(std::string_view place) {
  return starts_with_word(place, "http://") || starts_with_word(place, "https://");
}

std::string file_name_of_url(std::string_view url) { return Url(url).file_name; }

Result<std::string> fetch_image(const Host& host, std::string_view text, bool public_only,
                                const Cancel& cancel) {
  const Url url(text);
  auto session = HttpSession::open(host.abi(), {}, image_session(url, public_only));
  if (!session) return of_record(session.status());
  sluice::Request request;
  for (const std::string& segment : url.segments) request.segments.push_back(slice(segment));
  for (const auto& [name, value] : url.query) request.query.push_back({slice(name), slice(value)});
  auto abi = request.abi();
  sluice_http_exchange* started = nullptr;
  if (auto status = session->start(abi, &started); !status) return of_record(status);
  Exchange exchange(session->http(), started);
  Response response;
  if (auto status = session->finish(exchange.abi(), nullptr, response.abi(), cancel.abi()); !status)
    return of_record(status);
  if (auto status = map_response(response.status(), response.body(), url.origin); !status)
    return of_record(status);
  return std::string(response.body());
}

}  // namespace sluice::rest
