// The rules in force: what a folder under rules/ says, compiled once into an immutable value.
//
// ruleset/load.h builds it and has checked everything a decision relies on: every text exists in every language,
// decrees do not overlap, every id that is named is declared. Shared between threads as shared_ptr<const RuleSet>.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest.h"
#include "core/picture.h"
#include "core/template.h"
#include "core/zone.h"

namespace permit {

/// A kind of identity document.
struct DocumentKind {
  std::string id;
  Picture picture;
  std::string example;      ///< a number of this kind, for replies
  std::string language;     ///< of the reply to its holders; empty: not decided by the document
  std::string hotline;      ///< never empty: the service's where the document names none
  std::string number_from;  ///< where a holder finds the number; may be empty
};

/// Something people send in place of a document's number; never accepted, answered with a hint.
struct NotADocument {
  std::string id;
  Picture picture;
  std::string without;  ///< signs that never occur in it
  std::string reply;    ///< id of the text
};

struct PlateKind {
  std::string id;
  Picture picture;
  bool national;     ///< the country's own: may be told apart from a document it is glued to
  bool needs_digit;  ///< a word of letters alone is no plate of this kind
};

/// A text that asks for something other than a permit.
struct Word {
  std::vector<std::string> says;  ///< folded (fold.h), any of them begins the text
  std::string reply;              ///< id of the text
  std::string reply_if_none;      ///< for a word about a document: the text when it has no live permit
  std::string language;           ///< of the reply; empty: not decided by the word
  bool about_document;            ///< a document follows, whose live permits the reply lists
};

/// The most digits of a purpose code.
inline constexpr std::size_t kLongestCode = 3;

/// At most so many permits in a local day, counted by document.
struct Limit {
  unsigned at_most;
  std::vector<std::string> over;  ///< the purpose codes that count
  bool counts_earlier_decrees;    ///< that day's permits under a decree before this one count too
  std::string clause;
};

struct Purpose {
  std::string code;  ///< 1 to kLongestCode digits
  std::string name;
  std::optional<std::chrono::minutes> lasts;  ///< absent: no end
  std::vector<Limit> limits;
  std::string clause;  ///< as replies cite it
};

struct Acceptance {
  std::string document_kind;
  std::string clause;
};

/// One decree: what is given by text from one instant to another, half-open.
struct Decree {
  std::string id;
  std::string title;
  Instant from;
  Instant until;
  std::vector<Acceptance> accepts;
  std::vector<Purpose> purposes;
  std::string clause;  ///< the decree as a whole, as replies cite it

  const Purpose* purpose(std::string_view code) const;
  bool accepts_document(std::string_view kind) const;
};

/// A declared interval in which no permits are given, because none are needed or because leaving home is forbidden.
struct Interval {
  enum class Kind { not_needed, forbidden };
  std::string id;
  Kind kind;
  Instant from;
  Instant until;      ///< half-open
  bool cuts_permits;  ///< permits granted while this interval was already known end at its start
  std::string reply;  ///< id of the text
  std::string clause;
};

/// Ids of the texts that every service has, in every language. Rule files may add their own.
namespace text_id {
inline constexpr std::string_view kGranted = "granted";
inline constexpr std::string_view kGrantedPlateUnclear = "granted-plate-unclear";
inline constexpr std::string_view kRepeated = "repeated";
inline constexpr std::string_view kLimit = "limit";
inline constexpr std::string_view kNoSuchCode = "no-such-code";
inline constexpr std::string_view kNotAccepted = "not-accepted";
inline constexpr std::string_view kNoDecree = "no-decree";
inline constexpr std::string_view kFormat = "format";
inline constexpr std::string_view kDigits = "digits";
inline constexpr std::string_view kMend = "mend";
inline constexpr std::string_view kTwoDocuments = "two-documents";
inline constexpr std::string_view kAll[] = {
    kGranted, kGrantedPlateUnclear, kRepeated, kLimit, kNoSuchCode, kNotAccepted, kNoDecree, kFormat, kDigits,
    kMend,    kTwoDocuments};
}  // namespace text_id

struct RuleSet {
  Digest hash{};             ///< of the folder's text; what every decision names
  std::string number;        ///< the short number
  std::string country_code;  ///< MSISDNs that begin with it, or with 0, are at home
  Zone zone;
  std::string hotline;
  std::vector<std::string> languages;  ///< codes; every text exists in each
  std::string default_language;
  std::vector<DocumentKind> documents;  ///< in the order of the file: the first that fits is taken
  std::vector<NotADocument> not_documents;
  std::vector<PlateKind> plates;  ///< likewise
  std::vector<Word> words;
  std::map<std::string, std::map<std::string, Template, std::less<>>, std::less<>> texts;  ///< by language, by id
  std::vector<Decree> decrees;      ///< by start; no two at one time
  std::vector<Interval> intervals;  ///< by start; no two at one time

  const Decree* decree_at(Instant instant) const;
  const Interval* interval_at(Instant instant) const;
  const DocumentKind* document_kind(std::string_view id) const;
  /// Never fails for an id of text_id::kAll or one that the rules name; REQUIRES such an id and a known language.
  const Template& text(std::string_view language, std::string_view id) const;

  /// From when on the permits of a document matter to a decision at `now`: those that may live, those that may count.
  /// A permit of more than a day is known to live only while the file of a decree that gives such ones is there.
  Instant history_from(Instant now) const;
};

using Rules = std::shared_ptr<const RuleSet>;

}  // namespace permit
