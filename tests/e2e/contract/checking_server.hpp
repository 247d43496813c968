// A shop on a loopback port that checks every request with the contract and answers as the
// contract says. Its own threads; the functions are called by the test between requests.
#pragma once

#include <Poco/Net/HTTPServer.h>

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "contract.hpp"

namespace lightspeedhq::contract {

class CheckingServer {
 public:
  explicit CheckingServer(const Contract& contract);
  ~CheckingServer();

  std::string origin() const;
  // The response to every request from now on: a declared success of the operation.
  void response_with(int status, std::string content_type, std::string body);
  // The body of all responses but the next one.
  void then_response_with(std::string body);

  struct Seen {
    const Operation* operation;  // NULL: the contract has none for this request
    Request request;
    std::vector<std::string> violations;
  };
  // What has come since the last call.
  std::vector<Seen> take();

 private:
  class Handler;
  class Factory;
  void note(Request request);
  void response(Poco::Net::HTTPServerResponse& response);

  const Contract& contract_;
  std::mutex mutex_;
  int status_ = 200;
  std::string content_type_, body_;
  std::optional<std::string> later_body_;
  std::vector<Seen> seen_;
  std::unique_ptr<Poco::Net::HTTPServer> server_;
};

}  // namespace lightspeedhq::contract
