#include "branch.hpp"
#include "cast.hpp"
#include "changed.hpp"
#include "distinct.hpp"
#include "fail.hpp"
#include "filter.hpp"
#include "gather.hpp"
#include "log.hpp"
#include "lookup.hpp"
#include "map.hpp"
#include "order.hpp"
#include "remember.hpp"
#include "sample.hpp"
#include "throttle.hpp"
#include "validate.hpp"

SLUICE_PLUGIN(sluice::core::Filter, sluice::core::Map, sluice::core::Branch, sluice::core::Cast,
              sluice::core::Distinct, sluice::core::Order, sluice::core::Lookup,
              sluice::core::Remember, sluice::core::Fail, sluice::core::Log, sluice::core::Sample,
              sluice::core::Gather, sluice::core::Changed, sluice::core::Throttle,
              sluice::core::Validate)
