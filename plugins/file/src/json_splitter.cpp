#include "json_splitter.hpp"

#include <algorithm>

namespace file_plugin {
namespace {

constexpr size_t kDeepest = 1000;  // levels

bool is_json_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool is_json_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == '+' || c == '.' ||
         c == 'E';
}
char json_closing(char opening) { return opening == '{' ? '}' : ']'; }

std::string shown_json(char c) {
  return c >= ' ' && c <= '~' ? "'" + std::string(1, c) + "'" : std::string("this byte");
}

}  // namespace

std::string Spot::text() const {
  return "line " + std::to_string(line) + ", column " + std::to_string(column());
}

std::string JsonSplitter::way_text() const {
  std::string out;
  for (const std::string& name : way_) out += (out.empty() ? "" : ".") + name;
  return out;
}

Status JsonSplitter::failed(const std::string& what) const {
  return {SLUICE_E_INVALID, spot_.text() + ": " + what};
}

Status JsonSplitter::start(const Spot& spot, std::string_view state) {
  spot_ = spot;
  next_ = state.empty() ? Next::kValue : Next::kCommaOrEnd;
  in_ = In::kBetween;
  levels_ = state;
  way_passed_ = state.empty() ? 0 : way_.size();
  items_level_ = state.size();
  found_ = !state.empty();
  item_.reset();
  inner_ = 0;
  quoted_ = escaped_ = name_fits_ = false;
  const bool behind_record = state == "-";  // a document that is one record
  if (behind_record) levels_.clear(), items_level_ = 0, next_ = Next::kNothing;
  if (levels_.find_first_not_of("{[") == levels_.npos) return {};
  return {SLUICE_E_INVALID, "the stored place within the document cannot be read"};
}

Status JsonSplitter::scan(std::string_view piece, std::vector<Item>& items) {
  for (const char c : piece) {
    if (Status s = take(c, items); !s) return s;
    spot_.pass(c);
  }
  return {};
}

Status JsonSplitter::take(char c, std::vector<Item>& items) {
  switch (in_) {
    case In::kDeep:
      return deep(c, items), Status();
    case In::kText:
    case In::kName:
      return text(c, items), Status();
    case In::kWord:
      return word(c, items);
    case In::kBetween:
      return is_json_space(c) ? Status() : between(c);
  }
  return {};
}

// Outside of values and names, and no space.
Status JsonSplitter::between(char c) {
  const bool closes = c == '}' || c == ']';
  switch (next_) {
    case Next::kNothing:
      return failed("something follows the document; lines of JSON are `format: ndjson`");
    case Next::kColon:
      if (c != ':') return failed("a colon is missing in front of " + shown_json(c));
      return next_ = Next::kValue, Status();
    case Next::kName:
    case Next::kNameOrEnd:
      if (closes && next_ == Next::kNameOrEnd) return close(c);
      if (c != '"') return failed("a member's name is missing in front of " + shown_json(c));
      name_.clear();
      return in_ = In::kName, Status();
    case Next::kCommaOrEnd:
      if (closes) return close(c);
      if (c != ',') return failed("a comma is missing in front of " + shown_json(c));
      return next_ = levels_.back() == '{' ? Next::kName : Next::kValue, Status();
    case Next::kValueOrEnd:
      if (closes) return close(c);
      [[fallthrough]];
    case Next::kValue:
      break;
  }
  return begin_value(c);
}

Status JsonSplitter::begin_value(char c) {
  const bool opens = c == '{' || c == '[';
  if (!opens && c != '"' && !is_json_word(c))
    return failed("a value is missing in front of " + shown_json(c));
  const bool whole = way_.empty() && levels_.empty() && c != '[';
  if (is_items() || whole) {
    item_ = spot_;
    inner_ = 1;
    if (opens) return in_ = In::kDeep, Status();
  } else if (opens) {
    return open(c);
  } else if (leads_on() && !found_) {
    return failed("items: " + way_text() + " leads to a value that is no array");
  }
  in_ = c == '"' ? In::kText : In::kWord;
  return {};
}

Status JsonSplitter::open(char c) {
  if (levels_.size() >= kDeepest) return failed("more than 1000 levels");
  const bool leads = !found_ && (levels_.empty() ? way_passed_ == 0 : leads_on());
  const size_t passed = levels_.empty() ? 0 : way_passed_ + 1;
  if (leads && passed == way_.size()) {
    if (c != '[') return failed("items: " + way_text() + " leads to an object, not to an array");
    found_ = true;
    items_level_ = levels_.size() + 1;
  }
  if (leads) way_passed_ = passed;
  if (leads && levels_.empty() && c == '[' && !found_)
    return failed("the document is an array; items: " + way_text() + " is not in it");
  levels_ += c;
  next_ = c == '{' ? Next::kNameOrEnd : Next::kValueOrEnd;
  name_fits_ = false;
  return {};
}

Status JsonSplitter::close(char c) {
  if (levels_.empty() || json_closing(levels_.back()) != c)
    return failed(shown_json(c) + " closes nothing");
  if (levels_.size() == items_level_) items_level_ = 0;
  levels_.pop_back();
  // What was passed only for the closed object does not count for those behind it.
  if (!found_ && levels_.size() <= way_passed_)
    way_passed_ = std::max<size_t>(levels_.size(), 1) - 1;
  name_fits_ = false;
  next_ = levels_.empty() ? Next::kNothing : Next::kCommaOrEnd;
  return {};
}

// Within an item of several levels.
void JsonSplitter::deep(char c, std::vector<Item>& items) {
  if (quoted_) {
    if (escaped_)
      escaped_ = false;
    else if (c == '\\')
      escaped_ = true;
    else if (c == '"')
      quoted_ = false;
    return;
  }
  if (c == '"') quoted_ = true;
  if (c == '{' || c == '[') inner_++;
  // Another one than fits is the record's fault: whoever parses it says so.
  if ((c != '}' && c != ']') || --inner_ > 0) return;
  Spot end = spot_;
  end.pass(c);
  end_value(items, end);
}

void JsonSplitter::text(char c, std::vector<Item>& items) {
  const bool ends = c == '"' && !escaped_;
  escaped_ = c == '\\' && !escaped_;
  if (in_ == In::kText) {
    Spot end = spot_;
    end.pass(c);
    if (ends) end_value(items, end);
    return;
  }
  const std::string* const wanted =
      way_passed_ < way_.size() && levels_.size() == way_passed_ + 1 ? &way_[way_passed_] : nullptr;
  if (!ends) {
    if (wanted && name_.size() <= wanted->size()) name_ += c;
    return;
  }
  name_fits_ = wanted && name_ == *wanted;
  in_ = In::kBetween;
  next_ = Next::kColon;
}

Status JsonSplitter::word(char c, std::vector<Item>& items) {
  if (is_json_word(c)) return {};
  end_value(items, spot_);
  return is_json_space(c) ? Status() : between(c);
}

void JsonSplitter::end_value(std::vector<Item>& items, const Spot& end) {
  in_ = In::kBetween;
  name_fits_ = false;
  next_ = levels_.empty() ? Next::kNothing : Next::kCommaOrEnd;
  if (!item_) return;
  found_ = true;
  items.push_back({*item_, end, levels_.empty() ? "-" : levels_});
  item_.reset();
}

Status JsonSplitter::end(std::vector<Item>& items) {
  if (in_ == In::kWord && levels_.empty()) end_value(items, spot_);
  if (next_ == Next::kValue && levels_.empty() && in_ == In::kBetween) {
    if (way_.empty()) return {};  // nothing but space
    return failed("the file is empty, and has no array at items: " + way_text());
  }
  if (next_ != Next::kNothing || in_ != In::kBetween)
    return failed("the document ends within " +
                  std::string(item_ ? "a record" : "its objects or arrays") +
                  ": it is cut off or still written; run again when it is complete");
  if (!found_) return failed("the document has no array at items: " + way_text());
  return {};
}

}  // namespace file_plugin
