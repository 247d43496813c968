#include "sluice/rest/walk_cursor.hpp"

namespace sluice::rest {
namespace {

constexpr std::string_view kWholeMark = ";full";
constexpr std::string_view kEndMark = ";end";

}  // namespace

WalkCursor WalkCursor::start(std::string_view stored, Keeps keeps, bool whole) {
  if (keeps == Keeps::kNothing || stored.empty())
    return {{}, whole ? Walk::kWhole : Walk::kChanges};
  if (keeps == Keeps::kWithinWalk) return {std::string(stored), Walk::kChanges};
  if (stored.ends_with(kWholeMark)) {
    stored.remove_suffix(kWholeMark.size());
    return {std::string(stored), Walk::kWhole};
  }
  if (whole) return {{}, Walk::kWhole};
  if (stored.ends_with(kEndMark)) stored.remove_suffix(kEndMark.size());
  return {std::string(stored), Walk::kChanges};
}

std::string WalkCursor::text() const {
  if (position.empty()) return {};
  if (walk == Walk::kWhole) return position + std::string(kWholeMark);
  return walk == Walk::kEnded ? position + std::string(kEndMark) : position;
}

}  // namespace sluice::rest
