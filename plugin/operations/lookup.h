// Reading the document, plate or phone that somebody looks up.
#pragma once

#include <string>

#include "core/inspection.h"
#include "core/rule_set.h"
#include "operations/operation_error.h"

namespace permit {

/// `document', `plate', `phone', as people and the log name them.
std::string name(Subject by);
/// The reverse of name(). Any other word is read as a document.
Subject subject_named(const std::string& by);

/// Reads a document or FIN, a plate or a phone as people write it, and returns it as the register writes it. A key that
/// no rule can read is accepted only if the register has a permit for it, so that a typo is an error and never "not
/// permitted". OperationError: bad_input, unavailable.
Result<std::string, OperationError> read_subject(const InspectionStore& store, const RuleSet& rules, Subject by,
                                                 const std::string& key, Instant now);

}  // namespace permit
