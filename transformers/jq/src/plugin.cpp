#include "jq_script.hpp"

SLUICE_PLUGIN(sluice::jq::Script)
