// One connection of the server: takes one request, sends the response, and ends. Its steps run on
// the server's thread, one at a time; the response is made on one of the workers.
#pragma once

#include <memory>
#include <string>

#include "listener/server.hpp"

namespace sluice::listener {

class Connection {
 public:
  // What a connection needs from its server.
  class Owner {
   public:
    virtual ~Owner() = default;
    virtual Handler& handler() = 0;
    virtual const ServerLimits& limits() const = 0;
    // The request of `connection` is complete; it no longer waits.
    virtual void completed(Connection& connection) = 0;
    // Runs make_response() on a worker, then send_response(). False: too many wait already.
    virtual bool respond(Connection& connection) = 0;
    // Destroys it.
    virtual void drop(Connection& connection) = 0;
  };

  virtual ~Connection() = default;
  virtual void start() = 0;
  // Its pending step fails, and it drops itself.
  virtual void end() = 0;
  virtual void make_response() = 0;  // on a worker
  virtual void send_response() = 0;
};

}  // namespace sluice::listener
