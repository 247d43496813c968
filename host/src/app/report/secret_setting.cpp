#include "app/report/secret_setting.hpp"

#include "base/secret_name.hpp"
#include "config/hide.hpp"

namespace sluice::app {
namespace {

bool is_secret_name(const SettingName& name) {
  return name.is_sent ? base::may_be_secret(name.key) : base::names_secret(name.key);
}

// http://user:password@host
bool has_password(std::string_view text) {
  const size_t scheme = text.find("://");
  if (scheme == text.npos) return false;
  text = text.substr(scheme + 3);
  text = text.substr(0, text.find_first_of("/?#"));
  const size_t at = text.rfind('@');
  return at != text.npos && text.substr(0, at).find(':') != text.npos;
}

}  // namespace

bool is_secret_setting(const config::Node& value, const SettingName& name,
                       const services::Redactor& redactor) {
  const bool text = value.is(config::Kind::kString), sent_number = value.is(config::Kind::kNumber);
  if ((!text && !(sent_number && name.is_sent)) || value.text.empty()) return false;
  return is_secret_name(name) || has_password(value.text) ||
         redactor.redact(value.text) != value.text ||
         (value.written.empty() && config::looks_secret(value.text));
}

}  // namespace sluice::app
