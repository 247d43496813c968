// Those who read one kind of events, such as the lines of the log. Not locked: its owner does that.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/api/sight.hpp"
#include "listener/response_stream.hpp"

namespace sluice::app {

class StreamReaders {
 public:
  using Stream = std::shared_ptr<listener::ResponseStream>;

  // Whether who reads may still do so: false once its session is over, or its token was taken away.
  using Allowed = std::function<bool()>;

  // A new one, for events of this pipeline only, or of all if it is empty. NULL: there are too many
  // readers. `allowed`: empty: always.
  Stream add(const std::string& pipeline, const Sight& sight, Allowed allowed = {});
  // To all who want it; those who have left, or are too slow, are removed. `masked`: what those get
  // who may not see texts of records.
  void send(std::string_view text, std::string_view masked, std::string_view pipeline = {});
  // A comment, to everybody: proxies and clients end connections that are silent.
  void beat();
  // Ends the streams of those who may not read any more.
  void end_refused();
  bool empty() const { return readers_.empty(); }

 private:
  static constexpr size_t kMost = 16;

  struct Reader {
    std::string pipeline;
    Stream stream;
    Allowed allowed;
    Sight sight;
  };
  std::vector<Reader> readers_;
};

}  // namespace sluice::app
