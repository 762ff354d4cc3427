#include "store/format/record_bytes.h"

#include <cstdint>
#include <utility>

#include "store/format/archive.h"

namespace permit {
namespace {

constexpr std::uint8_t kRecordVersion = 2;
constexpr std::uint8_t kPermitVersion = 2;
constexpr std::uint8_t kRulesVersion = 1;

/// The kind of event, as its number on disk.
enum class Kind : std::uint8_t {
  text = 1,
  rules_accepted,
  listed,
  unlisted,
  entered,
  end_changed,
  import,
  removed,
  revealed
};
constexpr Kind kLastKind = Kind::revealed;

template <typename Archive>
struct Parts {
  Archive open;
  Archive personal;
  Archive raw;
};

// ---- The members of each kind, in the order of their bytes; const when they are written --------------------------

template <typename Archive, typename Text>
void members_of_text(Parts<Archive>& parts, Text& entry) {
  parts.open(entry.text.key.sent);
  parts.open(entry.text.key.id);
  parts.open.choice(entry.outcome, Outcome::granted, Outcome::silent);
  parts.open(entry.period);
  parts.open(entry.permit);
  parts.open(entry.text.short_number);
  parts.open(entry.text.smsc);
  parts.open(entry.reason);
  parts.open(entry.language);
  parts.open(entry.purpose);
  parts.open(entry.clause);
  parts.personal(entry.text.phone);
  parts.personal(entry.text.sender);
  parts.personal(entry.document);
  parts.personal(entry.plate);
  parts.personal(entry.fields);
  parts.personal(entry.reply);
  parts.raw(entry.text.body);
}

template <typename Archive, typename Who>
void members_of_actor(Parts<Archive>& parts, Who& actor) {
  parts.open(actor.by);
  parts.personal(actor.why);
}

template <typename Archive, typename Accepted>
void members_of_acceptance(Parts<Archive>& parts, Accepted& accepted) {
  parts.open(accepted.rules);
}

template <typename Archive, typename Put>
void members_of_listing(Parts<Archive>& parts, Put& listing) {
  parts.open(listing.list);
  parts.open.choice(listing.of, Listing::Of::document, Listing::Of::phone);
  parts.open(listing.since);
  parts.open(listing.until);
  parts.personal(listing.subject);
}

template <typename Archive, typename Key>
void members_of_unlisting(Parts<Archive>& parts, Key& key) {
  parts.open(key.list);
  parts.open.choice(key.of, Listing::Of::document, Listing::Of::phone);
  parts.personal(key.subject);
}

template <typename Archive, typename Whole>
void members_of_standing(Parts<Archive>& parts, Whole& permit) {
  parts.open(permit.kind);
  parts.open(permit.activity);
  parts.open(permit.issuer);
  parts.open(permit.source);
  parts.open(permit.period);
  parts.open(permit.import);
  parts.open(permit.replaces);
  parts.personal(permit.holder);
  parts.personal(permit.plate);
  parts.personal(permit.reference);
  parts.personal(permit.places);
  parts.personal(permit.note);
}

template <typename Archive, typename Changed>
void members_of_change(Parts<Archive>& parts, Changed& changed) {
  parts.open(changed.permit);
  parts.open(changed.end.until);
  parts.open(changed.end.revoked);
  parts.personal(changed.document);
  parts.personal(changed.plate);
  parts.personal(changed.phone);
}

template <typename Archive, typename Step>
void members_of_import(Parts<Archive>& parts, Step& step) {
  parts.open(step.import);
  parts.open.choice(step.state, Import::State::staged, Import::State::dropped);
  parts.open(step.kind);
  parts.open(step.file);
  parts.open(step.rows);
}

template <typename Archive, typename Removal>
void members_of_removal(Parts<Archive>& parts, Removal& removed) {
  parts.open.choice(removed.what, Removed::What::history, Removed::What::person);
  parts.open(removed.before);
  parts.open(removed.records);
}

template <typename Archive, typename Reading>
void members_of_reveal(Parts<Archive>& parts, Reading& revealed) {
  parts.open(revealed.command);
  parts.personal(revealed.subject);
}

template <typename Archive, typename Whole>
void members_of_permit(Archive& archive, Whole& permit) {
  archive(permit.sequence);
  archive(permit.decided);
  archive(permit.period);
  archive(permit.document);
  archive(permit.purpose);
  archive(permit.plate);
  archive(permit.phone);
  archive(permit.fields);
  archive(permit.changed);
}

// ---- Events, written and read ------------------------------------------------------------------------------------

Kind kind_of(const RulesAccepted&) { return Kind::rules_accepted; }
Kind kind_of(const Listed&) { return Kind::listed; }
Kind kind_of(const Unlisted&) { return Kind::unlisted; }
Kind kind_of(const StandingEntered&) { return Kind::entered; }
Kind kind_of(const EndChanged&) { return Kind::end_changed; }
Kind kind_of(const ImportStep&) { return Kind::import; }
Kind kind_of(const Removed&) { return Kind::removed; }
Kind kind_of(const Revealed&) { return Kind::revealed; }
Kind kind_of(const Entry&) { return Kind::text; }
Kind kind_of(const AdminEvent& act) {
  return std::visit([](const auto& what) { return kind_of(what); }, act.what);
}

void write(Parts<OutArchive>& parts, const RulesAccepted& what) { members_of_acceptance(parts, what); }
void write(Parts<OutArchive>& parts, const Listed& what) { members_of_listing(parts, what.listing); }
void write(Parts<OutArchive>& parts, const Unlisted& what) { members_of_unlisting(parts, what.key); }
void write(Parts<OutArchive>& parts, const StandingEntered& what) { members_of_standing(parts, what.permit); }
void write(Parts<OutArchive>& parts, const EndChanged& what) { members_of_change(parts, what); }
void write(Parts<OutArchive>& parts, const ImportStep& what) { members_of_import(parts, what); }
void write(Parts<OutArchive>& parts, const Removed& what) { members_of_removal(parts, what); }
void write(Parts<OutArchive>& parts, const Revealed& what) { members_of_reveal(parts, what); }
void write(Parts<OutArchive>& parts, const Entry& entry) { members_of_text(parts, entry); }
void write(Parts<OutArchive>& parts, const AdminEvent& act) {
  members_of_actor(parts, act.actor);
  std::visit([&](const auto& what) { write(parts, what); }, act.what);
}

Entry read_text(Parts<InArchive>& parts, const Record& record) {
  Entry entry;
  entry.decided = record.at;
  entry.rules = record.rules;
  members_of_text(parts, entry);
  return entry;
}

AdminEvent read_act(Parts<InArchive>& parts, Kind kind, const Record& record) {
  AdminEvent act;
  members_of_actor(parts, act.actor);
  switch (kind) {
    case Kind::rules_accepted:
      members_of_acceptance(parts, act.what.emplace<RulesAccepted>());
      break;
    case Kind::listed: {
      Listing& listing = act.what.emplace<Listed>().listing;
      members_of_listing(parts, listing);
      listing.by = act.actor.by;
      listing.why = act.actor.why;
      break;
    }
    case Kind::unlisted:
      members_of_unlisting(parts, act.what.emplace<Unlisted>().key);
      break;
    case Kind::entered: {
      StandingPermit& permit = act.what.emplace<StandingEntered>().permit;
      members_of_standing(parts, permit);
      permit.sequence = record.sequence;
      permit.entered = record.at;
      break;
    }
    case Kind::end_changed:
      members_of_change(parts, act.what.emplace<EndChanged>());
      break;
    case Kind::import:
      members_of_import(parts, act.what.emplace<ImportStep>());
      break;
    case Kind::removed:
      members_of_removal(parts, act.what.emplace<Removed>());
      break;
    case Kind::revealed:
      members_of_reveal(parts, act.what.emplace<Revealed>());
      break;
    case Kind::text:
      parts.open.fail();
  }
  return act;
}

void require_version(InArchive& in, std::uint8_t known) {
  std::uint8_t version = 0;
  in(version);
  if (version != known) in.fail();
}

/// True also of a part that was erased or was empty from the start: its members stay empty.
bool is_whole(const InArchive& part, std::optional<std::string_view> bytes) {
  return !bytes || bytes->empty() || part.complete();
}

/// A part that holds nothing is not sealed, so it needs no bytes.
void drop_if_empty(std::string& part) {
  if (part.find_first_not_of('\0') == std::string::npos) part.clear();
}

}  // namespace

RecordParts encode(const Record& record) {
  RecordParts bytes;
  bytes.open.reserve(256);
  bytes.personal.reserve(256);
  Parts<OutArchive> parts{OutArchive(bytes.open), OutArchive(bytes.personal), OutArchive(bytes.raw)};
  parts.open(kRecordVersion);
  const Kind kind = std::visit([](const auto& event) { return kind_of(event); }, record.event);
  parts.open.choice(kind, Kind::text, kLastKind);
  parts.open(record.at);
  parts.open(record.rules);
  std::visit([&](const auto& event) { write(parts, event); }, record.event);
  drop_if_empty(bytes.personal);
  drop_if_empty(bytes.raw);
  return bytes;
}

std::optional<Record> decode_record(Sequence sequence, std::string_view open, std::optional<std::string_view> personal,
                                    std::optional<std::string_view> raw) {
  Parts<InArchive> parts{InArchive(open), InArchive(personal.value_or("")), InArchive(raw.value_or(""))};
  require_version(parts.open, kRecordVersion);
  Record record;
  record.sequence = sequence;
  record.erased = {.personal = !personal, .raw = !raw};
  Kind kind{};
  parts.open.choice(kind, Kind::text, kLastKind);
  parts.open(record.at);
  parts.open(record.rules);
  if (kind == Kind::text) {
    record.event = read_text(parts, record);
  } else {
    record.event = read_act(parts, kind, record);
  }
  if (!parts.open.complete() || !is_whole(parts.personal, personal) || !is_whole(parts.raw, raw)) return std::nullopt;
  return record;
}

std::string encode(const Permit& permit) {
  std::string bytes;
  bytes.reserve(128);
  OutArchive out(bytes);
  out(kPermitVersion);
  members_of_permit(out, permit);
  return bytes;
}

std::optional<Permit> decode_permit(std::string_view bytes) {
  InArchive in(bytes);
  require_version(in, kPermitVersion);
  Permit permit;
  members_of_permit(in, permit);
  if (!in.complete()) return std::nullopt;
  return permit;
}

std::string encode(const RuleFiles& rules) {
  std::string bytes;
  ByteWriter out(bytes);
  out.u8(kRulesVersion);
  out.u32(static_cast<std::uint32_t>(rules.size()));
  for (const RuleFile& file : rules) {
    out.text(file.name);
    out.text(file.bytes);
  }
  return bytes;
}

std::optional<RuleFiles> decode_rules(std::string_view bytes) {
  ByteReader in(bytes);
  if (in.u8() != kRulesVersion) in.fail();
  RuleFiles rules;
  // Reserves no memory for a count that may be wrong: the bytes end first.
  for (std::uint32_t left = in.u32(); left > 0 && in.ok(); --left) {
    std::string name = in.text();
    rules.push_back({std::move(name), in.text()});
  }
  if (!in.complete()) return std::nullopt;
  return rules;
}

}  // namespace permit
