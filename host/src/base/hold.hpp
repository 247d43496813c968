// What somebody has only as long as he shows that he lives, such as the right to run a pipeline.
// Any thread.
#pragma once

namespace sluice::base {

class Hold {
 public:
  virtual ~Hold() = default;
  // Whether it is still his at this moment. Cheap, but for the first time after its time is over.
  virtual bool is_held() = 0;
};

}  // namespace sluice::base
