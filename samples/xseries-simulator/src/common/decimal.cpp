#include "common/decimal.hpp"

#include <algorithm>
#include <charconv>

#include "common/api_error.hpp"

namespace sluice::simulator {
namespace {

constexpr std::size_t kPlaces = 5;
constexpr std::size_t kMaxWhole = 12;

bool digits_only(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::int64_t number(const std::string& digits) {
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  const bool minus = text.starts_with('-');
  if (minus || text.starts_with('+')) text.remove_prefix(1);
  const std::size_t dot = std::min(text.find('.'), text.size());
  const std::string whole(text.substr(0, dot));
  std::string rest(dot < text.size() ? text.substr(dot + 1) : "");
  if (whole.empty() || whole.size() > kMaxWhole || rest.size() > kPlaces) return std::nullopt;
  if (!digits_only(whole) || !digits_only(rest) || text.ends_with('.')) return std::nullopt;
  rest.resize(kPlaces, '0');
  const std::int64_t units = number(whole) * kUnit + number(rest);
  return Decimal(minus ? -units : units);
}

std::optional<Decimal> Decimal::read(const std::string* raw) {
  if (raw == nullptr) return std::nullopt;
  return parse(as_text(raw).value_or(*raw));
}

std::string Decimal::text(std::size_t least_places) const {
  const std::int64_t size = units_ < 0 ? -units_ : units_;
  std::string places = std::to_string(kUnit + size % kUnit).substr(1);
  while (places.size() > least_places && places.back() == '0') places.pop_back();
  return (units_ < 0 ? "-" : "") + std::to_string(size / kUnit) +
         (places.empty() ? "" : "." + places);
}

Decimal operator*(Decimal a, Decimal b) {
  __extension__ using Wide = __int128;
  const Wide product = Wide{a.units_} * b.units_;
  const Wide half = product < 0 ? -Decimal::kUnit / 2 : Decimal::kUnit / 2;
  return Decimal(static_cast<std::int64_t>((product + half) / Decimal::kUnit));
}

Decimal decimal_member(const JsonMembers& body, const char* name) {
  const std::string* raw = body.find(name);
  if (raw == nullptr || *raw == "null") return {};
  const std::optional<Decimal> value = Decimal::read(raw);
  if (!value) throw ApiError(400, std::string(name) + " must be a decimal number");
  return *value;
}

}  // namespace sluice::simulator
