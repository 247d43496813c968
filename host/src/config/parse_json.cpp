#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>

#include "config/parse.hpp"
#include "config/tree_builder.hpp"

namespace sluice::config {
namespace {

// Bounded: stops at the view's end without a terminating NUL.
class Stream {
 public:
  using Ch = char;
  explicit Stream(std::string_view text) : text_(text) {}
  Ch Peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  Ch Take() { return at_ < text_.size() ? text_[at_++] : '\0'; }
  size_t Tell() const { return at_; }
  // Required by the reader's stream concept; only in-place parsing calls them.
  Ch* PutBegin() { return nullptr; }
  void Put(Ch) {}
  void Flush() {}
  size_t PutEnd(Ch*) { return 0; }

 private:
  std::string_view text_;
  size_t at_ = 0;
};

// RapidJSON gives a handler the end of a token; its beginning follows from the text.
class JsonHandler {
 public:
  JsonHandler(std::string_view text, const Stream& stream, Problems& problems)
      : text_(text), stream_(stream), builder_(problems) {}

  bool Null() { return scalar(Kind::kNull, "null"); }
  bool Bool(bool value) { return scalar(Kind::kBoolean, value ? "true" : "false"); }
  bool RawNumber(const char* digits, rapidjson::SizeType size, bool) {
    return scalar(Kind::kNumber, {digits, size});
  }
  bool String(const char* chars, rapidjson::SizeType size, bool) {
    return scalar(Kind::kString, {chars, size});
  }
  bool StartObject() { return open(Node::object()); }
  bool StartArray() { return open(Node::array()); }
  bool EndObject(rapidjson::SizeType) { return close(); }
  bool EndArray(rapidjson::SizeType) { return close(); }
  bool Key(const char* chars, rapidjson::SizeType size, bool) {
    builder_.key({chars, size}, whole());
    return true;
  }
  // With numbers read as text the reader calls none of these.
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(int64_t) { return false; }
  bool Uint64(uint64_t) { return false; }
  bool Double(double) { return false; }

  Node take() { return builder_.take(); }

 private:
  // Where the next token starts, from where the last one ended.
  Position begin() {
    const std::string_view between = " \t\r\n,:";
    while (end_ < text_.size() && between.find(text_[end_]) != std::string_view::npos) {
      if (text_[end_++] != '\n') continue;
      line_++;
      line_start_ = end_;
    }
    return {line_, static_cast<uint32_t>(end_ - line_start_ + 1)};
  }
  // REQUIRES: the reader has finished the token; only brackets are reported before that.
  Position whole() {
    const Position at = begin();
    end_ = stream_.Tell();
    return at;
  }
  bool scalar(Kind kind, std::string_view text) {
    Node node = Node::string(std::string(text), whole());
    node.kind = kind;
    builder_.add(std::move(node));
    return true;
  }
  bool open(Node node) {
    node.at = begin();
    end_++;
    builder_.open(std::move(node));
    return true;
  }
  bool close() {
    begin();
    end_++;
    builder_.close();
    return true;
  }

  std::string_view text_;
  const Stream& stream_;
  TreeBuilder builder_;
  size_t end_ = 0, line_start_ = 0;
  uint32_t line_ = 1;
};

}  // namespace

std::optional<Node> parse_json(std::string_view text, Problems& problems) {
  constexpr unsigned kFlags = rapidjson::kParseNumbersAsStringsFlag |
                              rapidjson::kParseValidateEncodingFlag |
                              rapidjson::kParseIterativeFlag;
  Stream stream(text);
  JsonHandler handler(text, stream, problems);
  rapidjson::Reader reader;
  try {
    const rapidjson::ParseResult result = reader.Parse<kFlags>(stream, handler);
    if (!result.IsError()) return handler.take();
    problems.add(position_at(text, result.Offset()), "",
                 std::string("not JSON: ") + rapidjson::GetParseError_En(result.Code()));
  } catch (const TreeBuilder::Refused& refused) {
    problems.add(refused.at, "", refused.message);
  }
  return std::nullopt;
}

}  // namespace sluice::config
