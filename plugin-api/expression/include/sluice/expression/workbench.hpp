// What compiling borrows from the host: text that outlives every batch, and a batch to parse JSON
// in. Used at create only. [main]
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "sluice/ext/documents.h"
#include "sluice/findings.hpp"
#include "sluice/record.h"
#include "sluice/result.hpp"
#include "sluice/tables.hpp"

namespace sluice::expression {

struct Workbench {
  sluice_batch* scratch;                                 // of SLUICE_EXT_DOCUMENTS
  std::function<sluice_slice(std::string_view)> intern;  // sluice_host's
  // The value of $env.NAME; empty: there are none.
  std::function<Result<std::string>(std::string_view name)> variable = {};

  // The clock of now(): microseconds since 1970 UTC; empty: there is none. Called at evaluation.
  std::function<int64_t()> unix_us = {};

  // The table of lookup(); empty: there are none.
  std::function<Result<Table>(std::string_view name)> table = {};

  // Interned text; fails when the host is out of memory.
  Result<sluice_slice> keep(std::string_view text) const {
    sluice_slice kept = intern(text);
    if (!kept.data && !text.empty()) return Status(SLUICE_E_NO_MEMORY, "no memory to keep text");
    return kept;
  }
  // The value of a quoted name, which is a JSON string.
  Result<std::string_view> unquote(std::string_view json) const {
    sluice_value value{};
    sluice_slice decoded{};
    if (scratch->json->parse(scratch, slice(json), &value) || value.kind != SLUICE_KIND_STRING ||
        scratch->json->decode(scratch, &value, &decoded))
      return Status(SLUICE_E_INVALID, std::string(json) + " is not a JSON string");
    return view(decoded);
  }
};

// Of a component's host; `scratch`: the batch its configuration is in. [main]
inline Workbench workbench_of(const Host& host, sluice_batch* scratch) {
  return {scratch, [host](std::string_view text) { return host.intern(text); },
          [host](std::string_view name) { return declared_variable(host, name); },
          [host] { return host.unix_us(); },
          [host](std::string_view name) { return Table::find(host, name); }};
}

}  // namespace sluice::expression
