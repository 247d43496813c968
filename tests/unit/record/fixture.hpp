// A batch to try things on: pages and lines in, NDJSON out, through the tables a plugin sees.
#pragma once

#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "record/batch.hpp"
#include "sluice/result.hpp"

namespace sluice::record {

struct Fixture {
  explicit Fixture(const Limits& limits = {}) : batch(limits) { error.struct_size = sizeof error; }

  sluice_batch* abi() { return batch.abi(); }
  const sluice_json* json() { return batch.abi()->json; }

  sluice_status page(std::string_view text, std::string_view path = "data") {
    fill(text);
    return json()->parse_page(abi(), text.size(), slice(path), &envelope, &error);
  }
  sluice_status lines(std::string_view text, uint64_t first = 1) {
    fill(text);
    return json()->parse_lines(abi(), text.size(), first, &error);
  }
  // A page of one record.
  sluice_status one(std::string_view record) { return page("[" + std::string(record) + "]", ""); }

  sluice_record& record(size_t i = 0) { return *sluice_record_at(abi(), i); }
  sluice_member* find(sluice_value& object, std::string_view key) {
    sluice_key wanted = sluice_key_of(key.data(), key.size());
    return sluice_find(abi(), &object, &wanted);
  }
  std::string out() {
    sluice_slice text{};
    return json()->write_lines(abi(), &text) ? "failed: " + batch.last_fault().message()
                                             : std::string(view(text));
  }
  std::string written(const sluice_value& v) {
    sluice_slice text{};
    return json()->write(abi(), &v, &text) ? "failed: " + batch.last_fault().message()
                                           : std::string(view(text));
  }
  std::string decoded(const sluice_value& v) {
    sluice_slice text{};
    return json()->decode(abi(), &v, &text) ? "failed: " + batch.last_fault().message()
                                            : std::string(view(text));
  }
  sluice_value parsed(std::string_view text) {
    sluice_value v{};
    if (json()->parse(abi(), slice(text), &v)) v.kind = 255;
    return v;
  }
  // Text a plugin may use: in the arena.
  const char* in_arena(std::string_view text) { return batch.arena().copy(slice(text)).data; }
  sluice_value text_value(int kind, int flags, std::string_view text) {
    sluice_value v = sluice_string(in_arena(text), static_cast<uint32_t>(text.size()));
    v.kind = static_cast<uint8_t>(kind);
    v.flags = static_cast<uint8_t>(flags);
    return v;
  }
  std::string why(size_t i = 0) {
    const RecordError* e = batch.error_of(i);
    return e ? e->message : "";
  }
  std::string message() const { return error.message; }

  Batch batch;
  sluice_value envelope{};
  sluice_error error{};

 private:
  void fill(std::string_view text) {
    char* page = json()->reserve_page(abi(), text.size());
    if (page && !text.empty()) std::memcpy(page, text.data(), text.size());
  }
};

inline std::string nested(size_t levels) {
  return std::string(levels, '[') + std::string(levels, ']');
}

}  // namespace sluice::record
