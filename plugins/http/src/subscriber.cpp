#include "subscriber.hpp"

#include <algorithm>
#include <utility>

#include "own_batch.hpp"
#include "sluice/rest/document.hpp"

namespace http_plugin {

using sluice::Batch;
using sluice::Cancel;
using sluice::Result;
using sluice::Status;
using sluice::Value;
using sluice::rest::Document;
using sluice::rest::Parameters;

namespace {

constexpr int64_t kUsPerSecond = 1'000'000;
constexpr size_t kMostNamed = 20;  // elements that are left out, in the log of a walk

// The element is at fault, and not the machine or the settings.
bool is_of_element(const Status& status) {
  return status.code() == SLUICE_E_DATA || status.code() == SLUICE_E_INVALID;
}

// Parameters of an element go over those of the request.
Status lay_over(Batch batch, const std::string& json, std::string_view pointer, Parameters& into) {
  auto object = batch.parse(json);
  if (!object) return object.status();
  auto given = Parameters::read(Value(batch.abi(), &*object), pointer);
  if (!given) return given.status();
  for (const sluice::rest::Parameter& p : given->all()) {
    into.set(p.name, p.values.empty() ? std::string() : p.values.front());
    for (size_t i = 1; i < p.values.size(); i++) into.add(p.name, p.values[i]);
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<Subscriber>> Subscriber::create(sluice::Context& context) {
  auto settings = SourceSettings::read(context);
  if (!settings) return settings.status();
  return std::make_unique<Subscriber>(context, *std::move(settings));
}

Subscriber::Subscriber(sluice::Context& context, SourceSettings settings)
    : host_(context.host()),
      client_(context.client()),
      settings_(std::move(settings)),
      walk_(settings_.list, host_, client_, settings_.as),
      fixed_(fixed_elements(host_, settings_.elements)) {}

Result<std::string> Subscriber::open(std::string_view text) {
  auto document = Document::parse(host_, text, "the request");
  if (!document) return document.status();
  auto request = SourceRequest::read(document->root(), settings_.list, "/request");
  if (!request) return request.status();
  auto client = client_.identity();
  if (!client) return client.status();
  request_ = *std::move(request);
  elements_ = elements();
  std::string identity = *client + "\n" + request_.identity(settings_.list);
  if (settings_.increment) identity += "\n" + settings_.increment->identity();
  if (settings_.parents)
    identity += "\nfor " + settings_.parents_request.identity(*settings_.parents);
  return identity;
}

std::unique_ptr<Elements> Subscriber::elements() {
  if (!settings_.parents)
    return std::make_unique<FixedElements>(settings_.loops() ? fixed_
                                                             : fixed_elements(host_, {"null"}));
  return std::make_unique<ParentElements>(
      *settings_.parents, host_, client_, [this](ListWalk& walk) { return begin_parents(walk); },
      [this](Batch rows, Value envelope) { return note("", rows, envelope); });
}

Status Subscriber::begin_parents(ListWalk& walk) {
  SourceRequest request = settings_.parents_request;
  if (Status s = put_increment(state_.spans[""], request); !s) return s;
  return walk.begin(request);
}

Status Subscriber::put_increment(const Span& span, SourceRequest& request) {
  if (!settings_.increment) return {};
  return settings_.increment->put(span, settings_.since, host_, request.query, request.body);
}

Status Subscriber::note(const std::string& key, Batch rows, Value envelope) {
  if (!settings_.increment) return {};
  return settings_.increment->note(rows, envelope, state_.began_s, state_.spans[key]);
}

// The records of a list that is looped over are one list, whatever they are.
std::string Subscriber::span_key() const { return fixed_.empty() ? std::string() : element_.key; }

Status Subscriber::seek(std::string_view cursor) {
  if (!elements_) return Status::internal("seek before open");
  auto state = WalkState::read(host_, cursor);
  if (!state) return state.status();
  walk_.end();
  pages_ = records_ = named_ = 0;
  ended_ = false;
  left_out_.clear();
  return begin_walk(*std::move(state));
}

Status Subscriber::begin_walk(WalkState state) {
  const bool goes_on = state.going && (state.full || !settings_.full);
  if (goes_on) begun_ = state.text();
  if (!goes_on) {
    state.end();
    begun_ = state.text();
    if (settings_.full) state.spans.clear();
    state.full = settings_.full;
    state.began_s = host_.unix_us() / kUsPerSecond;
    state.going = true;
  }
  if (!fixed_.empty()) keep_spans(state);
  state_ = std::move(state);
  entered_ = !state_.each.empty();
  return elements_->seek(state_.each);
}

// Of elements that are still in the list. Earlier builds made keys of the secrets' values.
void Subscriber::keep_spans(WalkState& state) const {
  std::map<std::string, Span> spans;
  for (const Element& element : fixed_) {
    auto found = state.spans.find(element.key);
    if (found == state.spans.end()) found = state.spans.find(element_key(element.json));
    if (found != state.spans.end()) spans.emplace(element.key, found->second);
  }
  state.spans = std::move(spans);
}

Result<SourceRequest> Subscriber::request_of(const std::string& element) {
  SourceRequest out = request_;
  if (!settings_.loops()) return out;
  auto own = own_batch(host_);
  if (!own) return own.status();
  const Batch batch(own->get());
  auto root = batch.parse(element);
  if (!root) return root.status();
  RequestValuesOf values(settings_.values, batch.abi());
  MadeValues made;
  if (Status s = values.make(&*root, made); !s) return s;
  if (!made.missing.empty())
    return Status::data("it has nothing for {" + made.missing + "} of the path");
  if (Status s = lay_over(batch, made.path, "/path_values", out.path); !s) return s;
  out.slashes = sluice::rest::PathTemplate::Slashes::kEncoded;
  if (Status s = settings_.list.at.path.check(out.path, "/path_values", out.slashes); !s) return s;
  if (Status s = lay_over(batch, made.query, "/query", out.query); !s) return s;
  if (made.payload.empty()) return out;
  auto payload = batch.parse(made.payload);
  if (!payload) return payload.status();
  auto body = sluice::rest::JsonBody::read(Value(batch.abi(), &*payload));
  if (!body) return body.status();
  out.body = *std::move(body);
  return out;
}

Status Subscriber::enter(const Element& element) {
  element_ = element;
  auto request = request_of(element_.json);
  if (!request) return leave_out(request.status());
  if (!settings_.parents)
    if (Status s = put_increment(state_.spans[span_key()], *request); !s) return s;
  if (Status s = walk_.begin(*request); !s) return s;
  entered_ = true;
  const bool here = !state_.page.empty() && state_.element == element_.key;
  return here ? walk_.seek(state_.page) : Status();
}

// One element that cannot be asked for does not keep the others from being read.
Status Subscriber::leave_out(const Status& why) {
  if (!is_of_element(why)) return Status(why).in("for_each");
  left_out_ = "the element " + element_.json.substr(0, 200) + " is left out: " + why.message();
  named_++;
  if (named_ <= kMostNamed) host_.log(SLUICE_LOG_WARNING, "for_each: " + left_out_);
  if (named_ == kMostNamed + 1)
    host_.log(SLUICE_LOG_WARNING, "for_each: further elements that are left out are not named");
  elements_->next();
  return {};
}

Status Subscriber::poll(Batch into, const Cancel& cancel) {
  if (!elements_) return Status::internal("poll before open");
  if (ended_) return Status::end();
  while (!walk_.begun()) {
    auto element = elements_->current(cancel);
    if (!element) return element.status();
    if (!*element) return end_walk(into);
    if (Status s = enter(**element); !s) return s;
  }
  return take_page(into, cancel);
}

Status Subscriber::take_page(Batch into, const Cancel& cancel) {
  auto more = walk_.take(into, element_.json, cancel);
  if (!more) return more.status();
  Status status;
  const WalkState before = state_;
  if (!*more && walk_.in_doubt()) state_.partial = true;
  if (!settings_.parents) status = note(span_key(), into, walk_.envelope());
  if (status) status = go_on(into, *more);
  if (status || status.code() == SLUICE_END || status.code() == SLUICE_PAUSED) {
    if (!ended_) request_next(cancel);
    return status;
  }
  state_ = before;
  static_cast<void>(walk_.take_back());  // the page will be requested again
  return status;
}

// Without a page: there was no further element. Where the configuration has the list, and none of
// it can be asked for, it is wrong.
Status Subscriber::end_walk(Batch into) {
  if (!entered_ && !settings_.elements.empty() && !left_out_.empty())
    return Status::data(left_out_).in("for_each: no element can be asked for");
  if (Status s = keep_place(into, true); !s) return s;
  ended_ = true;
  return over(into, false);
}

Status Subscriber::over(Batch into, bool cut) const {
  const bool partial = cut || state_.partial || elements_->in_doubt();
  if (partial) into.set_partial();
  const bool reached = std::any_of(state_.spans.begin(), state_.spans.end(), [](const auto& one) {
    return !one.second.low.empty() || !one.second.high.empty();
  });
  if (!partial && !reached && records_ && settings_.increment)
    settings_.increment->tell_missing(host_);
  return Status::end();
}

bool Subscriber::reaches_limit(size_t rows) const {
  return (settings_.max_pages && pages_ + 1 >= settings_.max_pages) ||
         (settings_.max_records && records_ + rows >= settings_.max_records);
}

// After a page: the next one, the next element's, or the end.
Status Subscriber::go_on(Batch into, bool more) {
  // A list that cannot be continued is read to its end, unless it is all there is.
  const bool to_its_end = more && !walk_.resumes() && settings_.loops();
  const bool brake = reaches_limit(into.size()) && !to_its_end;
  if (!more) elements_->next();
  const bool last = !more && !elements_->may_have_more();
  state_.each = settings_.loops() ? elements_->place() : std::string();
  state_.page = more ? walk_.place() : std::string();
  state_.element = state_.page.empty() ? std::string() : element_.key;
  // The walk ends unfinished: the next one starts where this one did.
  const bool cut = brake && !last && state_.each.empty() && state_.page.empty();
  if (cut)
    for (auto& [key, span] : state_.spans) span.high = {};
  if (Status s = keep_place(into, last || cut); !s) {
    if (!more) elements_->back();
    return s;
  }
  pages_++;
  records_ += into.size();
  if (!more) walk_.end();
  ended_ = last || brake;
  if (last || cut) return over(into, cut);
  return ended_ ? Status::paused() : Status();
}

// In the middle of a walk that starts over when it is interrupted, the place is its beginning: the
// host then knows that it starts over.
Status Subscriber::keep_place(Batch into, bool over) {
  const bool moves = over || walk_.resumes() || settings_.loops();
  WalkState kept = state_;
  if (over) kept.end();
  const std::string text = moves ? kept.text() : begun_;
  if (!text.empty()) return into.set_cursor(text);
  if (over) into.clear_cursor();
  return {};
}

// A request that cannot be sent now is made again by the next poll, which reports why it fails.
void Subscriber::request_next(const Cancel& cancel) {
  while (!walk_.begun()) {
    if (!elements_->at_hand()) return;
    const auto element = elements_->current(cancel);
    if (!element || !enter(**element)) return;
  }
  walk_.request();
}

}  // namespace http_plugin
