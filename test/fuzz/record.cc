// Bytes of the register, decoded and encoded: the bytes stay the same.
//
//   input = kind bytes          kind: a letter of kKinds
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/history.h"
#include "store/accepted_rules.h"
#include "store/format/bytes.h"
#include "store/format/keys.h"
#include "store/format/log_row.h"
#include "store/format/record_bytes.h"
#include "store/index/lists.h"
#include "store/index/standing.h"
#include "store/instances.h"
#include "test/fuzz/promise.h"

namespace permit::fuzz {

namespace {

/// Checks that a decoded value is encoded as the same bytes.
template <typename Value, typename Encode>
void check_again(const std::optional<Value>& value, std::string_view bytes, Encode encode) {
  if (value) promise(encode(*value) == bytes, "a value survives a round trip", bytes);
}

void check_record(Sequence sequence, const LogRow& row) {
  const auto record = decode_record(sequence, row.open, row.personal.bytes, row.raw.bytes);
  if (!record) return;
  promise(record->sequence == sequence, "a record has the number of its row");
  promise(record->erased.personal == !row.personal.bytes && record->erased.raw == !row.raw.bytes,
          "the record shows what was erased");
  const RecordParts parts = encode(*record);
  promise(parts.open == row.open, "a value survives a round trip", row.open);
  const auto is_same = [](const std::string& written, std::optional<std::string_view> read) {
    const bool was_nothing = !read || read->find_first_not_of('\0') == std::string_view::npos;
    return was_nothing ? written.empty() : written == *read;
  };
  promise(is_same(parts.personal, row.personal.bytes), "personal data survives a round trip", parts.personal);
  promise(is_same(parts.raw, row.raw.bytes), "a raw text survives a round trip", parts.raw);
}

/// Decodes, encodes and erases a row of the log.
void read_row(std::string_view bytes) {
  const auto row = split_log_row(bytes);
  if (!row) return;
  check_record(7, *row);
  promise(write_log_row(*row, {}) == bytes, "a row survives a round trip", bytes);
  const std::string erased = write_log_row(*row, {.personal = true, .raw = true});
  const auto rest = split_log_row(erased);
  promise(rest.has_value(), "a row can be read after erasure", bytes);
  promise(rest->link().open == row->link().open && rest->link().personal == row->link().personal &&
              rest->link().raw == row->link().raw && rest->chain == row->chain,
          "the chain holds after erasure", bytes);
}

void read(char kind, std::string_view bytes) {
  switch (kind) {
    case 'l':
      return read_row(bytes);
    case 'p':
      return check_again(decode_permit(bytes), bytes, [](const Permit& permit) { return encode(permit); });
    case 'r':
      return check_again(decode_rules(bytes), bytes, [](const RuleFiles& rules) { return encode(rules); });
    case 's':
      return check_again(decode_standing(bytes), bytes, [](const StandingPermit& permit) { return encode(permit); });
    case 'i':
      return check_again(decode_import(3, bytes), bytes, [](const Import& import) { return encode(import); });
    case 'n':
      return check_again(decode_listing(bytes), bytes, [](const Listing& listing) { return encode(listing); });
    case 'b':
      return check_again(decode_status(bytes), bytes, [](const InstanceStatus& status) { return encode(status); });
    case 'a':
      return check_again(decode_accepted(bytes), bytes,
                         [](const AcceptedRules& accepted) { return row_of(accepted, 1).value; });
    case 'h':
      return check_again(decode_head(bytes), bytes, [](const Head& head) { return encode(head); });
    case 'k':
      return check_again(parse_sequence_key(bytes), bytes, sequence_key);
    default:
      return;
  }
}

}  // namespace

}  // namespace permit::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  // The buffer has exactly that size, so that AddressSanitizer sees a read past its end.
  const std::string bytes(permit::fuzz::bytes(data + 1, size - 1));
  permit::fuzz::read(static_cast<char>(data[0]), bytes);
  return 0;
}
