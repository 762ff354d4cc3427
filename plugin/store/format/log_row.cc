#include "store/format/log_row.h"

#include "store/format/bytes.h"

namespace permit {

std::optional<LogRow> split_log_row(std::string_view bytes) {
  ByteReader in(bytes);
  LogRow row;
  row.open = in.view();
  row.personal = read_sealed(in);
  row.raw = read_sealed(in);
  in.fixed(row.chain);
  if (!in.complete()) return std::nullopt;
  return row;
}

std::string write_log_row(const LogRow& row, const Erased& parts) {
  std::string bytes;
  ByteWriter out(bytes);
  out.text(row.open);
  write_again(out, row.personal, parts.personal);
  write_again(out, row.raw, parts.raw);
  out.fixed(row.chain);
  return bytes;
}

std::string encode(const Head& head) {
  std::string bytes;
  ByteWriter out(bytes);
  out.u64(head.sequence);
  out.instant(head.decided);
  out.fixed(head.chain);
  return bytes;
}

std::optional<Head> decode_head(std::string_view bytes) {
  ByteReader in(bytes);
  Head head;
  head.sequence = in.u64();
  head.decided = in.instant();
  in.fixed(head.chain);
  if (!in.complete()) return std::nullopt;
  return head;
}

}  // namespace permit
