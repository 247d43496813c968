#include "app/access/audit_log.hpp"

#include <algorithm>
#include <fstream>
#include <utility>

#include "app/report/console.hpp"
#include "config/parse.hpp"
#include "platform/private_file.hpp"

namespace sluice::app {
namespace {

namespace fs = std::filesystem;

constexpr int64_t kRefusalMinuteMs = 60'000;

fs::path older_file(const fs::path& file) {
  fs::path out = file;
  return out += ".1";
}

int64_t entry_number(const config::Node& node, std::string_view key) {
  const config::Node* const value = node.find(key);
  return value ? std::atoll(value->text.c_str()) : 0;
}

std::string entry_text(const config::Node& node, std::string_view key) {
  const config::Node* const value = node.find(key);
  return value ? value->text : std::string();
}

AuditEntry read_entry(const config::Node& node) {
  return {entry_number(node, "id"),
          entry_number(node, "at_ms"),
          entry_text(node, "who"),
          entry_text(node, "role"),
          entry_text(node, "from"),
          entry_text(node, "method"),
          entry_text(node, "route"),
          entry_text(node, "object"),
          static_cast<int>(entry_number(node, "result")),
          static_cast<uint64_t>(entry_number(node, "more"))};
}

// A request's path may be no UTF-8, and JSON has nothing else.
void make_text(std::string& text) {
  if (text.size() > AuditLog::kLongest) text.resize(AuditLog::kLongest);
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7e) c = '?';
}

}  // namespace

config::Node audit_node(const AuditEntry& entry) {
  config::Node node = config::Node::object();
  node.set("id", number_node(entry.id));
  node.set("at_ms", number_node(entry.at_ms));
  node.set("who", text_node(entry.who));
  node.set("role", text_node(entry.role));
  node.set("from", text_node(entry.from));
  node.set("method", text_node(entry.method));
  node.set("route", text_node(entry.route));
  node.set("object", text_node(entry.object));
  node.set("result", number_node(entry.result));
  if (entry.more) node.set("more", unsigned_node(entry.more));
  return node;
}

AuditLog::AuditLog(fs::path file, std::function<int64_t()> now_ms)
    : file_(std::move(file)), now_ms_(std::move(now_ms)) {
  read(older_file(file_));
  read(file_);
}

void AuditLog::read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  for (std::string line; std::getline(in, line);) {
    config::Problems problems(file.string());
    const auto node = config::parse_json(line, problems);
    if (!node || !problems.empty() || !node->is(config::Kind::kObject)) continue;
    AuditEntry entry = read_entry(*node);
    if (entry.id <= last_id_) continue;
    last_id_ = entry.id;
    keep(std::move(entry));
  }
}

void AuditLog::keep(AuditEntry entry) {
  entries_.push_back(std::move(entry));
  if (entries_.size() > kMost) entries_.pop_front();
}

// Without it only this entry is missing from the file: what it is about has happened.
void AuditLog::put(const AuditEntry& entry) const {
  std::error_code error;
  if (const auto size = fs::file_size(file_, error); !error && size > kMostBytes)
    fs::rename(file_, older_file(file_), error);
  const bool fresh = !fs::exists(file_, error);
  if (fresh) static_cast<void>(platform::PrivateFile::create(file_, false));
  std::ofstream out(file_, std::ios::binary | std::ios::app);
  out << config::to_json(audit_node(entry)) << '\n';
}

void AuditLog::add(AuditEntry entry) {
  for (std::string* text : {&entry.who, &entry.from, &entry.method, &entry.route, &entry.object})
    make_text(*text);
  const std::lock_guard lock(mutex_);
  entry.id = ++last_id_;
  entry.at_ms = now_ms_();
  put(entry);
  keep(std::move(entry));
}

void AuditLog::add_refusal(AuditEntry entry) {
  {
    const std::lock_guard lock(mutex_);
    const int64_t minute = now_ms_() / kRefusalMinuteMs;
    if (minute != minute_) refusals_ = 0;
    minute_ = minute;
    if (++refusals_ > kRefusalsAMinute) {
      uncounted_++;
      return;
    }
    entry.more = std::exchange(uncounted_, 0);
  }
  add(std::move(entry));
}

std::vector<AuditEntry> AuditLog::list(int64_t before, size_t most) const {
  std::vector<AuditEntry> out;
  const std::lock_guard lock(mutex_);
  for (auto one = entries_.rbegin(); one != entries_.rend() && out.size() < most; ++one)
    if (!before || one->id < before) out.push_back(*one);
  return out;
}

}  // namespace sluice::app
