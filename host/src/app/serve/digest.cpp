#include "app/serve/digest.hpp"

#include <algorithm>
#include <string_view>

#include "app/report/console.hpp"
#include "base/character.hpp"

namespace sluice::app {
namespace {

constexpr size_t kMostNames = 5;
constexpr size_t kMostLineBytes = 900;  // a mail's line has 998 at most

std::string seconds_of_ms(int64_t unix_ms) { return time_text(unix_ms * 1000); }

// Not twice, the latest first.
std::vector<std::string> pipelines_in(const Digest& digest) {
  std::vector<std::string> names;
  for (const store::LoggedRun& run : digest.runs)
    if (std::find(names.begin(), names.end(), run.pipeline) == names.end())
      names.push_back(run.pipeline);
  return names;
}

std::string shortened_list(const std::vector<std::string>& names) {
  std::string out;
  for (size_t i = 0; i < std::min(names.size(), kMostNames); i++) out += (i ? ", " : "") + names[i];
  const size_t more = names.size() - std::min(names.size(), kMostNames);
  return more ? out + " and " + std::to_string(more) + " more" : out;
}

config::Node told_run(const store::LoggedRun& run) {
  config::Node out = config::Node::object();
  out.set("pipeline", text_node(run.pipeline));
  out.set("run", number_node(run.id));
  out.set("outcome", text_node(store::outcome_name(run.outcome)));
  out.set("message", text_node(run.message));
  out.set("started", text_node(seconds_of_ms(run.started_ms)));
  out.set("ended", text_node(seconds_of_ms(run.ended_ms)));
  out.set("parked", unsigned_node(run.parked));
  return out;
}

// A message may hold what a remote system said: line breaks would look like lines of ours.
std::string mail_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < 0x20; }, ' ');
  text.resize(base::character_start(text, std::min(text.size(), kMostLineBytes)));
  return text + "\n";
}

std::string mailed_run(const store::LoggedRun& run) {
  std::string out =
      "\n" + mail_line(run.pipeline + ", run " + std::to_string(run.id) + ": " +
                       std::string(store::outcome_name(run.outcome)) + ", " +
                       seconds_of_ms(run.started_ms) + " to " + seconds_of_ms(run.ended_ms));
  if (!run.message.empty()) out += mail_line("  " + run.message);
  if (run.parked) out += "  parked records: " + grouped(run.parked) + "\n";
  return out;
}

std::string address_list(const std::vector<std::string>& to) {
  std::string out;
  // One a line: fifty addresses are longer than a line may be.
  for (const std::string& address : to) out += (out.empty() ? "" : ",\n ") + address;
  return out;
}

}  // namespace

std::string title_of(const Digest& digest) {
  const std::string what = digest.failed ? " failed" : " parked records";
  return std::to_string(digest.count) + (digest.count == 1 ? " run" : " runs") + what + " on " +
         digest.host + ": " + shortened_list(pipelines_in(digest));
}

std::string json_of(const Digest& digest) {
  config::Node out = config::Node::object(), runs = config::Node::array();
  for (const store::LoggedRun& run : digest.runs) runs.items.push_back(told_run(run));
  out.set("title", text_node(title_of(digest)));
  out.set("host", text_node(digest.host));
  out.set("config", text_node(digest.config));
  out.set("from", text_node(seconds_of_ms(digest.from_ms)));
  out.set("to", text_node(seconds_of_ms(digest.to_ms)));
  out.set("failed", unsigned_node(digest.failed));
  out.set("parked", unsigned_node(digest.parked));
  out.set("runs", std::move(runs));
  return config::to_json(out) + "\n";
}

std::string mail_of(const Digest& digest, const std::vector<std::string>& to) {
  std::string out = "To: " + address_list(to) + "\nSubject: [sluice] " +
                    mail_line(title_of(digest)) +
                    "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
                    "Content-Transfer-Encoding: 8bit\nAuto-Submitted: auto-generated\n\n";
  out += mail_line(title_of(digest)) + mail_line("Config: " + digest.config) +
         mail_line("From " + seconds_of_ms(digest.from_ms) + " to " + seconds_of_ms(digest.to_ms));
  for (const store::LoggedRun& run : digest.runs) out += mailed_run(run);
  if (digest.count > digest.runs.size())
    out += "\nand " + grouped(digest.count - digest.runs.size()) +
           " earlier ones; see sluice runs list\n";
  return out;
}

}  // namespace sluice::app
