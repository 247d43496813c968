// Unpacks a gzip file (RFC 1952) piece by piece, its members one behind the other. Memory does not
// depend on its size. One lane.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "sluice/result.hpp"

namespace sluice::gzip {

class Expander {
 public:
  // `most_times`: a file that unpacks to more than so many times its size is refused, once it has
  // given 64 MiB. E_NO_MEMORY if zlib's state (about 40 KiB) cannot be allocated.
  static Result<Expander> create(uint64_t most_times);
  Expander(Expander&&) noexcept;
  Expander& operator=(Expander&&) noexcept;
  ~Expander();

  // Takes packed bytes from the front of `packed`, and puts up to `size` unpacked ones at `into`:
  // their number. 0: it needs more of the file, and `packed` is empty. E_INVALID: it is not gzip,
  // is damaged, or unpacks to too much.
  Result<size_t> expand(std::string_view& packed, char* into, size_t size);

  // Every member that began has ended: the file may end here.
  bool complete() const;

 private:
  struct Stream;
  explicit Expander(std::unique_ptr<Stream> stream);

  std::unique_ptr<Stream> stream_;
};

}  // namespace sluice::gzip
