#include "sluice/rest/page_of_pages.hpp"

#include "sluice/rest/next_value.hpp"
#include "sluice/rest/value_path.hpp"
#include "sluice/rest/version_cursor.hpp"

namespace sluice::rest {
namespace {

std::optional<uint64_t> number_at(Value from, std::string_view name) {
  auto text = text_at(from, name);
  return text ? parse_version(*text) : std::nullopt;
}

// How many pages there are; nothing: it does not say.
Result<std::optional<uint64_t>> pages_in(Value told, const std::string& where) {
  auto text = next_at(told, "pages");
  if (text && !*text) return std::optional<uint64_t>();
  const auto number = text ? parse_version(**text) : std::nullopt;
  if (!number) return no_next(told["pages"], where, "the number of pages");
  return number;
}

}  // namespace

Status PageOfPages::seek(std::string_view cursor) {
  auto number = cursor.empty() ? start_ : parse_version(cursor);
  if (!number)
    return {SLUICE_E_INVALID, "cursor \"" + std::string(cursor.substr(0, 40)) + "\" is no page"};
  number_ = *number;
  absent_.clear();
  guard_.reset();
  return {};
}

Result<bool> PageOfPages::advance(const Page& page) {
  const Value named = at_path(page.envelope, next_);
  const Value told = named.is_object() ? named : page.envelope;
  auto said = pages_in(told, std::string(next_) + ".pages");
  if (!said) return said.status();
  const std::optional<uint64_t> pages = *said;
  if (!pages) {
    const Result<std::optional<std::string>> other =
        named.is_object() ? std::optional<std::string>() : next_at(page.envelope, next_);
    if (!other || *other) return no_next(named, next_, "an object with the number of pages");
    if (!told["pages"]) absent_ = std::string(next_) + ".pages";
    return false;
  }
  auto answered = number_at(told, "page");
  if (answered && *answered != number_ && page.rows())
    return Status::data("asked for " + std::string(slot_.name()) + " " + std::to_string(number_) +
                        ", the server answers " + std::to_string(*answered) +
                        ": it does not go on");
  if (number_ >= *pages) return false;
  const std::string what = std::string(slot_.name()) + " " + std::to_string(number_);
  if (auto status = guard_.check(page, what); !status) return status;
  number_++;
  return true;
}

}  // namespace sluice::rest
