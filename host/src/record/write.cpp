#include "record/write.hpp"

#include <algorithm>
#include <cstring>

#include "record/messages.hpp"
#include "record/minify.hpp"
#include "record/scan.hpp"
#include "record/seal.hpp"
#include "record/string_text.hpp"
#include "record/utf8.hpp"

namespace sluice::record {

namespace {

uintptr_t address(const char* p) { return reinterpret_cast<uintptr_t>(p); }

// Kinds whose page text can be copied unchanged; raw text only if it has no line break.
constexpr uint32_t kScalarKinds = 1u << SLUICE_KIND_NULL | 1u << SLUICE_KIND_FALSE |
                                  1u << SLUICE_KIND_TRUE | 1u << SLUICE_KIND_NUMBER |
                                  1u << SLUICE_KIND_STRING;

}  // namespace

Writer::Writer(OutBuffer& out, const Arena& arena, sluice_slice page, bool multiline,
               uint32_t max_depth)
    : out_(&out),
      arena_(&arena),
      page_(page),
      page_end_(address(page.data) + page.size),
      multiline_(multiline),
      copied_kinds_(multiline ? kScalarKinds : kScalarKinds | 1u << SLUICE_KIND_RAW),
      max_depth_(std::min(max_depth, kDeepest)) {}

bool Writer::no_memory() {
  problem_ = Status(SLUICE_E_NO_MEMORY, "memory budget of the batch is exhausted in writing");
  return false;
}

bool Writer::outside() {
  return bad("a value's text, members or items are not in the batch, or not all of them");
}

// Text may be interned, which is in no page or arena; but what begins in one must end in it.
SLUICE_HOT bool Writer::lies_well(const char* text, size_t size) const {
  if (in_page(address(text), 0)) return in_page(address(text), size);
  return arena_->may_hold(text, size);
}

bool Writer::bad(std::string message) {
  problem_ = Status::data(std::move(message));
  return false;
}

SLUICE_HOT bool Writer::in_page(uintptr_t at, size_t size) const {
  const size_t offset = at - address(page_.data);
  return offset < page_.size && size <= page_.size - offset;
}

// The end of a member's text that begins in the page; null if it is not completely there.
// The addresses decide: a moved or changed value does not follow its name any more. The
// quotes are checked because a plugin may have cut a name or string shorter in place.
SLUICE_HOT const char* Writer::end_in_page(const sluice_member& m) const {
  const sluice_value& v = m.value;
  const char* const behind = m.key + m.key_size;
  if (v.kind == SLUICE_KIND_STRING) {
    const char* const end = behind + 4 + v.size;
    if (address(v.as.text) != address(behind) + 3 || address(end) > page_end_) return nullptr;
    const bool stands = (v.flags & SLUICE_VALUE_JSON) && is_sealed(v) && m.key[-1] == '"' &&
                        std::memcmp(behind, R"(":)", 2) == 0 && behind[2] == '"';
    return stands ? end : nullptr;
  }
  const char* const end = behind + 2 + v.size;
  if (address(v.as.text) != address(behind) + 2 || address(end) > page_end_) return nullptr;
  const bool stands = v.kind <= SLUICE_KIND_RAW && ((copied_kinds_ >> v.kind) & 1) != 0 &&
                      is_sealed(v) && m.key[-1] == '"' && std::memcmp(behind, R"(":)", 2) == 0;
  return stands ? end : nullptr;
}

SLUICE_HOT bool Writer::any(const sluice_value& v, uint32_t level) {
  if (v.kind == SLUICE_KIND_STRING) return string(v);
  if (v.kind == SLUICE_KIND_NUMBER) return number(v);
  if (v.kind == SLUICE_KIND_OBJECT) return object(v, level);
  return other(v, level);
}

bool Writer::value(const sluice_value& value) { return any(value, 0); }

bool Writer::other(const sluice_value& v, uint32_t level) {
  switch (v.kind) {
    case SLUICE_KIND_NULL:
      return out_->put("null") || no_memory();
    case SLUICE_KIND_FALSE:
      return out_->put("false") || no_memory();
    case SLUICE_KIND_TRUE:
      return out_->put("true") || no_memory();
    case SLUICE_KIND_ARRAY:
      return array(v, level);
    case SLUICE_KIND_RAW:
      return raw(v);
    default:
      return bad("value has kind " + std::to_string(v.kind) + ", which does not exist");
  }
}

SLUICE_HOT bool Writer::deeper(uint32_t level) { return level < max_depth_ || too_deep(); }

bool Writer::too_deep() { return bad("nesting deeper than " + std::to_string(max_depth_)); }

bool Writer::object(const sluice_value& v, uint32_t level) {
  if (!deeper(level)) return false;
  if (v.size && !arena_->holds(v.as.members, v.size * sizeof(sluice_member))) return outside();
  if (!out_->put('{')) return no_memory();
  return members(v, level) && (out_->put('}') || no_memory());
}

bool Writer::members(const sluice_value& v, uint32_t level) {
  const sluice_member* m = v.as.members;
  const sluice_member* const last = m + v.size;
  for (bool comma = false; m < last; comma = true) {
    const bool inside = in_page(address(m->key) - 1, 0);
    if (const char* const end = inside ? end_in_page(*m) : nullptr) {
      if (!run(comma, &m, last, end)) return false;
    } else if (!member(comma, *m++, level)) {
      return false;
    }
  }
  return true;
}

// Copies a member that ends there in the page, and all that follow it in the record and in the
// page, at once. One byte between two members in the page can only be the comma.
SLUICE_HOT bool Writer::run(bool comma, const sluice_member** at, const sluice_member* last,
                            const char* end) {
  const sluice_member* m = *at;
  const char* const begin = m->key - 1;
  for (m++; m < last && m->key == end + 2; m++) {
    const char* const next_end = end_in_page(*m);
    if (!next_end) break;
    end = next_end;
  }
  *at = m;
  return out_->put_padded(comma, begin, static_cast<size_t>(end - begin)) || no_memory();
}

SLUICE_HOT bool Writer::is_due(const sluice_member& m) const {
  return due_ < name_count_ && names_[due_].key == m.key && names_[due_].key_size == m.key_size;
}

SLUICE_HOT bool Writer::member(bool comma, const sluice_member& m, uint32_t level) {
  if (!is_due(m)) {
    const bool inside = in_page(address(m.key), size_t{m.key_size} + 1);
    if (inside || !known_name(m))
      return (inside ? page_name(comma, m) : new_name(comma, m)) && any(m.value, level + 1);
  }
  const NameText& known = names_[due_++];
  if (!out_->reserve(known.size)) return no_memory();
  std::memcpy(out_->tip(), known.text + !comma, kPadding - 1);
  out_->advance(known.size - !comma);
  return any(m.value, level + 1);
}

// A name that is in the page in quotes, with its value expanded or changed; its address
// differs in each record. REQUIRES: it and the byte after it are in the page
bool Writer::page_name(bool comma, const sluice_member& m) {
  const char* const behind = m.key + m.key_size;
  const bool whole = m.key > page_.data && m.key[-1] == '"' && behind[0] == '"' &&
                     behind[1] == ':' && Scan::special(m.key) == behind;
  if (whole) return out_->put_padded(comma, m.key - 1, size_t{m.key_size} + 3) || no_memory();
  if (comma && !out_->put(',')) return no_memory();
  return text({m.key, m.key_size}, false) && (out_->put(':') || no_memory());
}

// Searches all stored names; then it is the expected one.
bool Writer::known_name(const sluice_member& m) {
  for (due_ = 0; due_ < name_count_; due_++)
    if (names_[due_].key == m.key && names_[due_].key_size == m.key_size) return true;
  return false;
}

bool Writer::new_name(bool comma, const sluice_member& m) {
  if (comma && !out_->put(',')) return no_memory();
  const size_t start = out_->size();
  if (m.key_size && !lies_well(m.key, m.key_size)) return outside();
  if (!text({m.key, m.key_size}, false)) return false;
  if (!out_->put(':')) return no_memory();
  const size_t size = out_->size() - start;
  if (size + 1 > kPadding || name_count_ == kNames || !m.key) return true;
  NameText& keep = names_[name_count_++];
  keep = {m.key, m.key_size, static_cast<uint32_t>(size + 1), {','}};
  std::memcpy(keep.text + 1, out_->tip() - size, size);
  due_ = name_count_;
  return true;
}

bool Writer::array(const sluice_value& v, uint32_t level) {
  if (!deeper(level)) return false;
  if (v.size && !arena_->holds(v.as.items, v.size * sizeof(sluice_value))) return outside();
  if (!out_->put('[')) return no_memory();
  for (uint32_t i = 0; i < v.size; i++) {
    if (i && !out_->put(',')) return no_memory();
    if (!any(v.as.items[i], level + 1)) return false;
  }
  return out_->put(']') || no_memory();
}

// Text that the host did not check must be JSON, and no text may break the line.
bool Writer::raw(const sluice_value& v) {
  if (!v.as.text || !v.size) return bad("raw value is empty");
  if (!lies_well(v.as.text, v.size)) return outside();
  if (!is_sealed(v) && !check_raw(v)) return false;
  const bool inside = in_page(address(v.as.text), v.size);
  const bool breaks = inside ? multiline_
                             : std::memchr(v.as.text, '\n', v.size) != nullptr ||
                                   std::memchr(v.as.text, '\r', v.size) != nullptr;
  if (!breaks && inside) return out_->put_padded(false, v.as.text, v.size) || no_memory();
  if (!breaks) return out_->put(std::string_view(v.as.text, v.size)) || no_memory();
  if (!out_->reserve(v.size)) return no_memory();
  const size_t size = minify(v.as.text, v.size, out_->tip());
  if (size == SIZE_MAX) return not_json();
  out_->advance(size);
  return true;
}

bool Writer::not_json() {
  return bad("raw value is not JSON; raw text must come from the host's parse");
}

// A copy after the text written so far has the NUL and the padding that the grammar needs.
bool Writer::check_raw(const sluice_value& v) {
  if (!out_->reserve(v.size)) return no_memory();
  char* const copy = out_->tip();
  std::memcpy(copy, v.as.text, v.size);
  std::memset(copy + v.size, 0, kPadding);
  const bool object = v.flags & SLUICE_VALUE_OBJECT;
  if (*copy != (object ? '{' : '[') || !is_utf8({copy, v.size})) return not_json();
  Grammar grammar(max_depth_);
  grammar.start(copy + v.size);
  if (grammar.value(copy, 1) != copy + v.size) return not_json();
  return !grammar.too_deep() || too_deep();
}

SLUICE_HOT bool Writer::string(const sluice_value& v) {
  const size_t size = size_t{v.size} + 2;
  const bool stands = (v.flags & SLUICE_VALUE_JSON) && is_sealed(v) &&
                      in_page(address(v.as.text) - 1, size) && v.as.text[-1] == '"' &&
                      v.as.text[v.size] == '"';
  return stands ? out_->put_padded(false, v.as.text - 1, size) || no_memory() : made_string(v);
}

bool Writer::made_string(const sluice_value& v) {
  if (!v.size) return out_->put("\"\"") || no_memory();
  if (!lies_well(v.as.text, v.size)) return outside();
  return text({v.as.text, v.size}, v.flags & SLUICE_VALUE_JSON);
}

bool Writer::text(std::string_view decoded, bool is_content) {
  switch (is_content ? write_content(decoded, *out_) : write_escaped(decoded, *out_)) {
    case TextResult::kDone:
      return true;
    case TextResult::kNotUtf8:
      return bad("string is not UTF-8: " + quoted(slice(decoded)));
    case TextResult::kBroken:
      return bad("string is flagged as JSON content and is not: " + quoted(slice(decoded)));
    case TextResult::kNoMemory:
      break;
  }
  return no_memory();
}

SLUICE_HOT bool Writer::number(const sluice_value& v) {
  const std::string_view digits(v.as.text, v.size);
  if (!is_sealed(v) && !lies_well(v.as.text, v.size)) return outside();
  if (!is_number(digits)) return bad_number(digits);
  return out_->put_short(digits) || no_memory();
}

bool Writer::bad_number(std::string_view digits) {
  return bad("number is not JSON: " + quoted(slice(digits)));
}

}  // namespace sluice::record
