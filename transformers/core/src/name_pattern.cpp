#include "name_pattern.hpp"

namespace sluice::core {

NamePattern::NamePattern(std::string_view text)
    : before_(text.substr(0, text.find('*'))), has_star_(has_star(text)) {
  if (has_star_) behind_ = text.substr(before_.size() + 1);
}

std::optional<std::string_view> NamePattern::match(std::string_view name) const {
  if (!has_star_) return name == before_ ? std::optional<std::string_view>("") : std::nullopt;
  if (name.size() < before_.size() + behind_.size()) return std::nullopt;
  if (name.substr(0, before_.size()) != before_) return std::nullopt;
  if (name.substr(name.size() - behind_.size()) != behind_) return std::nullopt;
  return name.substr(before_.size(), name.size() - before_.size() - behind_.size());
}

std::string NamePattern::with(std::string_view part) const {
  return has_star_ ? before_ + std::string(part) + behind_ : before_;
}

}  // namespace sluice::core
