#include "config/alert_section.hpp"

#include "schedule/duration.hpp"

namespace sluice::config {
namespace {

constexpr int64_t kShortestEveryMs = 1000;

void read_every(const Node& every, const std::string& pointer, AlertConfig& into,
                Problems& problems) {
  const Result<int64_t> length = schedule::parse_duration(every.text);
  if (length && *length >= kShortestEveryMs)
    into.every_ms = *length;
  else
    problems.add(every.at, pointer + "/every",
                 length ? "every is 1s or more" : length.status().message());
}

}  // namespace

AlertConfig read_alert(const Node& section, const std::string& pointer, Problems& problems) {
  AlertConfig out;
  const Node *to = section.find("to"), *mail = section.find("mail");
  if (to && mail)
    problems.add(mail->at, pointer + "/mail", "to and mail are both given; write one of them");
  if (!to && !mail && !problems.has(pointer + "/to") && !problems.has(pointer + "/mail"))
    problems.add(section.at, pointer,
                 "whom it tells is missing: to: the name of an outgoing: entry, or mail: a list of "
                 "addresses");
  if (mail)
    for (const Node& address : mail->items) out.mail.push_back(address.text);
  const Node* every = section.find("every");
  if (every && every->is(Kind::kString)) read_every(*every, pointer, out, problems);
  return out;
}

}  // namespace sluice::config
