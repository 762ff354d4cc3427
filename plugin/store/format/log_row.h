// The bytes of the log: a row, and the state of the chain at either end. They come from disk and are never trusted.
//
//   row  = open:text personal:sealed raw:sealed chain:32     (store/format/record_bytes.h, store/format/seal.h)
//   head = sequence:u64 decided:i64 chain:32
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/history.h"
#include "core/inspection.h"
#include "store/format/chain.h"
#include "store/format/seal.h"

namespace permit {

/// A row split into its parts. Points into the row.
struct LogRow {
  std::string_view open;
  Sealed personal;
  Sealed raw;
  Digest chain{};

  ChainLink link() const { return {.open = open, .personal = personal.seal, .raw = raw.seal}; }
};

/// Returns nothing when the bytes are not exactly one whole row.
std::optional<LogRow> split_log_row(std::string_view bytes);
/// Returns the row without `parts`.
std::string write_log_row(const LogRow& row, const Erased& parts);

std::string encode(const Head& head);
/// Returns nothing when the bytes are not exactly one whole head.
std::optional<Head> decode_head(std::string_view bytes);

}  // namespace permit
