// What a connection reads from and writes to: a socket, or TLS over one. One virtual interface, so
// that the connection's code is compiled once, whatever it talks over. Each function but
// close() starts one step and returns; its `Done` is called later on the server's thread. Used on
// that thread.
#pragma once

#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <string_view>

namespace sluice::listener {

class ByteStream {
 public:
  using Error = boost::system::error_code;
  using Clock = std::chrono::steady_clock;
  using Done = std::function<void(Error error, size_t size)>;

  virtual ~ByteStream() = default;
  // Before anything else; without TLS there is nothing to do.
  virtual void open(Done done) = 0;
  // At least one byte, unless it fails.
  virtual void read_some(char* into, size_t size, Done done) = 0;
  // All of it; `from` stays as it is until then.
  virtual void write(std::string_view from, Done done) = 0;
  // Says that no more is sent.
  virtual void finish(Done done) = 0;
  // After finish(): whatever still comes, encrypted or not.
  virtual void read_raw(char* into, size_t size, Done done) = 0;
  // At `time` close() happens by itself, unless another call has set another time. `keep` keeps the
  // owner of this object until then.
  virtual void expire_at(Clock::time_point time, std::function<void()> keep) = 0;
  // Pending steps fail.
  virtual void close() = 0;
};

}  // namespace sluice::listener
