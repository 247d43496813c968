// A small JSON document of a component's own, for example a request, in a batch of its own. On the
// component's lane.
#pragma once

#include <string_view>
#include <utility>

#include "sluice/context.hpp"
#include "sluice/result.hpp"
#include "sluice/value.hpp"

namespace sluice::rest {

class Document {
 public:
  // `what` names the text in messages ("the request").
  static Result<Document> parse(const Host& host, std::string_view text, std::string_view what);
  Document(Document&& other) noexcept
      : host_(other.host_),
        batch_(std::exchange(other.batch_, nullptr)),
        root_(std::exchange(other.root_, {})) {}
  Document& operator=(Document&&) = delete;
  ~Document();

  // Lives as long as the document.
  Value root() { return {batch_, &root_}; }

 private:
  Document(const Host& host, sluice_batch* batch) : host_(host), batch_(batch) {}

  Host host_;
  sluice_batch* batch_;
  sluice_value root_{};
};

}  // namespace sluice::rest
