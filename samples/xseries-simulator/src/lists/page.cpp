#include "lists/page.hpp"

#include <algorithm>

#include "common/random.hpp"

namespace sluice::simulator {
namespace {

constexpr std::size_t kHugeRecord = 20U << 20;
constexpr std::size_t kDeepNesting = 1000;

void shuffle(std::vector<const Row*>& rows, std::uint64_t seed) {
  Random random(seed);
  for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[random.below(i)]);
}

std::uint64_t page_seed(const Page& page, std::uint64_t seed) {
  return seed ^ (static_cast<std::uint64_t>(page.after) * 0x9e3779b97f4a7c15U);
}

std::string version_member(const Page& page, bool stuck) {
  if (page.rows.empty()) return R"("version":{"min":null,"max":null})";
  if (stuck) {
    const std::string after = std::to_string(page.after);
    return "\"version\":{\"min\":" + after + ",\"max\":" + after + "}";
  }
  const auto [low, high] =
      std::minmax_element(page.rows.begin(), page.rows.end(),
                          [](const Row* a, const Row* b) { return a->version < b->version; });
  return "\"version\":{\"min\":" + std::to_string((*low)->version) +
         ",\"max\":" + std::to_string((*high)->version) + "}";
}

// The members that a fault adds to the first row of the page.
std::string poison(const std::optional<Fault>& fault) {
  if (!fault) return {};
  switch (fault->kind) {
    case FaultKind::kHugeRecord:
      return ",\"blob\":\"" + std::string(fault->size != 0 ? fault->size : kHugeRecord, 'x') + '"';
    case FaultKind::kDeepNesting: {
      const std::size_t depth = fault->size != 0 ? fault->size : kDeepNesting;
      return ",\"nested\":" + std::string(depth, '[') + std::string(depth, ']');
    }
    case FaultKind::kInvalidUtf8:
      return ",\"broken\":\"\xC3\x28\xFF\"";
    case FaultKind::kExtraMembers:
      return R"(,"x_new_member":{"since":"2027-01","list":[1,2.50,null]},"x_flag":true)";
    default:
      return {};
  }
}

void apply_row_fault(Page& page, FaultKind kind, std::uint64_t seed) {
  if (kind == FaultKind::kShortPage && page.rows.size() > 1) page.rows.resize(page.rows.size() / 2);
  if (kind == FaultKind::kShuffled) shuffle(page.rows, page_seed(page, seed));
  if (kind == FaultKind::kDuplicateRows) {
    const std::vector<const Row*> copy = page.rows;
    page.rows.insert(page.rows.end(), copy.begin(), copy.end());
  }
}

std::string join_rows(const Page& page, const std::string& extra) {
  std::size_t size = 64 + extra.size() + page.tail.size();
  for (const Row* row : page.rows) size += row->text.size() + 1;
  std::string body;
  body.reserve(size);
  body += page.open;
  for (std::size_t i = 0; i < page.rows.size(); ++i) {
    if (i != 0) body += ',';
    body += page.rows[i]->text;
    if (i == 0) body.insert(body.size() - 1, extra);
  }
  body += page.tail;
  return body;
}

}  // namespace

Page bare_page() {
  Page page;
  page.open = "[";
  page.close = "";
  return page;
}

void apply_switches(Page& page, const Settings& settings) {
  const std::uint64_t seed = page_seed(page, settings.seed);
  if (settings.short_pages && page.rows.size() > 1) {
    page.rows.resize(1 + Random(seed).below(page.rows.size()));
  }
  if (settings.shuffle_rows) shuffle(page.rows, seed);
}

std::string page_body(Page page, const std::optional<Fault>& fault) {
  if (fault) apply_row_fault(page, fault->kind, page_seed(page, 1));
  const bool hide_version = fault && fault->kind == FaultKind::kVersionMissing;
  const bool stuck = fault && fault->kind == FaultKind::kCursorStuck;
  std::string body = join_rows(page, poison(fault));
  if (page.has_version && !hide_version) body += ',' + version_member(page, stuck);
  const bool extra = fault && fault->kind == FaultKind::kExtraMembers;
  if (extra && page.close == "}") body += R"(,"x_paging":{"hint":"none"})";
  body += page.close;
  return body;
}

}  // namespace sluice::simulator
