#include "config/alert_section.hpp"

#include "config/length.hpp"

namespace sluice::config {
namespace {

constexpr ShortestLength kShortestEvery = {1000, "1s or more"};

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
  read_length(section, "every", kShortestEvery, pointer, out.every_ms, problems);
  return out;
}

}  // namespace sluice::config
