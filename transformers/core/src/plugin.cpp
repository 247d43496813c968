#include "branch.hpp"
#include "cast.hpp"
#include "distinct.hpp"
#include "filter.hpp"
#include "map.hpp"

SLUICE_PLUGIN(sluice::core::Filter, sluice::core::Map, sluice::core::Branch, sluice::core::Cast,
              sluice::core::Distinct)
