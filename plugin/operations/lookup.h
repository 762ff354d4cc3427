// Reading the document, plate or phone that somebody looks up.
#pragma once

#include <string>

#include "core/inspection.h"
#include "core/rule_set.h"
#include "operations/operation_error.h"

namespace permit {

/// `document', `plate', `phone', as people and the log name them.
std::string name(Subject by);
/// The opposite. REQUIRES: one of them; all else is read as a document.
Subject subject_named(const std::string& by);

/// Reads a document or FIN, a plate or a phone as people write it, and returns it as the register writes it. What no
/// rule can read is accepted where the register holds a permit of it; else it is bad_input, so that a typo is an error
/// and never "not permitted". OperationError: bad_input, unavailable.
Result<std::string, OperationError> read_key(const InspectionStore& store, const RuleSet& rules, Subject by,
                                             const std::string& key, Instant now);

}  // namespace permit
