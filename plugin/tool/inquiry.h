// Whom or what somebody asks about on a command line, in a register that is only read (tool/reveal.h: unless he asks
// for everything in full).
#pragma once

#include <memory>
#include <string>

#include "core/rule_set.h"
#include "store/lmdb_store.h"
#include "tool/exit_status.h"

namespace permit::tool {

struct Inquiry {
  std::unique_ptr<LmdbStore> store;
  Rules rules;
  std::string key;  ///< as the register writes it
};

/// Opens the register, and the rules of a folder or, without one, those in force. kYes, or what was complained of.
ExitStatus open_inquiry(const std::string& store, const std::string& rules, bool reveal, Inquiry& inquiry);

/// Reads a document or FIN, a plate or a phone into `key'. What no rule can read is taken all the same where something
/// stands under it; else it is complained of: nobody shall be told `not permitted' for a slip of the hand.
ExitStatus read_key(const std::string& by, const std::string& key, Inquiry& inquiry);
Subject subject_named(const std::string& by);

}  // namespace permit::tool
