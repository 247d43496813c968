// Ends connections that take too long, however slowly their bytes come, and all of them at once.
// Any thread.
#pragma once

#include <Poco/Net/StreamSocket.h>

#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>

namespace sluice::listener {

struct Watched {
  Poco::Net::StreamSocket socket;
  std::chrono::steady_clock::time_point until;
};

class Watchdog {
 public:
  explicit Watchdog(std::chrono::milliseconds patience);
  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  // A connection for as long as this lives.
  class Watch {
   public:
    Watch(Watchdog& dog, const Poco::Net::StreamSocket& socket) : dog_(dog), at_(dog.add(socket)) {}
    ~Watch() { dog_.remove(at_); }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

   private:
    Watchdog& dog_;
    const std::list<Watched>::iterator at_;
  };

  // Those there are, and every later one.
  void end_all();

 private:
  using Clock = std::chrono::steady_clock;
  std::list<Watched>::iterator add(const Poco::Net::StreamSocket& socket);
  void remove(std::list<Watched>::iterator at);
  void work();
  void end_late();

  const std::chrono::milliseconds patience_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::list<Watched> watched_;  // the first one to end first
  bool ending_ = false;
  std::thread thread_;  // last: it uses the others
};

}  // namespace sluice::listener
