#include "oracle.hpp"

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#include <simdjson.h>

#include <cstring>
#include <random>
#include <set>
#include <vector>

#include "record/batch.hpp"
#include "record/utf8.hpp"
#include "sluice/result.hpp"

namespace sluice::record {

namespace {

constexpr uint32_t kDepth = 64;  // low, so that the limit is met

// What RapidJSON thinks of the grammar and the encoding, and what of it explains a different
// verdict of ours or of simdjson.
struct Oracle : rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Oracle> {
  bool valid = false;
  size_t deepest = 0;
  bool duplicate = false;
  bool odd_number = false;  // beyond what simdjson holds
  std::vector<std::set<std::string>> names;

  bool open() {
    names.emplace_back();
    deepest = names.size() > deepest ? names.size() : deepest;
    return true;
  }
  bool close() { return names.pop_back(), true; }
  bool StartObject() { return open(); }
  bool StartArray() { return open(); }
  bool EndObject(rapidjson::SizeType) { return close(); }
  bool EndArray(rapidjson::SizeType) { return close(); }
  bool Key(const char* s, rapidjson::SizeType n, bool) {
    duplicate |= !names.back().emplace(s, n).second;
    return true;
  }
  bool RawNumber(const char* s, rapidjson::SizeType n, bool) {
    const std::string_view digits(s, n);
    odd_number |= n > 18 || digits.find_first_of("eE") != std::string_view::npos;
    return true;
  }
};

// A lone surrogate escape is legal for us and for the grammar, not for either of the others.
bool has_surrogate_escape(std::string_view text) {
  for (size_t at = 0; (at = text.find("\\u", at)) != std::string_view::npos; at += 2)
    if (at + 3 < text.size() && (text[at + 2] | 0x20) == 'd' && text[at + 3] > '7') return true;
  return false;
}

// RapidJSON refuses what double cannot hold, also when it reads numbers as strings.
bool may_be_beyond_double(std::string_view text) {
  size_t run = 0;
  bool exponent = false;
  for (const char c : text) {
    run = c >= '0' && c <= '9' ? run + 1 : 0;
    if (run > (exponent ? 2u : 300u)) return true;
    if (run == 0 && c != '+' && c != '-') exponent = (c | 0x20) == 'e';
  }
  return false;
}

Oracle ask_rapidjson(std::string_view text) {
  using Encoding = rapidjson::UTF8<>;
  Oracle oracle;
  rapidjson::GenericReader<Encoding, Encoding> reader;
  rapidjson::MemoryStream bytes(text.data(), text.size());
  rapidjson::EncodedInputStream<Encoding, rapidjson::MemoryStream> stream(bytes);
  constexpr unsigned kFlags = rapidjson::kParseValidateEncodingFlag |
                              rapidjson::kParseNumbersAsStringsFlag |
                              rapidjson::kParseIterativeFlag;
  oracle.valid = !reader.Parse<kFlags>(stream, oracle).IsError();
  // The stream ends at a NUL for RapidJSON, and it skips a byte order mark, or any of its bytes.
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (text.find('\0') != text.npos || (!text.empty() && kMark.find(text[0]) != kMark.npos))
    oracle.valid = false;
  return oracle;
}

bool ask_simdjson(std::string_view text) {
  static simdjson::dom::parser parser(64 * 1024 * 1024);
  const simdjson::padded_string padded(text.data(), text.size());
  return parser.parse(padded).error() == simdjson::SUCCESS;
}

class Subject {
 public:
  Subject() : batch_(limits()) {}

  static Limits limits() {
    Limits l;
    l.depth = kDepth;
    l.batch_memory = 64 * kMiB;
    return l;
  }

  sluice_batch* abi() { return batch_.abi(); }
  const sluice_json* json() { return batch_.abi()->json; }
  Batch& batch() { return batch_; }

  // The text as the only record of a page.
  sluice_status read(std::string_view text) { return read_page("[" + std::string(text) + "]"); }

  sluice_status read_page(std::string_view page) {
    char* to = json()->reserve_page(abi(), page.size());
    if (!to) return SLUICE_E_NO_MEMORY;
    std::memcpy(to, page.data(), page.size());
    return json()->parse_page(abi(), page.size(), {nullptr, 0}, nullptr, nullptr);
  }

 private:
  Batch batch_;
};

void open_at_random(sluice_batch* b, sluice_value& v, std::minstd_rand& dice, int level) {
  if (v.kind == SLUICE_KIND_RAW && dice() % 3) b->json->expand(b, &v);
  if (v.kind == SLUICE_KIND_STRING && dice() % 4 == 0) {
    sluice_slice text{};
    if (b->json->decode(b, &v, &text) == SLUICE_OK && dice() % 2)
      v = sluice_string(text.data, static_cast<uint32_t>(text.size));
  }
  if (level > 200) return;
  if (v.kind == SLUICE_KIND_OBJECT)
    for (uint32_t i = 0; i < v.size; i++) open_at_random(b, v.as.members[i].value, dice, level + 1);
  if (v.kind == SLUICE_KIND_ARRAY)
    for (uint32_t i = 0; i < v.size; i++) open_at_random(b, v.as.items[i], dice, level + 1);
}

bool parse_dom(std::string_view text, rapidjson::Document& into) {
  constexpr unsigned kFlags =
      rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseIterativeFlag;
  into.Parse<kFlags>(text.data(), text.size());
  return !into.HasParseError();
}

// Opened, written, read again: equal to the source in all values and digits.
std::string round_trip(Subject& subject, std::string_view text, uint32_t seed) {
  std::minstd_rand dice(seed | 1);
  sluice_batch* b = subject.abi();
  open_at_random(b, sluice_record_at(b, 0)->root, dice, 0);
  sluice_slice out{};
  if (b->json->write_lines(b, &out) != SLUICE_OK) return "cannot be written";
  std::string_view line = view(out);
  if (line.empty() || line.back() != '\n') return "written without a line break";
  line.remove_suffix(1);
  if (line.find_first_of("\n\r") != std::string_view::npos) return "line break inside a line";
  Subject again;
  if (again.read(line) != SLUICE_OK) return "written text is refused: " + std::string(line);
  if (has_surrogate_escape(text) || may_be_beyond_double(text)) return {};  // RapidJSON reads none
  rapidjson::Document before, after;
  if (!parse_dom(text, before) || !parse_dom(line, after)) return "RapidJSON refuses the output";
  return before == after ? "" : "written values differ: " + std::string(line);
}

// Far into a page, where the parser's window on the text ends within it: as at the beginning.
std::string far_into_a_page(std::string_view text, Subject& near, bool good, uint32_t seed) {
  Subject far;
  const std::string before = "[\"" + std::string(3900 + seed % 200, 'x') + "\",";
  if ((far.read_page(before + std::string(text) + "]") == SLUICE_OK) != good)
    return "judged differently far into a page";
  if (!good) return {};
  if (far.abi()->count != near.abi()->count + 1) return "other records far into a page";
  for (size_t i = 0; i < near.abi()->count; i++) {
    const sluice_record& a = *sluice_record_at(near.abi(), i);
    const sluice_record& b = *sluice_record_at(far.abi(), i + 1);
    if (a.state != b.state || view(a.source) != view(b.source) || a.root.kind != b.root.kind ||
        a.root.size != b.root.size)
      return "records read differently far into a page";
  }
  return {};
}

// Lines and single values must be judged as pages are.
std::string other_doors(std::string_view text, bool accepted) {
  Subject subject;
  sluice_value v{};
  const bool parsed = subject.json()->parse(subject.abi(), slice(text), &v) == SLUICE_OK;
  size_t index = 0;
  if (subject.abi()->records_api->add_source(subject.abi(), slice(text), &index) != SLUICE_OK)
    return "add_source failed";
  const bool live = sluice_record_at(subject.abi(), index)->state == SLUICE_RECORD_LIVE;
  if (live != accepted) return "add_source judges differently";
  if (live && !parsed) return "parse refuses what a record may be";
  if (text.find('\n') != std::string_view::npos || text.empty()) return {};
  Subject lines;
  char* page = lines.json()->reserve_page(lines.abi(), text.size());
  std::memcpy(page, text.data(), text.size());
  if (lines.json()->parse_lines(lines.abi(), text.size(), 1, nullptr)) return "parse_lines failed";
  const size_t count = lines.abi()->count;
  const bool line_live =
      count == 1 && sluice_record_at(lines.abi(), 0)->state == SLUICE_RECORD_LIVE;
  return line_live == accepted ? "" : "parse_lines judges differently";
}

std::string verdict(bool good, const Oracle& oracle, std::string_view text) {
  const bool surrogates = has_surrogate_escape(text);
  const bool number = may_be_beyond_double(text);
  if (good && !oracle.valid && !surrogates && !number) return "accepted, and RapidJSON refuses it";
  if (!good && oracle.valid) return "refused, and RapidJSON accepts it";
  const bool simdjson = ask_simdjson(text);
  if (good && !simdjson && !surrogates && !number && !oracle.odd_number)
    return "accepted, and simdjson refuses it";
  if (!good && simdjson) return "refused, and simdjson accepts it";
  return {};
}

}  // namespace

std::string oracle(std::string_view text, uint32_t seed) {
  // Inside brackets "1,2" and "" are fine; as one record they are not, which others see alone.
  const Oracle oracle = ask_rapidjson(text);
  Subject subject;
  const bool page = subject.read(text) == SLUICE_OK;
  // A record that is not UTF-8 fails alone; for the others the text is no good.
  const bool one = page && subject.abi()->count == 1 && is_utf8({text.data(), text.size()});
  if (!page || subject.abi()->count)  // blanks alone are good in [] only
    if (std::string bad = far_into_a_page(text, subject, page, seed); !bad.empty()) return bad;
  if (page && subject.abi()->count != 1) return oracle.valid ? "number of records is wrong" : "";
  if (std::string bad = verdict(one, oracle, text); !bad.empty()) return bad;
  if (!one) return other_doors(text, false);
  const bool live = sluice_record_at(subject.abi(), 0)->state == SLUICE_RECORD_LIVE;
  const bool excuse = oracle.duplicate || oracle.deepest > kDepth || has_surrogate_escape(text);
  if (!live && !excuse) return "record failed: " + subject.batch().error_of(0)->message;
  if (oracle.deepest > kDepth && live) return "deeper than the limit, and accepted";
  if (std::string bad = other_doors(text, live); !bad.empty()) return bad;
  return live ? round_trip(subject, text, seed) : "";
}

}  // namespace sluice::record
