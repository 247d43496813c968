#include "services/redactor.hpp"

#include <algorithm>
#include <mutex>

#include "services/spelling.hpp"

namespace sluice::services {
namespace {

// So many first bytes of a secret are a part of it, wherever they stand, if they are most of it:
// many secrets begin as other texts do ("https://hooks.", "Bearer ").
constexpr size_t kCertainPart = 16;

bool is_cut(std::string_view rest) { return rest.starts_with("...") || rest.starts_with("…"); }

}  // namespace

void Redactor::protect(std::string_view secret) {
  if (secret.empty()) return;
  std::unique_lock lock(mutex_);
  if (spared_.find(secret) != spared_.end()) return;
  const bool is_new = secrets_.emplace(secret).second;
  if (!is_new || secret.size() < kShortest) return;
  const auto shorter = [&](const std::string& other) { return other.size() < secret.size(); };
  protected_.emplace(std::find_if(protected_.begin(), protected_.end(), shorter), secret);
  for (const char c : {secret[0], '%', '\\', '&', secret[0] == ' ' ? '+' : secret[0]})
    starts_[static_cast<unsigned char>(c)] = true;
}

void Redactor::spare(std::string_view text) {
  std::unique_lock lock(mutex_);
  spared_.emplace(text);
}

bool Redactor::is_secret(std::string_view text) const {
  std::shared_lock lock(mutex_);
  return secrets_.find(text) != secrets_.end();
}

Redactor::Found Redactor::whole_at(std::string_view text) const {
  if (!may_begin(text[0])) return {};
  for (const std::string& secret : protected_) {
    const Spelled found = spelled(text, secret);
    if (found.known == secret.size()) return {&secret, found.size};
  }
  return {};
}

size_t Redactor::part_at(std::string_view text) const {
  if (!may_begin(text[0])) return 0;
  size_t out = 0;
  for (const std::string& secret : protected_) {
    const Spelled found = spelled(text, secret);
    const bool cut = found.known >= kShortest && is_cut(text.substr(found.size));
    const bool most = found.known >= kCertainPart && 4 * found.known >= 3 * secret.size();
    if (cut || most) out = std::max(out, found.size);
  }
  return out;
}

std::string Redactor::redact(std::string_view text) const {
  std::shared_lock lock(mutex_);
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    size_t hidden = whole_at(text.substr(i)).size;
    if (!hidden) hidden = part_at(text.substr(i));
    if (hidden)
      out += kMask;
    else
      out += text[i];
    i += std::max<size_t>(hidden, 1);
  }
  return out;
}

std::string Redactor::redact(std::string_view text, const Mask& mask) const {
  std::shared_lock lock(mutex_);
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    const Found found = whole_at(text.substr(i));
    if (found.secret)
      out += mask(*found.secret);
    else
      out += text[i];
    i += std::max<size_t>(found.size, 1);
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
  if (!may_begin(text[0])) return false;
  const auto begins = [&](const std::string& secret) { return spelled(text, secret).to_end; };
  return std::any_of(protected_.begin(), protected_.end(), begins);
}

size_t Redactor::longest() const {
  std::shared_lock lock(mutex_);
  return protected_.empty() ? 0 : kLongestSpelling * protected_.front().size();
}

}  // namespace sluice::services
