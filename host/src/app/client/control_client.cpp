#include "app/client/control_client.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "app/api/api_server.hpp"
#include "config/parse.hpp"
#include "platform/poll_set.hpp"

namespace sluice::app {
namespace {

// A stream gets a comment every 15 s.
constexpr int64_t kSilenceMs = 60'000;

Status ended(const std::string& what) {
  return {SLUICE_E_UNAVAILABLE, "the server " + what + "; see its log"};
}

// The response as it comes.
class Incoming {
 public:
  explicit Incoming(platform::TcpStream stream) : stream_(std::move(stream)) {}

  // What a server does not take it has answered already: reading tells.
  void send(std::string_view request) {
    poll_.watch(stream_.handle(), true, true);
    while (!request.empty()) {
      const auto moved = stream_.send({}, request);
      request.remove_prefix(moved.bytes);
      const bool over =
          moved.end == platform::Moved::End::closed || moved.end == platform::Moved::End::failed;
      if (over || (!moved.bytes && poll_.wait(-1, kSilenceMs).empty())) break;
    }
    poll_.watch(stream_.handle(), true, false);
  }

  // Waits for more; false at the end.
  Result<bool> more() {
    for (;;) {
      const auto moved = stream_.receive(part_, sizeof part_);
      if (moved.end == platform::Moved::End::closed) return false;
      if (moved.end == platform::Moved::End::failed) return ended("has broken the connection");
      text.append(part_, moved.bytes);
      if (moved.bytes) return true;
      if (poll_.wait(-1, kSilenceMs).empty()) return ended("does not answer");
    }
  }

  // Takes what comes before `mark` off, with the mark; nothing at the end.
  Result<std::optional<std::string>> take_until(std::string_view mark) {
    size_t at;
    while ((at = text.find(mark)) == text.npos) {
      const auto some = more();
      if (!some) return some.status();
      if (!*some) return std::optional<std::string>();
    }
    std::optional<std::string> out = text.substr(0, at);
    text.erase(0, at + mark.size());
    return out;
  }

  std::string text;

 private:
  platform::TcpStream stream_;
  platform::PollSet poll_;
  char part_[16 * 1024];
};

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

// Calls `each` for the lines of a text that have a colon: name and value, without the blank.
template <class Each>
void each_field(std::string_view text, Each&& each) {
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    const size_t colon = line.find(':');
    if (colon == line.npos) continue;
    std::string_view value = line.substr(colon + 1);
    if (value.starts_with(' ')) value.remove_prefix(1);
    each(std::string(line.substr(0, colon)), std::string(value));
  }
}

sluice_status code_of(int status) {
  return status == 409 || status == 412 || status == 503 ? SLUICE_E_UNAVAILABLE : SLUICE_E_INVALID;
}

ControlAnswer answer_of_head(const std::string& head) {
  ControlAnswer out;
  const size_t at = std::min(head.find(' '), head.size());  // "HTTP/1.1 200 OK"
  std::from_chars(head.data() + std::min(at + 1, head.size()), head.data() + head.size(),
                  out.status);
  each_field(head, [&](std::string name, std::string value) {
    out.headers[lower_case(std::move(name))] = std::move(value);
  });
  return out;
}

ServerEvent event_of(const std::string& block) {
  ServerEvent out;
  each_field(block, [&](const std::string& name, std::string value) {
    if (name == "id")
      out.id = std::move(value);
    else if (name == "event")
      out.name = std::move(value);
    else if (name == "data")
      out.data += value;
  });
  return out;
}

std::string request_text(const std::string& method, const std::string& target,
                         const std::string& headers, std::string_view body = {}) {
  std::string out = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers;
  if (!body.empty()) out += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  return (out += "\r\n").append(body);
}

Result<ControlAnswer> begin(Incoming& incoming, const std::string& request) {
  incoming.send(request);
  const auto head = incoming.take_until("\r\n\r\n");
  if (!head) return head.status();
  if (!*head) return ended("has closed the connection");
  return answer_of_head(**head);
}

Result<ControlAnswer> complete(Incoming& incoming, ControlAnswer answer) {
  for (;;) {
    const auto more = incoming.more();
    if (!more) return more.status();
    if (!*more) break;
  }
  answer.body = std::move(incoming.text);
  return answer;
}

}  // namespace

config::Node ControlAnswer::json() const {
  config::Problems problems("answer.json");
  auto node = config::parse_json(body, problems);
  return node ? *std::move(node) : config::Node();
}

Status ControlAnswer::problem() const {
  const config::Node node = json();
  const config::Node* const title = node.find("title");
  const config::Node* const detail = node.find("detail");
  std::string text = title ? title->text : "the server answers " + std::to_string(status);
  if (detail) text += ": " + detail->text;
  return {code_of(status), std::move(text)};
}

Status ControlAnswer::detail() const {
  const config::Node node = json();
  const config::Node* const detail = node.find("detail");
  return detail ? Status(code_of(status), detail->text) : problem();
}

std::optional<ControlClient> ControlClient::find(const std::string& state_folder) {
  std::string socket = control_socket(state_folder);
  if (!platform::unix_connect(socket)) return std::nullopt;
  return ControlClient(std::move(socket));
}

Result<ControlAnswer> ControlClient::ask(const std::string& method, const std::string& target,
                                         const std::string& headers, std::string_view body) const {
  auto stream = platform::unix_connect(socket_);
  if (!stream) return stream.status();
  Incoming incoming(*std::move(stream));
  auto answer = begin(incoming, request_text(method, target, headers, body));
  return answer ? complete(incoming, *std::move(answer)) : std::move(answer);
}

Result<config::Node> ControlClient::get(const std::string& target) const {
  const auto answer = ask("GET", target);
  if (!answer) return answer.status();
  if (answer->status != 200) return answer->problem();
  return answer->json();
}

Status ControlClient::follow(const std::string& target, const std::string& headers,
                             const Take& take) const {
  auto stream = platform::unix_connect(socket_);
  if (!stream) return stream.status();
  Incoming incoming(*std::move(stream));
  const auto answer = begin(incoming, request_text("GET", target, headers));
  if (!answer) return answer.status();
  if (answer->status != 200) {
    const auto whole = complete(incoming, *answer);
    return whole ? whole->problem() : whole.status();
  }
  for (;;) {
    const auto block = incoming.take_until("\n\n");
    if (!block) return block.status();
    if (!*block) return {};
    const ServerEvent event = event_of(**block);
    if (!event.data.empty() && !take(event)) return {};
  }
}

std::string no_server_text(const std::string& state_folder) {
  return "no server runs on " + state_folder + "; sluice serve starts one";
}

}  // namespace sluice::app
