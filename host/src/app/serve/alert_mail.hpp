// A publisher that mails what an alert says. Made on the main thread; its table on its lane.
#pragma once

#include <string>
#include <vector>

#include "app/serve/digest.hpp"
#include "pipeline/plan.hpp"

namespace sluice::app {

class AlertMail {
 public:
  // `digest` is complete when a record arrives, which it is sent instead of, and outlives it.
  AlertMail(std::string sendmail, std::vector<std::string> to, const Digest& digest)
      : sendmail_(std::move(sendmail)), to_(std::move(to)), digest_(digest) {}
  AlertMail(const AlertMail&) = delete;
  AlertMail& operator=(const AlertMail&) = delete;

  pipeline::Target target();

 private:
  Status publish(const sluice_cancel* cancel) const;

  const std::string sendmail_;
  const std::vector<std::string> to_;
  const Digest& digest_;
};

}  // namespace sluice::app
