#include "http/plain/response_reader.hpp"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <utility>

#include "http/carrier/response_body.hpp"

namespace sluice::http {

namespace beast = boost::beast;

namespace {

constexpr size_t kPlaced = size_t{1} << 20;  // received in place at once

// "0", its line end and that of the trailers. Beast's parser needs them in one piece.
constexpr size_t kShortestChunk = 5;

// Only gzip is requested. Beast would treat a compressed message as the body.
[[gnu::cold]] beast::error_code check_coding(beast::string_view coding) {
  if (beast::iequals(coding, "chunked") || beast::iequals(coding, "identity")) return {};
  return make_error_code(beast::http::error::bad_transfer_encoding);
}

beast::error_code no_memory() { return make_error_code(beast::http::error::bad_alloc); }

}  // namespace

class ResponseReader::Parser final : public beast::http::basic_parser<false> {
 public:
  explicit Parser(ResponseReader& reader) : reader_(reader) {
    header_limit(static_cast<uint32_t>(kMaxHeaderBytes));
    body_limit(UINT64_MAX);  // the page has one; boost::none refuses everything in Beast 1.74
    skip(reader.for_head_);
  }

 private:
  using Error = beast::error_code;
  using Text = beast::string_view;

  void on_request_impl(beast::http::verb, Text, Text, int, Error&) override {}
  void on_response_impl(int code, Text, int, Error& ec) override {
    ec = {};
    reader_.response_.status = code;
  }
  // After the body there are only trailers, which must not be treated as headers.
  void on_field_impl(beast::http::field field, Text name, Text value, Error& ec) override {
    ec = {};
    if (field == beast::http::field::transfer_encoding) ec = check_coding(value);
    if (name.size() + value.size() > kMaxHeaderLine)
      ec = make_error_code(beast::http::error::header_limit);
    if (!is_header_done())
      reader_.response_.headers.add({name.data(), name.size()}, {value.data(), value.size()});
  }
  void on_header_impl(Error& ec) override { ec = {}; }
  void on_body_init_impl(const boost::optional<uint64_t>&, Error& ec) override { ec = {}; }
  size_t on_body_impl(Text, Error& ec) override {
    ec = make_error_code(beast::http::error::unexpected_body);
    return 0;
  }
  void on_chunk_header_impl(uint64_t, Text, Error& ec) override { ec = {}; }
  size_t on_chunk_body_impl(uint64_t, Text body, Error& ec) override {
    if (!reader_.append({body.data(), body.size()})) ec = no_memory();
    return body.size();
  }
  void on_finish_impl(Error& ec) override { ec = {}; }

  ResponseReader& reader_;
};

ResponseReader::ResponseReader(bool for_head, size_t body_limit, record::PagePool* pages)
    : pages_(pages), for_head_(for_head), parser_(std::make_unique<Parser>(*this)) {
  response_.body.set_limit(body_limit);
}

ResponseReader::~ResponseReader() = default;

ResponseReader::State ResponseReader::fail(FailureKind kind, std::string detail) {
  failure_ = {kind, std::move(detail)};
  return State::failed;
}

ResponseReader::State ResponseReader::take(std::string_view bytes) {
  begun_ = true;
  if (rest_.empty()) {
    const State state = read(bytes);
    if (!bytes.empty()) rest_ = bytes;
    return state;
  }
  std::string_view all = rest_.append(bytes);
  const State state = read(all);
  rest_.erase(0, rest_.size() - all.size());
  return state;
}

// Consumes everything except what the parser needs again.
ResponseReader::State ResponseReader::read(std::string_view& bytes) {
  while (part_ == Part::head) {
    const size_t before = bytes.size();
    if (const State state = take_head(bytes); state != State::more) return state;
    if (part_ == Part::head && (bytes.empty() || bytes.size() == before)) return State::more;
  }
  if (part_ == Part::chunks) return take_chunks(bytes);
  const std::string_view behind = std::exchange(bytes, {});
  return part_ == Part::done ? whole_before(behind) : take_body(behind);
}

// Consumes the head: of the response, or of an interim one before it.
ResponseReader::State ResponseReader::take_head(std::string_view& bytes) {
  beast::error_code ec;
  const size_t used = put(bytes, ec);
  header_bytes_ += used;
  if (ec == beast::http::error::header_limit || header_bytes_ > kMaxHeaderBytes)
    return fail(FailureKind::kHeadersTooBig);
  if (ec == beast::http::error::need_more) return State::more;
  if (ec) return fail(FailureKind::kNotHttp, ec.message());
  if (response_.status < 100) return fail(FailureKind::kNotHttp, "its status is below 100");
  if (response_.status == 101) return fail(FailureKind::kNotHttp, "it changes the protocol");
  if (response_.status >= 200) return begin_body();
  response_.headers.clear();
  parser_ = std::make_unique<Parser>(*this);
  return State::more;
}

size_t ResponseReader::put(std::string_view& bytes, beast::error_code& ec) {
  const size_t used = parser_->put(boost::asio::const_buffer(bytes.data(), bytes.size()), ec);
  bytes.remove_prefix(used);
  return used;
}

ResponseReader::State ResponseReader::begin_body() {
  stays_ = parser_->keep_alive();
  if (parser_->is_done()) {
    part_ = Part::done;
    return State::more;
  }
  const size_t limit = response_.body.limit();
  if (pages_) response_.body = pages_->take(limit);
  parser_->eager(true);
  part_ = parser_->chunked() ? Part::chunks : Part::until_end;
  const auto length = parser_->content_length();
  if (!length) return State::more;
  part_ = Part::length;
  left_ = *length;
  const uint64_t reserved = std::min({left_, kMostReserved, uint64_t{limit}});
  return response_.body.reserve(static_cast<size_t>(reserved))
             ? State::more
             : fail(FailureKind::kNoMemoryForBody);
}

ResponseReader::State ResponseReader::take_body(std::string_view bytes) {
  if (part_ == Part::until_end) return append(bytes) ? State::more : State::failed;
  const std::string_view body = bytes.substr(0, left_);
  if (!append(body)) return State::failed;
  left_ -= body.size();
  return left_ ? State::more : whole_before(bytes.substr(body.size()));
}

ResponseReader::State ResponseReader::take_chunks(std::string_view& bytes) {
  if (bytes.size() < kShortestChunk) return State::more;
  beast::error_code ec;
  while (!bytes.empty() && !ec && !parser_->is_done()) put(bytes, ec);
  if (failure_.kind != FailureKind::kNone) return State::failed;
  if (ec == beast::http::error::need_more)
    return bytes.size() > kMaxHeaderBytes ? fail(FailureKind::kHeadersTooBig) : State::more;
  if (ec) return fail(FailureKind::kNotHttp, ec.message());
  return parser_->is_done() ? whole_before(bytes) : State::more;
}

bool ResponseReader::append(std::string_view bytes) {
  record::PageBuffer& body = response_.body;
  if (bytes.empty()) return true;
  if (body.append(bytes.data(), bytes.size())) return true;
  const bool too_big = body.size() + bytes.size() > body.limit();
  failure_.kind = too_big ? FailureKind::kBodyTooBig : FailureKind::kNoMemoryForBody;
  return false;
}

// `behind`: bytes that belong to no request of ours.
ResponseReader::State ResponseReader::whole_before(std::string_view behind) {
  part_ = Part::done;
  stays_ = stays_ && behind.empty();
  second_ = behind.starts_with("HTTP/");
  return State::whole;
}

size_t ResponseReader::place(char*& into) {
  record::PageBuffer& body = response_.body;
  if (part_ != Part::length) return 0;
  const size_t wanted = static_cast<size_t>(std::min<uint64_t>(left_, kPlaced));
  // A reused page may have room beyond the limit.
  if (wanted > body.limit() - body.size() || !body.reserve(body.size() + wanted)) return 0;
  into = body.data() + body.size();
  return wanted;
}

ResponseReader::State ResponseReader::took(size_t bytes) {
  response_.body.set_size(response_.body.size() + bytes);
  left_ -= bytes;
  return left_ ? State::more : whole_before({});
}

ResponseReader::State ResponseReader::end() {
  switch (part_) {
    case Part::until_end:
      return whole_before({});
    case Part::length:
      return fail(FailureKind::kCutOff, std::to_string(left_) + " bytes are missing");
    case Part::chunks:
      return fail(FailureKind::kCutOff, "its last chunk is missing");
    default:
      return begun_ ? fail(FailureKind::kConnectionLost,
                           "it ended in the middle of the response's headers")
                    : fail(FailureKind::kNoResponse);
  }
}

int ResponseReader::answered() const {
  const bool known = part_ != Part::head || failure_.kind == FailureKind::kHeadersTooBig;
  return known && response_.status >= 200 ? response_.status : 0;
}

ResponseReader::State ResponseReader::move_response(Response& out) {
  if (!complete_body(response_, pages_, failure_)) return State::failed;
  out = std::move(response_);
  return State::whole;
}

}  // namespace sluice::http
