// What a component finds in its settings and its records beyond what a status can say, and the
// variables its settings may name: findings.h for authors. Keep the object.
#pragma once

#include <string>
#include <string_view>

#include "sluice/context.hpp"
#include "sluice/ext/environment.h"
#include "sluice/ext/findings.h"
#include "sluice/result.hpp"

namespace sluice {

// Without the service in the host, nothing is reported. `pointer`: the setting's JSON pointer.
class Findings {
 public:
  explicit Findings(const Host& host)
      : host_(host), table_(host.extension<sluice_findings>(SLUICE_EXT_FINDINGS)) {}

  // At create, which then fails: one thing that is wrong. [main]
  void problem(std::string_view pointer, std::string_view message) const {
    if (table_) table_->problem(host_.abi(), slice(pointer), slice(message));
  }
  // At create: something that is hardly intended. [main]
  void warning(std::string_view pointer, std::string_view message) const {
    if (table_) table_->warning(host_.abi(), slice(pointer), slice(message));
  }
  // Within `transform`: met `count` times in the batch. `what` begins with a noun in the singular.
  // [lane]
  void remark(std::string_view what, std::string_view example, uint64_t count) const {
    if (table_) table_->remark(host_.abi(), slice(what), slice(example), count);
  }

 private:
  Host host_;
  const sluice_findings* table_;
};

// The value of an environment variable that host.env declares; E_INVALID with what to do. [main]
inline Result<std::string> declared_variable(const Host& host, std::string_view name) {
  auto* table = host.extension<sluice_environment>(SLUICE_EXT_ENVIRONMENT);
  if (!table) return Status(SLUICE_E_UNSUPPORTED, "the host offers no sluice.environment/1");
  detail::StringText value;
  sluice_error error{};
  error.struct_size = sizeof error;
  if (auto code = table->get(host.abi(), slice(name), &value.abi, &error))
    return Status::from(error, code);
  return std::move(value.value);
}

}  // namespace sluice
