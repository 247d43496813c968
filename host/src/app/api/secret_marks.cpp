#include "app/api/secret_marks.hpp"

#include <algorithm>
#include <vector>

namespace sluice::app {
namespace {

constexpr std::string_view kMarkBegin = "__SLUICE_KEPT_SECRET_";

std::string mark_of(size_t number) {
  return std::string(kMarkBegin) + std::to_string(number + 1) + "__";
}

// The file with marks, and what each stands for.
struct Marked {
  std::string text;
  std::vector<std::string> secrets;
};

Marked marked(std::string_view text, const services::Redactor& redactor) {
  Marked out;
  out.text = redactor.redact(text, [&](const std::string& secret) {
    if (secret.size() < kShortestMarked) return secret;
    auto found = std::find(out.secrets.begin(), out.secrets.end(), secret);
    if (found == out.secrets.end()) found = out.secrets.insert(found, secret);
    return mark_of(static_cast<size_t>(found - out.secrets.begin()));
  });
  return out;
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (size_t at = text.find(what); at != text.npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
  return text;
}

// From the last mark on: mark 1 is no part of mark 10, but let it stay so.
std::string unmarked(std::string text, const std::vector<std::string>& secrets) {
  for (size_t i = secrets.size(); i-- > 0;)
    text = replaced(std::move(text), mark_of(i), secrets[i]);
  return text;
}

}  // namespace

Result<std::string> mark_secrets(std::string_view text, const services::Redactor& redactor) {
  Marked out = marked(text, redactor);
  if (unmarked(out.text, out.secrets) == text) return std::move(out.text);
  return Status(SLUICE_E_INVALID,
                "the file holds a secret in a form that cannot be edited here; move it into the "
                "environment (${NAME}) or sluice secret (${secret:NAME}) on the server");
}

Result<std::string> put_secrets_back(std::string text, std::string_view kept,
                                     const services::Redactor& redactor) {
  text = unmarked(std::move(text), marked(kept, redactor).secrets);
  const size_t at = text.find(kMarkBegin);
  if (at == text.npos) return text;
  return Status(SLUICE_E_INVALID, text.substr(at, kMarkBegin.size() + 4) +
                                      " stands for a secret of another file; write the secret, or "
                                      "better ${NAME}");
}

}  // namespace sluice::app
