#include "sluice/rest/attachment.hpp"

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "sluice/http.hpp"
#include "sluice/rest/error_map.hpp"

namespace sluice::rest {
namespace {

constexpr size_t kLargest = 32u << 20;

// The first bytes of a file of each kind (JPEG: ITU-T T.81 B.1.1.3, PNG: RFC 2083 3.1).
std::string_view image_type(std::string_view bytes) {
  if (bytes.substr(0, 3) == "\xFF\xD8\xFF") return "image/jpeg";
  if (bytes.substr(0, 8) == "\x89PNG\r\n\x1A\n") return "image/png";
  return {};
}

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::string decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  for (size_t i = 0; i < text.size(); i++) {
    bool encoded =
        text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0;
    if (encoded) {
      out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
      i += 2;
    } else {
      out += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    size_t end = std::min(text.find(at), text.size());
    out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

// A URL in the parts the host's HTTP service takes.
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
      segments.push_back(decoded(part, false));
    if (!segments.empty()) file_name = segments.back();
    for (auto pair : split(text.substr(std::min(question + 1, text.size())), '&')) {
      size_t equals = std::min(pair.find('='), pair.size());
      query.emplace_back(decoded(pair.substr(0, equals), true),
                         decoded(pair.substr(std::min(equals + 1, pair.size())), true));
    }
  }
};

std::string json_text(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

bool has_control(std::string_view text) {
  for (char c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return true;
  return false;
}

Result<std::string> fetch(const Host& host, const Url& url, const Cancel& cancel) {
  // No token, and no share in the client's rate budget.
  auto session = HttpSession::open(host.abi(), "{\"base_uri\":" + json_text(url.origin) +
                                                   ",\"budget\":{\"remaining_header\":\"\"}}");
  if (!session) return Status::data("image: " + session.status().message());
  Request request;
  for (const std::string& segment : url.segments) request.segments.push_back(slice(segment));
  for (const auto& [name, value] : url.query) request.query.push_back({slice(name), slice(value)});
  auto abi = request.abi();
  sluice_http_exchange* started = nullptr;
  if (auto status = session->start(abi, &started); !status)
    return Status::data("image: " + status.message());
  Exchange exchange(session->http(), started);
  Response response;
  if (auto status = session->finish(exchange.abi(), nullptr, response.abi(), cancel.abi()); !status)
    return status.in("image");
  if (auto status = map_answer(response.status(), response.body(), url.origin); !status) {
    // What the image's server refuses says nothing about the shop's credentials.
    bool passes = status.code() == SLUICE_E_UNAVAILABLE || status.code() == SLUICE_E_RATE_LIMITED;
    return passes ? status.in("image") : Status::data("image: " + status.message());
  }
  return std::string(response.body());
}

Result<std::string> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Status::data("image " + path + " cannot be opened");
  std::string out(std::istreambuf_iterator<char>(in), {});
  if (in.bad()) return Status::data("image " + path + " cannot be read");
  return out;
}

}  // namespace

Result<FilePart> load_image(const Host& host, std::string_view name, std::string_view place,
                            const Cancel& cancel) {
  if (place.empty() || has_control(place))
    return Status::data(std::string(name) + " must be a path or a URL");
  bool remote = place.substr(0, 7) == "http://" || place.substr(0, 8) == "https://";
  std::string file_name(place.substr(place.find_last_of('/') + 1));
  Result<std::string> bytes = std::string();
  if (remote) {
    Url url(place);
    file_name = url.file_name;
    bytes = fetch(host, url, cancel);
  } else {
    bytes = read_file(std::string(place));
  }
  if (!bytes) return bytes.status();
  if (bytes->size() > kLargest)
    return Status::data("image " + std::string(place) + " is larger than 32 MiB");
  std::string_view type = image_type(*bytes);
  if (type.empty()) return Status::data("image " + std::string(place) + " is neither JPEG nor PNG");
  if (file_name.empty()) file_name = "image";
  return FilePart{std::string(name), file_name, std::string(type), *std::move(bytes)};
}

}  // namespace sluice::rest
