#include "services/redactor.hpp"

#include <algorithm>
#include <mutex>

#include "base/percent.hpp"

namespace sluice::services {
namespace {

std::string percent_encoded(std::string_view text, std::string_view digits, bool plus) {
  std::string out;
  for (char c : text) {
    if (base::is_unreserved(c)) {
      out += c;
    } else if (plus && c == ' ') {
      out += '+';
    } else {
      base::append_percent(out, c, digits);
    }
  }
  return out;
}

void json_escape(std::string& out, unsigned char c) {
  static constexpr std::string_view kPlain = "\"\\\b\f\n\r\t";
  static constexpr std::string_view kShort = "\"\\bfnrt";
  if (size_t at = kPlain.find(static_cast<char>(c)); at != std::string_view::npos) {
    out += {'\\', kShort[at]};
  } else if (c < 0x20) {
    out += "\\u00";
    base::append_hex(out, static_cast<char>(c));
  } else {
    out += static_cast<char>(c);
  }
}

std::string json_escaped(std::string_view text, bool slashes) {
  std::string out;
  for (unsigned char c : text) {
    if (slashes && c == '/') out += '\\';
    json_escape(out, c);
  }
  return out;
}

}  // namespace

void Redactor::protect(std::string_view secret) {
  if (secret.empty()) return;
  std::unique_lock lock(mutex_);
  secrets_.emplace(secret);
  if (secret.size() < kShortest) return;
  add(std::string(secret), secret);
  for (bool plus : {false, true}) {
    add(percent_encoded(secret, base::kUpperHex, plus), secret);
    add(percent_encoded(secret, base::kLowerHex, plus), secret);
  }
  add(json_escaped(secret, false), secret);
  add(json_escaped(secret, true), secret);
}

bool Redactor::is_secret(std::string_view text) const {
  std::shared_lock lock(mutex_);
  return secrets_.find(text) != secrets_.end();
}

void Redactor::add(std::string text, std::string_view secret) {
  const auto same = [&](const Form& other) { return other.text == text; };
  if (std::find_if(forms_.begin(), forms_.end(), same) != forms_.end()) return;
  starts_[static_cast<unsigned char>(text[0])] = true;
  const auto shorter = [&](const Form& other) { return other.text.size() < text.size(); };
  const auto at = std::find_if(forms_.begin(), forms_.end(), shorter);
  forms_.insert(at, {std::move(text), std::string(secret)});
}

const Redactor::Form* Redactor::match(std::string_view text) const {
  if (!starts_[static_cast<unsigned char>(text[0])]) return nullptr;
  for (const Form& form : forms_)
    if (text.substr(0, form.text.size()) == form.text) return &form;
  return nullptr;
}

std::string Redactor::redact(std::string_view text) const {
  return redact(text, [](const std::string&) { return std::string(kMask); });
}

std::string Redactor::redact(std::string_view text, const Mask& mask) const {
  std::shared_lock lock(mutex_);
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    const Form* const secret = match(text.substr(i));
    if (secret) {
      out += mask(secret->secret);
    } else {
      out += text[i];
    }
    i += secret ? secret->text.size() : 1;
  }
  return out;
}

std::string Redactor::redact_beginning(std::string_view text) const {
  std::string out = redact(text);
  const size_t most = longest();
  const size_t from = out.size() - std::min(out.size(), most ? most - 1 : 0);
  for (size_t i = from; i < out.size(); i++)
    if (begins_secret(std::string_view(out).substr(i))) out.resize(i);
  return out;
}

bool Redactor::begins_secret(std::string_view text) const {
  std::shared_lock lock(mutex_);
  const auto begins = [&](const Form& form) { return form.text.starts_with(text); };
  return std::any_of(forms_.begin(), forms_.end(), begins);
}

size_t Redactor::longest() const {
  std::shared_lock lock(mutex_);
  return forms_.empty() ? 0 : forms_.front().text.size();
}

}  // namespace sluice::services
