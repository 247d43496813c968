// What a component looks up: a table of the configuration, and who finds it by its name. The folder
// tables/ implements both.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "sluice/ext/tables.h"
#include "sluice/result.hpp"

// The boundary's opaque type. Any thread.
struct sluice_table {
  // Called with the number of the key and its value, JSON that is borrowed for the call.
  // `expires_us`: 0: never.
  using Take = std::function<void(size_t index, std::string_view json, int64_t expires_us)>;

  explicit sluice_table(std::string own_name) : name(std::move(own_name)) {}
  virtual ~sluice_table() = default;
  sluice_table(const sluice_table&) = delete;
  sluice_table& operator=(const sluice_table&) = delete;

  virtual bool is_stored() const = 0;
  // Calls `take` for each key that has a row; of a stored table also for expired ones.
  virtual sluice::Status read(std::span<const std::string_view> keys, const Take& take) const = 0;

  const std::string name;
};

namespace sluice::services {

class TableSource {
 public:
  virtual ~TableSource() = default;
  // It lives as long as this. E_INVALID: there is no such table. [main]
  virtual Result<const sluice_table*> find(std::string_view name) = 0;
};

}  // namespace sluice::services
