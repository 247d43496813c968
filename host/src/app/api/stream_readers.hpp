// Those who read one kind of events, such as the lines of the log. Not locked: its owner does that.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "listener/response_stream.hpp"

namespace sluice::app {

class StreamReaders {
 public:
  using Stream = std::shared_ptr<listener::ResponseStream>;

  // A new one, for events of this pipeline only, or of all if it is empty. NULL: there are too many
  // readers.
  Stream add(const std::string& pipeline);
  // To all who want it; those who have left, or are too slow, are removed.
  void send(std::string_view text, std::string_view pipeline);
  // A comment, to everybody: proxies and clients end connections that are silent.
  void beat();
  bool empty() const { return readers_.empty(); }

 private:
  static constexpr size_t kMost = 16;

  struct Reader {
    std::string pipeline;
    Stream stream;
  };
  std::vector<Reader> readers_;
};

}  // namespace sluice::app
