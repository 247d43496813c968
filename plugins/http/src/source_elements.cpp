#include "source_elements.hpp"

#include <charconv>
#include <utility>

#include "own_batch.hpp"
#include "sluice/ext/secret_names.h"
#include "walk_state.hpp"

namespace http_plugin {

using sluice::Batch;
using sluice::Cancel;
using sluice::Host;
using sluice::Result;
using sluice::Status;

namespace {

constexpr size_t kKeySize = 16;    // of element_key()
constexpr char kBehindList = '@';  // in a place: "2:0123456789abcdef@page"

Status bad_place(std::string_view place) {
  return {SLUICE_E_INVALID, "cursor \"" + std::string(place.substr(0, 60)) +
                                "\" is no place in for_each; forget it with `sluice state reset`"};
}

}  // namespace

std::vector<Element> fixed_elements(const Host& host, const std::vector<std::string>& all) {
  const auto* names = host.extension<sluice_secret_names>(SLUICE_EXT_SECRET_NAMES);
  std::vector<Element> out;
  for (const std::string& json : all) {
    sluice::detail::StringText named;
    const bool known =
        names && names->name(host.abi(), sluice::slice(json), &named.abi) == SLUICE_OK;
    out.push_back({json, element_key(known ? named.value : json)});
  }
  return out;
}

std::string ElementList::place() const {
  if (at_ == 0) return "0";
  return std::to_string(at_) + ":" + all_[at_ - 1].key;
}

bool ElementList::seek(std::string_view place) {
  at_ = 0;
  const char* const end = place.data() + place.size();
  size_t at = 0;
  const auto [stopped, error] = std::from_chars(place.data(), end, at);
  if (error != std::errc()) return place.empty();
  if (at == 0) return stopped == end;
  const std::string_view key(stopped, static_cast<size_t>(end - stopped));
  if (key.size() != kKeySize + 1) return false;
  if (at <= all_.size() && all_[at - 1].key == key.substr(1)) at_ = at;
  return true;
}

Status FixedElements::seek(std::string_view place) {
  return list_.seek(place) ? Status() : bad_place(place);
}

Status ParentElements::seek(std::string_view place) {
  if (Status s = begin_(walk_); !s) return s;
  const size_t at = std::min(place.find(kBehindList), place.size());
  list_ = {};
  more_ = true;
  in_page_ = place.substr(0, at);
  page_ = place.substr(std::min(at + 1, place.size()));
  if (at == place.size() && !place.empty()) return bad_place(place);
  return walk_.seek(page_);
}

// Where pages cannot be found again there is no place in them.
std::string ParentElements::place() const {
  if (!walk_.resumes()) return {};
  return (list_.current() || in_page_.empty() ? list_.place() : in_page_) + kBehindList + page_;
}

Status ParentElements::take_page(const Cancel& cancel) {
  auto own = own_batch(host_);
  if (!own) return own.status();
  const Batch page(own->get());
  auto more = walk_.take(page, {}, cancel);
  if (!more) return Status(more.status()).in("for_each");
  Status status = take_rows(page);
  if (!status) {
    static_cast<void>(walk_.take_back());  // the page will be requested again
    return status.in("for_each");
  }
  page_ = walk_.taken_place();
  more_ = *more;
  const std::string place = std::exchange(in_page_, {});
  return list_.seek(place) ? Status() : bad_place(place);
}

Status ParentElements::take_rows(Batch page) {
  std::vector<Element> elements;
  for (size_t i = 0; i < page.size(); i++) {
    auto json = page[i].live() ? page[i].root().json() : Result<std::string_view>(Status());
    if (!page[i].live() || !json)
      return Status::data("row " + std::to_string(i + 1) + " of " + walk_.name() +
                          " cannot be read");
    elements.push_back({std::string(*json), element_key(*json)});
  }
  if (Status s = note_(page, walk_.envelope()); !s) return s;
  list_ = ElementList(std::move(elements));
  return {};
}

Result<const Element*> ParentElements::current(const Cancel& cancel) {
  while (!list_.current() && more_)
    if (Status s = take_page(cancel); !s) return s;
  return list_.current();
}

}  // namespace http_plugin
