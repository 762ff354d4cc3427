// The lists that decrees refuse, and who is on them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/rule_set.h"
#include "operations/audit.h"
#include "operations/operation_error.h"
#include "store/open.h"

namespace permit {

/// Whether the rules have a list of that name.
Status check_list(const std::string& name, const RuleSet& rules);

/// `document' or `phone'.
std::string name(Listing::Of of);

struct ListRequest {
  std::string list;  ///< one that the rules declare
  Listing::Of of = Listing::Of::document;
  std::string key;  ///< as people write it
};

struct PutOnList {
  Listing listing;
  std::optional<Listing> before{};  ///< the entry that it replaced
};

/// Puts somebody on a list, or replaces that person's entry. Accepts only a key that a text can name, and requires a
/// reason. `until`: local time; empty: until removed. OperationError: bad_input, unavailable.
Result<PutOnList, OperationError> put_on_list(RegisterStore& store, const RuleSet& rules, const ListRequest& who,
                                              const std::string& until, const Actor& actor, Instant now);

struct TakenOffList {
  std::string subject;     ///< as the register writes it
  bool was_there = false;  ///< otherwise nothing has changed
};

/// OperationError: bad_input for a list that the rules do not know, unavailable.
Result<TakenOffList, OperationError> take_off_list(RegisterStore& store, const RuleSet& rules, const ListRequest& who,
                                                   const Actor& actor, Instant now);

/// Everybody on a list, including expired entries. `noted`: is written into the log first, which REQUIRES a register
/// that is open for writing. OperationError: bad_input for a list that the rules do not know, not_logged, unavailable.
Result<std::vector<Listing>, OperationError> listings(RegisterStore& store, const RuleSet& rules,
                                                      const std::string& list, const std::optional<NotedLook>& noted,
                                                      Instant now);

}  // namespace permit
