#include "record/level_parser.hpp"

#include <cstring>

#include "record/decode.hpp"
#include "record/messages.hpp"

namespace sluice::record {

namespace {

constexpr size_t kKeepScratch = kMiB;

// An empty container has an address, too: null means "not an object" to sluice_members.
constexpr size_t block_size(size_t bytes) { return bytes ? bytes : 1; }

inline sluice_value text_value(int kind, int flags, const char* begin, const char* end) {
  sluice_value v;
  v.kind = static_cast<uint8_t>(kind);
  v.flags = static_cast<uint8_t>(flags);
  v.room = 0;
  v.size = static_cast<uint32_t>(end - begin);
  v.as.text = begin;
  return v;
}

}  // namespace

LevelParser::LevelParser(Arena& arena, Budget& budget, const Limits& limits)
    : arena_(&arena),
      grammar_(limits.depth),
      members_(budget),
      items_(budget),
      allow_duplicates_(limits.allow_duplicate_keys) {}

void LevelParser::clear_faults() {
  fault_ = Fault::kNone;
  out_of_memory_ = false;
  grammar_.clear_too_deep();
}

void LevelParser::trim() {
  members_.clear(kKeepScratch);
  items_.clear(kKeepScratch);
  duplicates_ = DuplicateFinder();
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

SLUICE_HOT const char* LevelParser::string(const char* p, sluice_value* out) {
  bool escaped = false;
  const char* const quote = grammar_.string(p + 1, &escaped);
  if (!quote) return nullptr;
  *out = text_value(SLUICE_STRING, escaped ? SLUICE_F_JSON : SLUICE_F_JSON | SLUICE_F_PLAIN, p + 1,
                    quote);
  return quote + 1;
}

SLUICE_HOT const char* LevelParser::raw(const char* p, uint32_t level, sluice_value* out) {
  const char* const end = grammar_.container(p, level);
  if (end) *out = text_value(SLUICE_RAW, *p == '{' ? SLUICE_F_OBJECT : 0, p, end);
  return end;
}

SLUICE_HOT const char* LevelParser::literal(const char* p, sluice_value* out) {
  const char* const end = grammar_.literal(p);
  const int kind = *p == 't' ? SLUICE_TRUE : *p == 'f' ? SLUICE_FALSE : SLUICE_NULL;
  if (end) *out = text_value(kind, 0, p, end);
  return end;
}

SLUICE_HOT const char* LevelParser::number(const char* p, sluice_value* out) {
  const char* const end = grammar_.number(p);
  if (end) *out = text_value(SLUICE_NUMBER, 0, p, end);
  return end;
}

SLUICE_HOT const char* LevelParser::any(const char* p, uint32_t level, sluice_value* out) {
  if (*p == '"') return string(p, out);
  if (*p == '{' || *p == '[') return raw(p, level, out);
  return *p == 't' || *p == 'f' || *p == 'n' ? literal(p, out) : number(p, out);
}

const char* LevelParser::value(const char* p, uint32_t level, sluice_value* out) {
  return any(p, level, out);
}

const char* LevelParser::open(const char* p, sluice_value* out, NameMemory& names) {
  if (*p == '{') return object(p, out, names);
  if (*p == '[') return array(p, out);
  return value(p, 1, out);
}

void LevelParser::forget_names() {
  record_names_.forget();
  inner_names_.forget();
}

const char* LevelParser::key(const char* p, sluice_member* out) {
  if (*p != '"') return grammar_.fail(p, "a member's name in quotes");
  bool escaped = false;
  const char* const quote = grammar_.string(p + 1, &escaped);
  if (!quote) return nullptr;
  out->key = p + 1;
  out->key_size = static_cast<uint32_t>(quote - p - 1);
  if (escaped && !decode_key(p + 1, out->key_size, out)) return no_memory();
  // The bytes behind a name in the text are readable, so the head is one load and a mask.
  if (out->key_size >= 4) {
    std::memcpy(&out->key_head, out->key, 4);
  } else {
    out->key_head = sluice_key_head(out->key, out->key_size);
  }
  return colon(quote + 1);
}

SLUICE_HOT const char* LevelParser::colon(const char* p) {
  p = grammar_.skip(p);
  return *p == ':' ? grammar_.skip(p + 1) : grammar_.fail(p, "':'");
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

const char* LevelParser::object(const char* p, sluice_value* out, NameMemory& names) {
  const size_t base = members_.size();
  grammar_.note_depth(1);
  const char* const end = members(p + 1, names);
  if (end) {
    const auto made = members_.from(base);
    if (!names.all_known()) check_names(made);
    if (!names.all_known() && fault_ == Fault::kNone) names.learn(made, p, end);
    if (!place_members(base, out)) return nullptr;
  }
  members_.resize(base);
  return end;
}

const char* LevelParser::members(const char* p, NameMemory& names) {
  names.begin();
  p = grammar_.skip(p);
  if (*p == '}') return p + 1;
  for (;;) {
    sluice_member* const member = members_.push();
    if (!member) return no_memory();
    const char* const quote = names.recognise(p, member);
    p = quote ? colon(quote + 1) : key(p, member);
    if (!p || !(p = any(p, 2, &member->value))) return nullptr;
    p = grammar_.skip(p);
    if (*p != ',') break;
    p = grammar_.skip(p + 1);
  }
  return *p == '}' ? p + 1 : grammar_.fail(p, "',' or '}'");
}

void LevelParser::check_names(std::span<const sluice_member> members) {
  const sluice_member* twice = allow_duplicates_ ? nullptr : duplicates_.find(members);
  if (!twice || fault_ != Fault::kNone) return;
  fault_key_ = {twice->key, twice->key_size};
  fault_ = Fault::kDuplicateKey;
}

bool LevelParser::keep_members(size_t base, sluice_value* out) {
  check_names(members_.from(base));
  return place_members(base, out);
}

bool LevelParser::place_members(size_t base, sluice_value* out) {
  const auto made = members_.from(base);
  auto* block = static_cast<sluice_member*>(arena_->allocate(block_size(made.size_bytes())));
  if (!block) return members_.resize(base), no_memory(), false;
  if (!made.empty()) std::memcpy(block, made.data(), made.size_bytes());
  *out = {};
  out->kind = SLUICE_OBJECT;
  out->size = static_cast<uint32_t>(made.size());
  out->as.members = block;
  members_.resize(base);
  return true;
}

const char* LevelParser::array(const char* p, sluice_value* out) {
  const size_t base = items_.size();
  grammar_.note_depth(1);
  p = items(p + 1);
  if (p && !keep_items(base, out)) p = no_memory();
  items_.resize(base);
  return p;
}

const char* LevelParser::items(const char* p) {
  p = grammar_.skip(p);
  if (*p == ']') return p + 1;
  for (;;) {
    sluice_value* item = items_.push();
    if (!item) return no_memory();
    if (!(p = any(p, 2, item))) return nullptr;
    p = grammar_.skip(p);
    if (*p == ']') return p + 1;
    if (*p != ',') return grammar_.fail(p, "',' or ']'");
    p = grammar_.skip(p + 1);
  }
}

bool LevelParser::keep_items(size_t base, sluice_value* out) {
  const auto made = items_.from(base);
  auto* block = static_cast<sluice_value*>(arena_->allocate(block_size(made.size_bytes())));
  if (!block) return false;
  if (!made.empty()) std::memcpy(block, made.data(), made.size_bytes());
  *out = {};
  out->kind = SLUICE_ARRAY;
  out->size = static_cast<uint32_t>(made.size());
  out->as.items = block;
  return true;
}

}  // namespace sluice::record
