// One connection of the server: takes one request, sends the response, and ends. Its steps run on
// the server's thread, one at a time; the response is made on one of the workers. Owned by the
// server and by its pending steps.
#pragma once

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <array>
#include <functional>
#include <memory>
#include <string>

#include "listener/byte_stream.hpp"
#include "listener/server.hpp"

namespace sluice::listener {

class HttpConnection final : public std::enable_shared_from_this<HttpConnection> {
 public:
  // What a connection needs from its server.
  class Owner {
   public:
    virtual ~Owner() = default;
    virtual Handler& handler() = 0;
    virtual const ServerLimits& limits() const = 0;
    // The request of `connection` is complete; it no longer waits.
    virtual void completed(HttpConnection& connection) = 0;
    // Runs make_response() on a worker, then send_response(). False: too many wait already.
    virtual bool respond(HttpConnection& connection) = 0;
    // Runs it on the server's thread. [any]
    virtual void post(std::function<void()> step) = 0;
    // It is over.
    virtual void drop(HttpConnection& connection) = 0;
    // Only responses that are due are sent; no stream begins.
    virtual bool closing() const = 0;
  };

  // `from`: the sender's address; empty: it has none.
  HttpConnection(Owner& owner, std::unique_ptr<ByteStream> bytes, std::string from);
  ~HttpConnection();
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;

  void start();
  // Its pending step fails, and it drops itself.
  void end() { bytes_->close(); }
  // Its stream posts no more steps; before the server goes.
  void detach();
  // Its response has begun and ends when its reader leaves.
  bool streams() const { return streams_; }
  void make_response();  // on a worker
  void send_response() { respond(std::move(made_)); }

 private:
  using Clock = ByteStream::Clock;
  using Error = ByteStream::Error;
  using Step = void (HttpConnection::*)();

  ByteStream::Done then(Step step);
  void expire_after(int ms);
  void drop();
  void read_head();
  void read_body();
  void read_more(Step then);
  bool parse();
  void refuse(Error error);
  void admit();
  void invite();
  void complete();
  void respond(Response response);
  void sent_head();
  void start_stream();
  void send_queued();
  void sent_queued();
  void watch_reader();
  void say_goodbye();
  void drain();
  void drained();

  Owner& owner_;
  const Clock::time_point began_;
  const std::string from_;
  const std::unique_ptr<ByteStream> bytes_;
  boost::beast::http::request_parser<boost::beast::http::string_body> parser_;
  std::string in_;   // not parsed yet
  std::string out_;  // being sent
  std::array<char, size_t{16} * 1024> received_;
  size_t size_ = 0;  // of what was received last
  Response made_;    // by the handler
  int status_ = 0;   // of the response that is being sent
  size_t drained_ = 0;
  bool sending_ = false;  // a part of the stream
  bool streams_ = false;
  bool dropped_ = false;
};

}  // namespace sluice::listener
