// The rules in force: what a folder under rules/ says, compiled once into an immutable value.
//
// ruleset/load.h builds it and has checked everything a decision relies on: every text exists in every language,
// decrees do not overlap, every id that is named is declared. Shared between threads as shared_ptr<const RuleSet>.
#pragma once

#include <bitset>
#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/zone.h"
#include "core/read/picture.h"
#include "core/reply/template.h"

namespace permit {

/// Where a rule stands in the folder, for people who ask why.
struct Origin {
  std::string file;  ///< relative to the folder
  long line = 0;     ///< from 1
};

/// A time that never comes: the end of what has none. Later than any local time that can be written.
inline constexpr Instant kNoEnd = std::chrono::sys_days{std::chrono::year{2100} / 1 / 1};

/// The most that a rule can say of a permit: how long it lasts, and how long after the text it begins.
inline constexpr std::chrono::minutes kLongestDuration = std::chrono::days{7};
inline constexpr std::chrono::minutes kLongestDelay = std::chrono::days{1};

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

/// One value that a choice field takes.
struct Choice {
  std::string value;              ///< as replies print it
  std::vector<std::string> says;  ///< folded, as people write it
};

/// A part of the message, in its place. Those of kinds choice, picture and words are the message's own; at most
/// kMostOwnValues.
struct Field {
  enum class Kind {
    purpose,   ///< a purpose code
    document,  ///< one of RuleSet::documents
    plate,     ///< one of RuleSet::plates; an unclear one never costs the permit (SEMANTICS 13)
    choice,    ///< one of `choices`
    picture,   ///< a token that fits `picture`
    words,     ///< free text, up to the next separator other than a space, or to the end
  };
  Kind kind;
  std::string id;  ///< also the placeholder of its value in replies: {postcode}
  bool optional = false;
  std::vector<Choice> choices{};
  std::optional<Picture> picture{};

  bool is_own() const { return kind == Kind::choice || kind == Kind::picture || kind == Kind::words; }
};

/// What a text must hold. Without a purpose field the decree has one purpose, and every text asks for it; without a
/// document field the permit is the phone's.
struct Message {
  char separator = ' ';  ///< between fields; a space also stands for signs that people write in its place
  std::vector<Field> fields{
      {Field::Kind::purpose, "purpose"}, {Field::Kind::document, "document"}, {Field::Kind::plate, "plate", true}};
  std::string example;  ///< a right text; empty: made of a document's example

  bool has(Field::Kind kind) const;
  /// `CODE document [plate]` with spaces: read with all care and mends that this one message deserves (request.cc).
  bool is_classic() const;
  /// The fields whose values are the message's own, in their order.
  std::vector<const Field*> own_fields() const;
  std::vector<std::string> own_ids() const;
};

/// A text that asks for something other than a permit.
struct Word {
  enum class About {
    nothing,
    document,  ///< one follows, whose live permits the reply lists
    phone,     ///< those that the sender asked for
  };

  std::vector<std::string> says;  ///< folded (fold.h), any of them begins the text
  std::string reply;              ///< id of the text
  std::string reply_if_none;      ///< the text when there is no live permit to list
  std::string language;           ///< of the reply; empty: not decided by the word
  About about = About::nothing;
  bool tries = false;  ///< a whole text follows; the reply tells what that one would get (SEMANTICS 22)
};

/// The most digits of a purpose code.
inline constexpr std::size_t kLongestCode = 3;

/// At most so many permits in some time. A permit counts from the moment of its decision (SEMANTICS 3).
struct Limit {
  enum class Per {
    day,     ///< the service's calendar day
    week,    ///< from Monday
    month,   ///< by the calendar
    window,  ///< `window` before the decision
  };
  enum class By { document, phone };

  unsigned at_most;
  std::vector<std::string> over;  ///< the purpose codes that count
  bool counts_earlier_decrees;    ///< permits under a decree before this one count too
  std::string clause;
  Per per = Per::day;
  By by = By::document;
  std::chrono::minutes window{};  ///< Per::window alone
  bool window_from_end = false;   ///< it is measured from the end of a permit, not from its decision
  Origin origin{};
};

/// When in the week permits are given, on the service's clock. A time over midnight belongs to the day it begins on.
struct Hours {
  std::chrono::minutes from;    ///< since midnight, 0 to 24 h
  std::chrono::minutes until;   ///< likewise; at or before `from`: on the next day
  std::bitset<7> weekdays;      ///< from Monday
  std::vector<LocalDay> dates;  ///< not empty: only these days, whatever weekday they are
  bool cuts_permits;            ///< a permit ends when they do
  std::string clause;
  Origin origin{};
};

struct Purpose {
  std::string code;  ///< 1 to kLongestCode digits
  std::string name;
  std::optional<std::chrono::minutes> lasts;  ///< absent: no end
  std::vector<Limit> limits;
  std::string clause;                    ///< as replies cite it
  std::vector<Hours> hours{};            ///< permits are given in any of them; empty: at any time
  std::chrono::minutes starts_after{0};  ///< between the decision and the permit's beginning
  Origin origin{};
};

struct Acceptance {
  std::string document_kind;
  std::string clause;
  Instant from = Instant::min();  ///< at times of the decree before that it is not accepted yet
  Origin origin{};
};

/// A code that people know but that gets no permit by text: `102 for a funeral'.
struct NotByText {
  std::string code;
  std::string name;
  std::string reply;  ///< id of the text
  std::string clause;
  Origin origin{};
};

/// A code that an amendment took away.
struct Withdrawal {
  std::string code;
  std::string clause;
  Origin origin{};
};

/// Who stands on a list is refused, whatever he asks (SEMANTICS 20).
struct ListRefusal {
  std::string list;   ///< one of RuleSet::lists
  std::string reply;  ///< id of the text; it never names the list
  std::string clause;
  Origin origin{};
};

/// What a decree does to permits that did not come by text (SEMANTICS 23). Computed when they are read.
struct StandingRule {
  enum class Effect { extend, switch_off };
  std::string kind;  ///< one of RuleSet::standing_kinds
  Effect effect;
  Instant active_at;                    ///< it touches permits that held just before this moment
  Instant until;                        ///< extend: their new end
  std::vector<std::string> activities;  ///< only those in these fields of activity; empty: in all
  std::string clause;
  Origin origin{};
};

/// One decree, or the part of it between two amendments: what is given by text from one instant to another, half-open.
struct Decree {
  std::string id;
  std::string title;
  Instant from;
  Instant until;
  std::vector<Acceptance> accepts;
  std::vector<Purpose> purposes;
  std::string clause;  ///< the decree as a whole, as replies cite it
  std::vector<NotByText> not_by_text{};
  std::vector<Withdrawal> withdrawn{};
  std::vector<ListRefusal> refusals{};
  std::vector<StandingRule> standing{};   ///< what becomes active when this part begins
  std::optional<Instant> decreed_from{};  ///< when the decree itself began, where this is an amended part of it
  std::vector<std::string> amended_by{};  ///< ids of the amendments in it, by start
  Origin origin{};

  Instant begin() const { return decreed_from.value_or(from); }
  const Purpose* purpose(std::string_view code) const;
  const NotByText* elsewhere(std::string_view code) const;
  const Withdrawal* withdrawal(std::string_view code) const;
  bool accepts_document(std::string_view kind, Instant now) const;
};

/// A declared interval in which no permits are given, because none are needed or because leaving home is forbidden.
struct Interval {
  enum class Kind { not_needed, forbidden };
  std::string id;
  Kind kind;
  Instant from;
  Instant until;      ///< half-open
  bool cuts_permits;  ///< permits granted while this interval was already known end at its start, endless ones too
  std::string reply;  ///< id of the text
  std::string clause;
  Origin origin{};
  Instant known_from = Instant::min();  ///< start of the day on which it was published (SEMANTICS 7)
};

/// Granting is stopped by hand, at once and until it is taken back.
struct Pause {
  std::string reply;  ///< id of the text
  std::string clause;
  Origin origin{};
};

/// Ids of the texts that the program replies with, in every language. Rule files may add their own, and may leave out
/// some, for which others stand then (ruleset/read/service.cc).
namespace text_id {
inline constexpr std::string_view kGranted = "granted";
inline constexpr std::string_view kGrantedPlateUnclear = "granted-plate-unclear";
inline constexpr std::string_view kRepeated = "repeated";
inline constexpr std::string_view kRepeatedPlateUnclear = "repeated-plate-unclear";
inline constexpr std::string_view kLimit = "limit";
inline constexpr std::string_view kLimitByPhone = "limit-by-phone";
inline constexpr std::string_view kHours = "hours";
inline constexpr std::string_view kNoSuchCode = "no-such-code";
inline constexpr std::string_view kNotAccepted = "not-accepted";
inline constexpr std::string_view kNoDecree = "no-decree";
inline constexpr std::string_view kFormat = "format";
inline constexpr std::string_view kField = "field";
inline constexpr std::string_view kDigits = "digits";
inline constexpr std::string_view kMend = "mend";
inline constexpr std::string_view kTwoDocuments = "two-documents";
}  // namespace text_id

/// What of the register a decision may rest on, as all decrees together have it: asked for every text.
struct Reach {
  bool counts_by_phone = false;
  bool refuses_by_list = false;
  bool by_week = false;           ///< some limit is by the week
  bool by_month = false;          ///< likewise
  std::chrono::minutes behind{};  ///< how long before a decision what may live, or counts in a window, may lie
};

struct RuleSet {
  Digest hash{};             ///< of the folder's text; what every decision names
  std::string number;        ///< the short number
  std::string country_code;  ///< MSISDNs that begin with it, or with 0, are at home
  Zone zone;
  std::string hotline;
  std::vector<std::string> languages;  ///< codes; every text exists in each
  std::string default_language;
  Message message{};
  std::vector<DocumentKind> documents;  ///< in the order of the file: the first that fits is taken
  std::vector<NotADocument> not_documents;
  std::vector<PlateKind> plates;  ///< likewise
  std::vector<Word> words;
  std::vector<std::string> lists;           ///< names of the lists that decrees may refuse
  std::vector<std::string> standing_kinds;  ///< ids of the kinds of permits that do not come by text
  std::map<std::string, std::map<std::string, Template, std::less<>>, std::less<>> texts;  ///< by language, by id
  std::vector<Decree> decrees;      ///< by start; no two at one time
  std::vector<Interval> intervals;  ///< by start; no two at one time
  std::optional<Pause> pause{};
  std::optional<Reach> reach{};  ///< as seal() found it; absent: found anew each time it is needed

  /// REQUIRES: what it holds of message and decrees does not change any more.
  void seal();

  /// A phone (normalize_phone) as permits and lists know it: with the country's code where it was written nationally,
  /// with the trunk prefix 0.
  std::string known_phone(const std::string& phone) const;
  const Decree* decree_at(Instant instant) const;
  const Decree* decree_at_or_before(Instant instant) const;  ///< nothing before the first
  const Interval* interval_at(Instant instant) const;
  const DocumentKind* document_kind(std::string_view id) const;
  /// Never fails for an id of text_id or one that the rules name; REQUIRES such an id and a known language.
  const Template& text(std::string_view language, std::string_view id) const;

  /// Whether a decision rests on what the sender's phone was given: by a limit, or because permits are the phone's.
  bool counts_by_phone() const;
  /// Whether any decree refuses who stands on a list.
  bool refuses_by_list() const;
  /// From when on the permits of a document or phone matter to a decision at `now`: those that may live, those that may
  /// count. What lives does not depend on these rules: a permit was given under others, of which nothing may be left in
  /// the folder, so it is always looked for as far back as any rule can let one live.
  Instant history_from(Instant now) const;

 private:
  Reach find_reach() const;
};

using Rules = std::shared_ptr<const RuleSet>;

}  // namespace permit
