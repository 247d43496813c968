// A transformer's own keys in the host's state store (SLUICE_EXT_STATE): what is put belongs to the
// batch, is read by the same and by later batches at once, is committed with the batch's cursor and
// lost with it. Keep the object; use it on the component's lane, within a call of `transform`.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sluice/abi.h"
#include "sluice/batch.hpp"
#include "sluice/context.hpp"
#include "sluice/ext/state.h"
#include "sluice/result.hpp"

namespace sluice {

class State {
 public:
  // E_UNSUPPORTED if the host has none.
  static Result<State> of(const Host& host) {
    auto* table = host.extension<sluice_state>(SLUICE_EXT_STATE);
    if (!table) return Status(SLUICE_E_UNSUPPORTED, "the host offers no sluice.state/1");
    return State(host, table);
  }

  // The value of a key, or nothing.
  Result<std::optional<std::string>> get(Batch batch, std::string_view key) const {
    Text text;
    if (auto code = table_->get(host_.abi(), batch.abi(), slice(key), &text.abi))
      return Status(code, "state cannot be read");
    return std::move(text.value);
  }
  // An empty value removes the key.
  Status put(Batch batch, std::string_view key, std::string_view value) const {
    auto code = table_->put(host_.abi(), batch.abi(), slice(key), slice(value));
    return code ? Status(code, "state cannot be written") : Status();
  }
  // The same, if `record` is delivered or filtered: if it parks, nothing was put before its task is
  // done.
  Status put_for(const Record& record, std::string_view key, std::string_view value) const {
    auto code = table_->put_for(host_.abi(), record.root().batch(), record.index(), slice(key),
                                slice(value));
    return code ? Status(code, "state cannot be written") : Status();
  }
  // The same, but what counts later than the record's batch joins the list `late` (ext/state.h).
  Status put_or_join_for(const Record& record, std::string_view key, std::string_view late,
                         std::string_view value) const {
    if (!SLUICE_HAS(table_, put_or_join_for)) return put_for(record, key, value);
    auto code = table_->put_or_join_for(host_.abi(), record.root().batch(), record.index(),
                                        slice(key), slice(late), slice(value));
    return code ? Status(code, "state cannot be written") : Status();
  }
  // True if the walk continues where an earlier run stopped, and in a retry.
  bool resumed() const { return table_->resumed(host_.abi()) != 0; }
  // Another number in another run of the pipeline, if the one before left something in the store.
  int64_t run() const { return SLUICE_HAS(table_, run) ? table_->run(host_.abi()) : 0; }
  // The run is a retry of tasks: it begins no walk, and ends none.
  bool is_retry() const {
    return SLUICE_HAS(table_, is_retry) && table_->is_retry(host_.abi()) != 0;
  }

 private:
  struct Text {
    sluice_text abi{sizeof(sluice_text), &Text::put, nullptr};
    std::optional<std::string> value;
    Text() { abi.host_data = this; }
    static void put(sluice_text* text, sluice_slice s) {
      static_cast<Text*>(text->host_data)->value.emplace(s.data ? s.data : "", s.size);
    }
  };

  State(const Host& host, const sluice_state* table) : host_(host), table_(table) {}

  Host host_;
  const sluice_state* table_;
};

}  // namespace sluice
