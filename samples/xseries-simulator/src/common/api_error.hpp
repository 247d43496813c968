#pragma once
// How a handler refuses: it throws ApiError, and the simulator turns it
// into a response in the configured error shape. Any thread.

#include <exception>
#include <string>
#include <vector>

#include "common/request.hpp"
#include "common/settings.hpp"

namespace sluice::simulator {

class ApiError : public std::exception {
 public:
  ApiError(int status, std::string text, std::vector<Header> headers = {})
      : status_(status), text_(std::move(text)), headers_(std::move(headers)) {}

  int status() const { return status_; }
  const std::string& text() const { return text_; }
  const std::vector<Header>& headers() const { return headers_; }
  const char* what() const noexcept override { return text_.c_str(); }

 private:
  int status_;
  std::string text_;
  std::vector<Header> headers_;
};

Response error_response(ErrorShape shape, const ApiError& error);

}  // namespace sluice::simulator
