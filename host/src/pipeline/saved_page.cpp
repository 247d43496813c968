#include "pipeline/saved_page.hpp"

#include <filesystem>

#include "base/character.hpp"
#include "platform/private_file.hpp"

namespace sluice::pipeline {
namespace {

namespace fs = std::filesystem;

std::string redacted(const Plan& plan, std::string_view text) {
  return plan.redact ? plan.redact(text) : std::string(text);
}

// The configuration checks a pipeline's name; a test or another caller may not.
std::string name_start(const Plan& plan, uint64_t page) {
  std::string name;
  for (char c : plan.pipeline) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_';
    name += plain ? c : '_';
  }
  return "unreadable-" + name + "-page-" + std::to_string(page) + "-";
}

// From earlier runs that stopped at the same page: the newest is enough.
void remove_earlier(const fs::path& folder, const std::string& start) {
  std::error_code error;
  std::vector<fs::path> earlier;
  for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
       entry.increment(error))
    if (entry->path().filename().string().compare(0, start.size(), start) == 0)
      earlier.push_back(entry->path());
  for (const fs::path& file : earlier) fs::remove(file, error);
}

}  // namespace

std::string save_page(const Plan& plan, uint64_t page, std::string_view text) {
  if (plan.state_folder.empty()) return "the page was not saved: there is no state folder";
  const fs::path folder(plan.state_folder);
  const std::string start = name_start(plan, page);
  remove_earlier(folder, start);
  const fs::path path = folder / (start + platform::random_name() + ".txt");
  const auto file = platform::PrivateFile::create(path, false);
  const Status status = file ? file->append(redacted(plan, text)) : file.status();
  return status ? "the page is saved in " + path.string()
                : "the page could not be saved: " + status.message();
}

std::string shown_cursor(const Plan& plan, std::string_view cursor) {
  constexpr size_t kLongest = 120;
  if (cursor.empty()) return "the beginning";
  std::string shown = redacted(plan, cursor);
  for (char& c : shown)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  if (shown.size() > kLongest) {
    shown.resize(base::character_start(shown, kLongest));
    shown += "...";
  }
  return "cursor " + shown;
}

}  // namespace sluice::pipeline
