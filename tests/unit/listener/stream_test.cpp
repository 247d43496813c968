// Responses that are made while they are sent, and the server over a Unix socket.
#include <doctest/doctest.h>

#include <semaphore>
#include <thread>

#include "listener/server_library.hpp"
#include "platform/poll_set.hpp"
#include "platform/unix_socket.hpp"
#include "support/temp_folder.hpp"

using namespace sluice;
using namespace sluice::listener;

namespace {

// Answers each request with one stream, which the test writes to.
class Streams final : public Handler {
 public:
  std::optional<Response> admit(const Request&) override { return {}; }
  Response respond(const Request&, std::string) override {
    return {.body = "first;", .content_type = "text/event-stream", .stream = stream};
  }
  void answered(int) override { begun.release(); }

  std::shared_ptr<ResponseStream> stream = std::make_shared<ResponseStream>(100'000);
  std::counting_semaphore<8> begun{0};
};

struct OnUnixSocket {
  explicit OnUnixSocket(Handler& handler) {
    auto opened = open_server({.listening = listener->handle()}, limits(), handler);
    INFO(opened.status().message());
    REQUIRE(opened.ok());
    server = *std::move(opened);
  }
  static ServerLimits limits() {
    ServerLimits out;
    out.patience_ms = 600'000;
    return out;
  }
  platform::TcpStream ask(const std::string& request) const {
    auto stream = platform::unix_connect(folder / "s");
    REQUIRE(stream.ok());
    REQUIRE(stream->send({}, request).bytes == request.size());
    return *std::move(stream);
  }

  test::TempFolder folder;
  Result<platform::UnixListener> listener = platform::UnixListener::open(folder / "s");
  std::unique_ptr<Server> server;
};

// Reads until `text` is there, or the connection's end if it is empty.
std::string read_until(platform::TcpStream& stream, const std::string& text) {
  std::string out;
  platform::PollSet poll;
  poll.watch(stream.handle(), true, false);
  char part[4096];
  while (text.empty() || out.find(text) == std::string::npos) {
    poll.wait(-1, 10'000);
    const platform::Moved moved = stream.receive(part, sizeof part);
    if (moved.end == platform::Moved::End::would_block) continue;
    if (moved.end != platform::Moved::End::none) break;
    out.append(part, moved.bytes);
  }
  return out;
}

}  // namespace

TEST_CASE("a request over a Unix socket is served") {
  class Says final : public Handler {
   public:
    std::optional<Response> admit(const Request&) override { return {}; }
    Response respond(const Request& request, std::string body) override {
      return {.body = std::string(request.method()) + " " + body};
    }
  } handler;
  const OnUnixSocket rig(handler);
  CHECK(rig.server->port() == 0);
  auto stream = rig.ask("POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}");
  const std::string response = read_until(stream, {});
  CHECK(response.find("HTTP/1.1 200 OK\r\n") == 0);
  CHECK(response.find("\r\nContent-Length: 7\r\n") != std::string::npos);
  CHECK(response.ends_with("\r\n\r\nPOST {}"));
}

TEST_CASE("a HEAD request gets the head alone") {
  class Says final : public Handler {
   public:
    std::optional<Response> admit(const Request&) override { return {}; }
    Response respond(const Request&, std::string) override { return {.body = "text"}; }
  } handler;
  const OnUnixSocket rig(handler);
  auto stream = rig.ask("HEAD / HTTP/1.1\r\n\r\n");
  const std::string response = read_until(stream, {});
  CHECK(response.find("\r\nContent-Length: 4\r\n") != std::string::npos);
  CHECK(response.ends_with("\r\n\r\n"));
}

TEST_CASE("a stream sends what is added to it as it comes, until it ends") {
  Streams handler;
  const OnUnixSocket rig(handler);
  auto reader = rig.ask("GET / HTTP/1.1\r\n\r\n");
  CHECK(read_until(reader, "first;").find("Content-Length") == std::string::npos);
  CHECK(handler.stream->send("second;"));
  CHECK(read_until(reader, "second;") == "second;");
  CHECK(handler.stream->send("third;"));
  handler.stream->end();
  CHECK(read_until(reader, {}) == "third;");
  CHECK_FALSE(handler.stream->send("fourth;"));
}

TEST_CASE("a HEAD request for a stream gets the head, and the stream is closed") {
  Streams handler;
  const OnUnixSocket rig(handler);
  auto reader = rig.ask("HEAD / HTTP/1.1\r\n\r\n");
  CHECK(read_until(reader, {}).ends_with("\r\n\r\n"));
  CHECK_FALSE(handler.stream->send("to nobody"));
}

TEST_CASE("a stream whose reader is too slow is closed, and its connection with it") {
  Streams handler;
  const OnUnixSocket rig(handler);
  auto reader = rig.ask("GET / HTTP/1.1\r\n\r\n");
  handler.begun.acquire();
  const std::string much(10'000, 'x');
  size_t sent = 0;
  while (handler.stream->send(much) && sent < 100'000'000) sent += much.size();
  CHECK(handler.stream->closed());
  CHECK(sent < 100'000'000);
  CHECK(read_until(reader, {}).size() <= sent + 1000);  // it ends
}

TEST_CASE("a stream is closed when its reader leaves") {
  Streams handler;
  const OnUnixSocket rig(handler);
  {
    auto reader = rig.ask("GET / HTTP/1.1\r\n\r\n");
    read_until(reader, "first;");
  }
  while (!handler.stream->closed()) std::this_thread::yield();
  CHECK_FALSE(handler.stream->send("to nobody"));
}

TEST_CASE("a stream outlives its server, closed") {
  Streams handler;
  std::shared_ptr<ResponseStream> stream;
  {
    const OnUnixSocket rig(handler);
    auto reader = rig.ask("GET / HTTP/1.1\r\n\r\n");
    read_until(reader, "first;");
    stream = handler.stream;
  }
  CHECK(stream->closed());
}
