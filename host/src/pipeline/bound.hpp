// What bounds a pipeline, read from its profile. A pure function.
#pragma once

#include <string>

#include "pipeline/profile.hpp"

namespace sluice::pipeline {

// One sentence: what took most of the run's time, how much, and what would help:
// "bound by responses of subscriber (a.subscriber): 83 % of the time waiting for them to begin;
// ...".
std::string bound_of(const Profile& profile);

}  // namespace sluice::pipeline
