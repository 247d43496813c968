#include "record/level_parser.hpp"

#include <cstring>

#include "record/decode.hpp"
#include "record/messages.hpp"
#include "record/seal.hpp"
#include "sluice/record.h"

namespace sluice::record {

namespace {

constexpr size_t kKeepScratch = kMiB;

// An empty container also has an address: null means "not an object" to sluice_members.
constexpr size_t block_size(size_t bytes) { return bytes ? bytes : 1; }

inline sluice_value text_value(int kind, int flags, const char* begin, const char* end) {
  sluice_value v;
  v.kind = static_cast<uint8_t>(kind);
  v.flags = static_cast<uint8_t>(flags);
  v.size = static_cast<uint32_t>(end - begin);
  v.room = seal_of(begin, v.size);
  v.as.text = begin;
  return v;
}

sluice_value object_value(sluice_member* members, size_t size) {
  sluice_value v{};
  v.kind = SLUICE_KIND_OBJECT;
  v.size = static_cast<uint32_t>(size);
  v.as.members = members;
  return v;
}

}  // namespace

LevelParser::LevelParser(Arena& arena, Budget& budget, const Limits& limits)
    : arena_(&arena),
      grammar_(limits.depth),
      duplicates_(budget),
      members_(budget),
      items_(budget),
      allow_duplicates_(limits.allow_duplicate_keys) {}

void LevelParser::clear_faults() {
  fault_ = Fault::kNone;
  out_of_memory_ = false;
  duplicates_.clear();
  grammar_.clear_too_deep();
}

void LevelParser::trim() {
  members_.clear(kKeepScratch);
  items_.clear(kKeepScratch);
  duplicates_.trim(kKeepScratch);
}

std::string LevelParser::fault() const {
  switch (fault_) {
    case Fault::kDuplicateKey:
      return "duplicate key " + quoted(fault_key_);
    case Fault::kLoneSurrogate:
      return "name " + quoted(fault_key_) + " holds half a surrogate pair, which is no character";
    case Fault::kNone:
      break;
  }
  if (!grammar_.too_deep()) return {};
  return "nesting deeper than " + std::to_string(grammar_.max_depth());
}

SLUICE_HOT At LevelParser::string(At at, sluice_value* out) {
  bool escaped = false;
  const At end = grammar_.string(at, &escaped);
  if (end.p)
    *out = text_value(SLUICE_KIND_STRING,
                      escaped ? SLUICE_VALUE_JSON : SLUICE_VALUE_JSON | SLUICE_VALUE_PLAIN,
                      at.p + 1, end.p - 1);
  return end;
}

SLUICE_HOT At LevelParser::raw(At at, uint32_t level, sluice_value* out) {
  const At end = grammar_.container(at, level);
  if (end.p)
    *out = text_value(SLUICE_KIND_RAW, *at.p == '{' ? SLUICE_VALUE_OBJECT : 0, at.p, end.p);
  return end;
}

SLUICE_HOT const char* LevelParser::literal(const char* p, sluice_value* out) {
  const char* const end = grammar_.literal(p);
  const int kind = *p == 't' ? SLUICE_KIND_TRUE : *p == 'f' ? SLUICE_KIND_FALSE : SLUICE_KIND_NULL;
  if (end) *out = text_value(kind, 0, p, end);
  return end;
}

SLUICE_HOT const char* LevelParser::number(const char* p, sluice_value* out) {
  const char* const end = grammar_.number(p);
  if (end) *out = text_value(SLUICE_KIND_NUMBER, 0, p, end);
  return end;
}

SLUICE_HOT At LevelParser::any(At at, uint32_t level, sluice_value* out) {
  const char c = *at.p;
  if (c == '"') return string(at, out);
  if (c == '{' || c == '[') return raw(at, level, out);
  const bool word = c == 't' || c == 'f' || c == 'n';
  return {word ? literal(at.p, out) : number(at.p, out), at.mark};
}

const char* LevelParser::value(const char* p, uint32_t level, sluice_value* out) {
  return grammar_.leave(any(grammar_.at(p), level, out));
}

At LevelParser::open(At at, sluice_value* out, NameMemory& names) {
  if (*at.p == '{') return object(at, out, names);
  if (*at.p == '[') return array(at, out);
  return any(at, 1, out);
}

void LevelParser::forget_names() {
  record_names_.forget();
  inner_names_.forget();
}

At LevelParser::key(At at, sluice_member* out) {
  if (*at.p != '"') return grammar_.failed(at.p, "a member's name in quotes");
  bool escaped = false;
  const At end = grammar_.string(at, &escaped);
  if (!end.p) return end;
  out->key = at.p + 1;
  out->key_size = static_cast<uint32_t>(end.p - at.p - 2);
  if (escaped && !decode_key(out->key, out->key_size, out)) return no_memory();
  // The bytes after a name in the text are readable, so the head is one load and a mask.
  if (out->key_size >= 4) {
    std::memcpy(&out->key_head, out->key, 4);
  } else {
    out->key_head = sluice_key_head(out->key, out->key_size);
  }
  return colon(end);
}

SLUICE_HOT At LevelParser::colon(At at) {
  at = grammar_.skip(at);
  return *at.p == ':' ? grammar_.skip(At{at.p + 1, at.mark}) : grammar_.failed(at.p, "':'");
}

bool LevelParser::decode_key(const char* text, size_t size, sluice_member* out) {
  auto* decoded = static_cast<char*>(arena_->allocate(size));
  if (!decoded) return false;
  const size_t length = decode_escapes(text, size, decoded);
  if (length == SIZE_MAX) {
    fault_ = Fault::kLoneSurrogate;
    fault_key_ = {text, size};
    return true;  // a faulty object is never used
  }
  arena_->shrink_last(decoded, length);
  out->key = decoded;
  out->key_size = static_cast<uint32_t>(length);
  return true;
}

bool LevelParser::hold(const sluice_member& member) {
  sluice_member* slot = members_.push();
  if (!slot) return no_memory(), false;
  *slot = member;
  return true;
}

At LevelParser::object(At at, sluice_value* out, NameMemory& names) {
  grammar_.note_depth(1);
  MemberBlock block(*arena_);
  if (!block.start(names.count())) return no_memory();
  const At end = members({at.p + 1, at.mark}, names, block);
  if (!end.p) return block.drop(), end;
  if (!names.all_known()) {
    const size_t count = check_names(block.members());
    if (duplicates_.out_of_memory()) return block.drop(), no_memory();
    if (fault_ == Fault::kNone && count == block.size()) names.learn(block.members(), at.p, end.p);
    block.cut(count);
  }
  *out = object_value(block.finish(), block.size());
  return end;
}

// A name and its colon.
SLUICE_HOT At LevelParser::name(At at, NameMemory& names, sluice_member* out) {
  if (!grammar_.has_string(at) && *at.p == '"') at = grammar_.look_ahead(at.p);
  if (!grammar_.has_string(at)) return names.miss(), key(at, out);
  const char* const behind = names.recognise(at.p, out);
  return behind ? grammar_.skip(At{behind, at.mark + 2}) : key(at, out);
}

At LevelParser::members(At at, NameMemory& names, MemberBlock& block) {
  names.begin();
  at = grammar_.skip(at);
  if (*at.p == '}') return {at.p + 1, at.mark};
  for (;;) {
    sluice_member* const member = block.push();
    if (!member) return no_memory();
    at = name(at, names, member);
    if (!at.p || !(at = any(at, 2, &member->value)).p) return at;
    if (is_pair(at.p, ',', '"')) {
      at.p++;
      continue;
    }
    at = grammar_.skip(at);
    if (*at.p != ',') break;
    at = grammar_.skip(At{at.p + 1, at.mark});
  }
  return *at.p == '}' ? At{at.p + 1, at.mark} : grammar_.failed(at.p, "',' or '}'");
}

size_t LevelParser::check_names(std::span<sluice_member> members) {
  if (allow_duplicates_) {
    const size_t left = duplicates_.keep_last(members);
    replaced_ += members.size() - left;
    return left;
  }
  const sluice_member* const twice = duplicates_.find(members);
  if (!twice || fault_ != Fault::kNone) return members.size();
  fault_key_ = {twice->key, twice->key_size};
  fault_ = Fault::kDuplicateKey;
  return members.size();
}

bool LevelParser::keep_members(size_t base, sluice_value* out) {
  const auto held = members_.from(base);
  const auto made = held.first(check_names(held));
  if (duplicates_.out_of_memory()) return drop_members(base), no_memory(), false;
  auto* block = static_cast<sluice_member*>(arena_->allocate(block_size(made.size_bytes())));
  members_.resize(base);
  if (!block) return no_memory(), false;
  if (!made.empty()) std::memcpy(block, made.data(), made.size_bytes());
  *out = object_value(block, made.size());
  return true;
}

At LevelParser::array(At at, sluice_value* out) {
  const size_t base = items_.size();
  grammar_.note_depth(1);
  at = items({at.p + 1, at.mark});
  if (at.p && !keep_items(base, out)) at = no_memory();
  items_.resize(base);
  return at;
}

At LevelParser::items(At at) {
  at = grammar_.skip(at);
  if (*at.p == ']') return {at.p + 1, at.mark};
  for (;;) {
    sluice_value* item = items_.push();
    if (!item) return no_memory();
    if (!(at = any(at, 2, item)).p) return at;
    at = grammar_.skip(at);
    if (*at.p == ']') return {at.p + 1, at.mark};
    if (*at.p != ',') return grammar_.failed(at.p, "',' or ']'");
    at = grammar_.skip(At{at.p + 1, at.mark});
  }
}

bool LevelParser::keep_items(size_t base, sluice_value* out) {
  const auto made = items_.from(base);
  auto* block = static_cast<sluice_value*>(arena_->allocate(block_size(made.size_bytes())));
  if (!block) return false;
  if (!made.empty()) std::memcpy(block, made.data(), made.size_bytes());
  *out = {};
  out->kind = SLUICE_KIND_ARRAY;
  out->size = static_cast<uint32_t>(made.size());
  out->as.items = block;
  return true;
}

}  // namespace sluice::record
