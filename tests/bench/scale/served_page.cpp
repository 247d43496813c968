#include "served_page.hpp"

#include <charconv>

namespace sluice::bench {
namespace {

constexpr std::string_view kEmpty =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 45\r\n\r\n"
    R"({"data":[],"version":{"min":null,"max":null}})";

std::string head(size_t length) {
  return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
         std::to_string(length) + "\r\n\r\n";
}

// The number at `at` and where it ends; nothing if there is none.
std::optional<uint64_t> number_at(std::string_view text, size_t at, size_t& end) {
  uint64_t value = 0;
  const auto [stop, error] = std::from_chars(text.data() + at, text.data() + text.size(), value);
  if (error != std::errc()) return std::nullopt;
  end = static_cast<size_t>(stop - text.data());
  return value;
}

}  // namespace

std::optional<ServedPage> ServedPage::make(std::string_view body) {
  constexpr std::string_view kMin = R"("min":)";
  const size_t min = body.rfind(kMin);
  size_t end = 0;
  if (min == body.npos) return std::nullopt;
  const auto first = number_at(body, min + kMin.size(), end);
  if (!first) return std::nullopt;
  ServedPage page;
  page.first_ = *first;
  page.text_ = head(body.size()).append(body);
  page.add_numbers_after(R"("version":)");
  page.records_ = page.spots_.size();
  page.add_numbers_after(R"("min":)");
  page.add_numbers_after(R"("max":)");
  if (!page.records_ || page.spots_.size() != page.records_ + 2) return std::nullopt;
  return page;
}

void ServedPage::add_numbers_after(std::string_view key) {
  for (size_t at = text_.find(key); at != text_.npos; at = text_.find(key, at)) {
    at += key.size();
    size_t end = 0;
    if (const auto value = number_at(text_, at, end)) spots_.push_back({end - 1, *value - first_});
  }
}

std::string_view ServedPage::with_first(uint64_t first) {
  for (const Spot& spot : spots_) {
    uint64_t left = first + spot.ahead;
    for (char* digit = text_.data() + spot.offset; left; left /= 10)
      *digit-- = static_cast<char>('0' + left % 10);
  }
  return text_;
}

std::string_view empty_page() { return kEmpty; }

}  // namespace sluice::bench
