#include "http/plain/plain_transfer.hpp"

#include <system_error>
#include <utility>

#include "http/plain/address_connector.hpp"
#include "http/text/address_target.hpp"
#include "http/text/origin.hpp"

namespace sluice::http {
namespace {

using End = platform::Moved::End;

std::string words(const platform::Moved& how) { return std::generic_category().message(how.error); }

std::string_view behind_scheme(const std::string& url) {
  return std::string_view(url).substr(kPlainScheme.size());
}

}  // namespace

bool PlainTransfer::carries(const Request& request, const SessionSettings& settings) {
  return !settings.proxied && request.url.starts_with(kPlainScheme);
}

PlainTransfer::PlainTransfer(const Request& request, const SessionSettings& settings,
                             PlainShared& shared)
    : request_(request),
      settings_(settings),
      shared_(shared),
      reader_(request.method == "HEAD", static_cast<size_t>(settings.max_body_bytes),
              shared.pages) {
  const std::string_view url = behind_scheme(request.url);
  authority_ = url.substr(0, url.find_first_of("/?"));
  head_ = shared_.head.write(request, authority_, url.substr(authority_.size()));
}

void PlainTransfer::begin() {
  PlainConnections& all = shared_.connections;
  const bool may_be_kept = request_.repeatable || !all.closes(authority_);
  if (may_be_kept) connection_ = all.take(authority_, settings_.number, *this);
  kept_ = connection_;
  connection_ ? send() : connect();
}

PlainTransfer::~PlainTransfer() { let_go(false); }

void PlainTransfer::connect() {
  Connector::User& user = *this;
  if (auto target = address_target(request_.url))
    connector_ = std::make_unique<AddressConnector>(std::move(*target), settings_,
                                                    shared_.connections, user);
  else
    connector_ = shared_.to_hostname(request_.url, settings_, user);
  connector_->begin();
}

// Bytes received before the request was sent are no response to it.
void PlainTransfer::connected(platform::TcpStream stream) {
  if (!stream.is_quiet())
    return give_up(
        {FailureKind::kConnectionLost, "the server closed it, or sent data, before the request"});
  connection_ = shared_.connections.add(std::move(stream), authority_, settings_.number, *this);
  send();
}

void PlainTransfer::not_connected(TransportFailure why) { give_up(std::move(why)); }

void PlainTransfer::on_ready(bool readable, bool writable) {
  if (writable) send();
  if (readable && !completed_) receive();
}

void PlainTransfer::send() {
  const std::string_view body = request_.body;
  const size_t all = head_.size() + body.size();
  while (sent_bytes_ < all) {
    const platform::Moved moved =
        sent_bytes_ < head_.size()
            ? connection_->stream.send(std::string_view(head_).substr(sent_bytes_), body)
            : connection_->stream.send({}, body.substr(sent_bytes_ - head_.size()));
    if (moved.end == End::would_block) return wait_to_write(true);
    if (moved.end != End::none) return hung_up(moved);
    sent_bytes_ += moved.bytes;
    active_ = true;
  }
  if (waits_to_write_) wait_to_write(false);
}

void PlainTransfer::wait_to_write(bool waits) {
  waits_to_write_ = waits;
  shared_.connections.want_writing(*connection_, waits);
}

// The other side accepts no more; it may have responded before.
void PlainTransfer::hung_up(const platform::Moved& how) {
  receive();
  if (!completed_ && connection_) broken({FailureKind::kConnectionLost, words(how)});
}

void PlainTransfer::receive() {
  while (connection_ && receive_some()) {
  }
}

// True: there may be more available.
bool PlainTransfer::receive_some() {
  char* into = nullptr;
  size_t room = reader_.place(into);
  const bool placed = room > 0;
  if (!placed) {
    into = shared_.buffer.data();
    room = shared_.buffer.size();
  }
  const platform::Moved moved = connection_->stream.receive(into, room);
  if (moved.end == End::would_block) return false;
  if (moved.end == End::failed) {
    broken({FailureKind::kConnectionLost, words(moved)});
  } else if (moved.end == End::closed) {
    note_end();
    handle(reader_.end());
  } else {
    active_ = true;
    take({into, moved.bytes}, placed);
  }
  return moved.bytes == room;
}

void PlainTransfer::take(std::string_view bytes, bool placed) {
  if (kept_ && !reader_.begun() && is_all_on_its_way())
    return broken({FailureKind::kNotHttp, "it was sent before the request arrived"});
  handle(placed ? reader_.took(bytes.size()) : reader_.take(bytes));
}

// Every segment from the other side, data or FIN, acknowledges what its TCP stack had received by
// then (RFC 9293 3.4). Here: nothing of the request.
bool PlainTransfer::is_all_on_its_way() const {
  const auto left = connection_->stream.unacknowledged();
  return sent_bytes_ && left && *left == sent_bytes_;
}

// That server had closed the connection before the request arrived, and carried nothing out.
// (A reset proves nothing: it may come before what it acknowledges.)
void PlainTransfer::note_end() { untaken_ = !reader_.begun() && is_all_on_its_way(); }

void PlainTransfer::handle(ResponseReader::State state) {
  if (state == ResponseReader::State::failed) return broken(reader_.failure());
  if (state == ResponseReader::State::more) return;
  // Which of them is the request's?
  ambiguous_ = kept_ && reader_.second_response();
  if (ambiguous_) return broken({FailureKind::kNotHttp, "two responses came for one request"});
  completed_ = true;
  const bool all_sent = sent_bytes_ == head_.size() + request_.body.size();
  let_go(all_sent && reader_.connection_stays());
}

// The server may have just closed a kept connection. A request of which no byte was
// sent, which was not accepted there, or which may be carried out twice, is sent over a new one.
void PlainTransfer::broken(TransportFailure why) {
  const bool unanswered = kept_ && !reader_.begun();
  if (unanswered) shared_.connections.note_closing(std::string(authority_));
  let_go(false);
  if (!unanswered || (!request_.repeatable && sent())) return give_up(std::move(why));
  kept_ = untaken_ = false;
  sent_bytes_ = 0;
  active_ = true;  // the time for connecting begins now
  connect();
}

void PlainTransfer::give_up(TransportFailure why) {
  let_go(false);
  failure_ = std::move(why);
  completed_ = true;
}

void PlainTransfer::let_go(bool keep) {
  connector_.reset();
  PlainConnections::Connection* connection = std::exchange(connection_, nullptr);
  if (!connection) return;
  if (keep)
    shared_.connections.keep(*connection);
  else
    shared_.connections.close(*connection);
}

void PlainTransfer::stop(FailureKind why) { give_up({why}); }

Outcome PlainTransfer::outcome() {
  Outcome out;
  if (!failure_ && reader_.move_response(out.response) == ResponseReader::State::failed)
    failure_ = reader_.failure();
  if (!failure_) return out;
  failure_->sent = sent();
  failure_->status = ambiguous_ ? 0 : reader_.answered();
  out = describe(*failure_, settings_);
  if (out.response.status) out.response.headers = reader_.take_headers();
  return out;
}

}  // namespace sluice::http
