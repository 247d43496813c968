#include "services/secret_references.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/percent.hpp"

namespace sluice::services {
namespace {

constexpr std::string_view kBegin = "${sluice:";
constexpr char kOr = '|';  // between references that had one value

std::string as_it_is(std::string_view value) { return std::string(value); }

std::string json_escape(std::string_view value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  writer.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  return {buffer.GetString() + 1, buffer.GetSize() - 2};
}

// How a value may stand in a text.
struct Form {
  std::string_view name;
  std::string (*spell)(std::string_view value);
};
constexpr std::array<Form, 3> kForms = {
    {{"", as_it_is}, {"url:", base::percent_encode}, {"json:", json_escape}}};

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (size_t at = 0; (at = text.find(what, at)) != text.npos; at += by.size())
    text.replace(at, what.size(), by);
}

const Form& form_of(std::string_view& reference) {
  for (size_t i = 1; i < kForms.size(); i++) {
    if (!reference.starts_with(kForms[i].name)) continue;
    reference.remove_prefix(kForms[i].name.size());
    return kForms[i];
  }
  return kForms[0];
}

Status unknown(std::string_view reference) {
  return {SLUICE_E_INVALID, "it needs the value of ${" + std::string(reference) +
                                "}, which the config does not use any more"};
}

}  // namespace

void SecretReferences::add(std::string_view reference, std::string_view value, Kind kind) {
  const std::lock_guard lock(mutex_);
  Value& into = values_[std::string(reference)];
  into.text = value;
  into.secret |= kind == Kind::kSecret;
}

// The longest first: one may be a part of another.
std::vector<SecretReferences::Mark> SecretReferences::marks(bool for_digest) const {
  std::map<std::string_view, std::string> references;  // by value
  for (const auto& [reference, value] : values_) {
    if (!value.secret || value.text.size() < kShortest) continue;
    std::string& all = references[value.text];
    if (!for_digest || all.empty()) all += (all.empty() ? "" : std::string(1, kOr)) + reference;
  }
  std::vector<Mark> out;
  for (const auto& [value, reference] : references) {
    for (const Form& form : kForms) {
      std::string spelt = form.spell(value);
      if (&form != kForms.data() && spelt == value) continue;
      const std::string_view name = for_digest ? std::string_view() : form.name;
      out.push_back(
          {std::move(spelt), std::string(kBegin).append(name).append(reference).append("}")});
    }
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Mark& a, const Mark& b) { return a.spelt.size() > b.spelt.size(); });
  return out;
}

std::string SecretReferences::marked(std::string_view text, bool for_digest) const {
  std::string out(text);
  const std::lock_guard lock(mutex_);
  if (values_.empty() || text.find(kBegin) != text.npos) return out;
  for (const Mark& mark : marks(for_digest)) replace_all(out, mark.spelt, mark.by);
  return out;
}

std::string SecretReferences::mark(std::string_view text) const { return marked(text, false); }

std::string SecretReferences::mark_for_digest(std::string_view text) const {
  return marked(text, true);
}

// Of several references that had one value nobody knows any more which one was meant.
Result<std::string> SecretReferences::value_of(std::string_view references) const {
  const std::string* out = nullptr;
  for (size_t at = 0; at <= references.size();) {
    const std::string_view one = references.substr(at, references.find(kOr, at) - at);
    const auto found = values_.find(one);
    if (found == values_.end()) return unknown(one);
    if (out && found->second.text != *out)
      return Status(SLUICE_E_INVALID,
                    "it needs a secret that ${" + std::string(references.substr(0, at - 1)) +
                        "} and ${" + std::string(one) +
                        "} had in common and have no more: which one it is cannot be said; "
                        "reset the pipeline's state");
    out = &found->second.text;
    at += one.size() + 1;
  }
  return *out;
}

Result<std::string> SecretReferences::put_back(std::string_view text) const {
  std::string out;
  const std::lock_guard lock(mutex_);
  for (size_t at = 0;;) {
    const size_t mark = text.find(kBegin, at);
    const size_t end = mark == text.npos ? mark : text.find('}', mark);
    if (end == text.npos) return out.append(text.substr(at));
    std::string_view reference = text.substr(mark + kBegin.size(), end - mark - kBegin.size());
    const Form& form = form_of(reference);
    const Result<std::string> value = value_of(reference);
    if (!value) return value.status();
    out.append(text.substr(at, mark - at)).append(form.spell(*value));
    at = end + 1;
  }
}

}  // namespace sluice::services
