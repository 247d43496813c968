#include "pipeline/saved_page.hpp"

#include <filesystem>
#include <fstream>

namespace sluice::pipeline {
namespace {

namespace fs = std::filesystem;

std::string redacted(const Plan& plan, std::string_view text) {
  return plan.redact ? plan.redact(text) : std::string(text);
}

// A pipeline's name is checked by the configuration; a test's or another caller's is not.
std::string file_name(const Plan& plan, uint64_t page) {
  std::string name;
  for (char c : plan.pipeline) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_';
    name += plain ? c : '_';
  }
  return "unreadable-" + name + "-page-" + std::to_string(page) + ".txt";
}

}  // namespace

std::string save_page(const Plan& plan, uint64_t page, std::string_view text) {
  if (plan.state_folder.empty()) return "the page was not saved: there is no state folder";
  const fs::path path = fs::path(plan.state_folder) / file_name(plan, page);
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  const std::string kept = redacted(plan, text);
  out.write(kept.data(), static_cast<std::streamsize>(kept.size()));
  out.close();
  if (!out) return "the page could not be saved in " + path.string();
  std::error_code ignored;
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write, ignored);
  return "the page is saved in " + path.string();
}

std::string shown_cursor(const Plan& plan, std::string_view cursor) {
  constexpr size_t kLongest = 120;
  if (cursor.empty()) return "the beginning";
  std::string shown = redacted(plan, cursor);
  for (char& c : shown)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  if (shown.size() > kLongest) {
    size_t cut = kLongest;
    while (cut && (static_cast<unsigned char>(shown[cut]) & 0xC0) == 0x80) cut--;
    shown.resize(cut);
    shown += "...";
  }
  return "cursor " + shown;
}

}  // namespace sluice::pipeline
