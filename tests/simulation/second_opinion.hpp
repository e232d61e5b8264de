// What the ledger made of a schedule's operations, written down for a fold in another language.
//
// One file a schedule, canonical CBOR: for each unit its operations with the province's word on
// them, and for each file what the product says of it. What the catalogue knows (a cell's section,
// and whether it is a row's presence) stands beside each cell, so that the other fold needs none.
#pragma once

#include "tests/simulation/steps.hpp"

namespace soxa::simulation {

/// [schema, [[stream, [operation …], [file …]] …]] as second_opinion.py reads it.
[[nodiscard]] Bytes second_opinion_of(Stage& stage);

}  // namespace soxa::simulation
