// The rules in force: a rule folder, compiled once into an immutable value.
//
// ruleset/load.h builds it and has checked everything that a decision relies on: every text exists in every language,
// decrees do not overlap, every id that is named is declared. Threads share it as shared_ptr<const RuleSet>.
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

/// The place of a rule in the folder, to explain decisions.
struct Origin {
  std::string file;  ///< relative to the folder
  long line = 0;     ///< from 1
};

/// Sentinel for "no end". Later than any local time that can be written, unless the zone is west of Greenwich.
inline constexpr Instant kNoEnd = std::chrono::sys_days{std::chrono::year{2100} / 1 / 1};

/// The longest duration that a rule can state, and the longest delay between the decision and the start of the permit.
inline constexpr std::chrono::minutes kLongestDuration = std::chrono::days{7};
inline constexpr std::chrono::minutes kLongestDelay = std::chrono::days{1};

/// A kind of identity document.
struct DocumentKind {
  std::string id;
  Picture picture;
  std::string example;      ///< a number of this kind, for replies
  std::string language;     ///< of the reply to its holders; empty: not decided by the document
  std::string hotline;      ///< never empty: the service's if the kind has none
  std::string number_from;  ///< where a holder finds the number; may be empty
};

/// A number that people send instead of a document's; never accepted, answered with a hint.
struct NotADocument {
  std::string id;
  Picture picture;
  std::string without;  ///< characters that never occur in it; may be empty
  std::string reply;    ///< id of the reply text
};

struct PlateKind {
  std::string id;
  Picture picture;
  bool national;     ///< recognised even if it is glued to a document
  bool needs_digit;  ///< letters alone are not a plate of this kind
};

/// One value that a choice field takes.
struct Choice {
  std::string value;              ///< as replies print it
  std::vector<std::string> says;  ///< normalized spellings that people write
};

/// A part of the message. The rule file names fields of kinds choice, picture and words, the custom fields: at most
/// kMostCustomFields.
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

  bool is_custom() const { return kind == Kind::choice || kind == Kind::picture || kind == Kind::words; }
};

/// What a text must contain. Without a purpose field the decree has one purpose, and every text asks for it; without a
/// document field the permit belongs to the phone.
struct Message {
  char separator = ' ';  ///< between fields; a space also matches other characters that people write instead
  std::vector<Field> fields{
      {Field::Kind::purpose, "purpose"}, {Field::Kind::document, "document"}, {Field::Kind::plate, "plate", true}};
  std::string example;  ///< an example of a correct text; empty: made from a document's example

  bool has(Field::Kind kind) const;
  /// `CODE document [plate]` with spaces. Only this message gets the corrections of read/request.cc.
  bool is_classic() const;
  /// Returns the message's custom fields, in order.
  std::vector<const Field*> custom_fields() const;
  std::vector<std::string> custom_ids() const;
};

/// A text that asks for something other than a permit.
struct Word {
  enum class About {
    nothing,
    document,  ///< a document follows; the reply lists its live permits
    phone,     ///< the reply lists the permits that the sender asked for
  };

  std::vector<std::string> says;  ///< normalized (base/normalize.h); the text begins with one of them
  std::string reply;              ///< id of the reply text
  std::string reply_if_none;      ///< id of the reply text if there is no live permit to list
  std::string language;           ///< of the reply; empty: not decided by the word
  About about = About::nothing;
  bool is_trial = false;  ///< a whole text follows; the reply says what that text would get (SEMANTICS 22)
};

/// The most digits of a purpose code.
inline constexpr std::size_t kLongestCode = 3;

/// At most `at_most` permits in some time. A permit counts from the moment of its decision (SEMANTICS 3).
struct Limit {
  enum class Per {
    day,     ///< the service's calendar day
    week,    ///< from Monday
    month,   ///< by the calendar
    window,  ///< a time of length `window` before the decision
  };
  enum class By { document, phone };

  unsigned at_most;
  std::vector<std::string> over;  ///< the purpose codes that count
  bool counts_earlier_decrees;    ///< permits given under earlier decrees count too
  std::string clause;
  Per per = Per::day;
  By by = By::document;
  std::chrono::minutes window{};  ///< only for Per::window
  bool window_from_end = false;   ///< measured from the end of a permit, not from its decision
  Origin origin{};
};

/// When in the week permits are given, in the service's local time. Hours over midnight belong to the day on which they
/// begin.
struct Hours {
  std::chrono::minutes from;    ///< since midnight, 0 to 24 h
  std::chrono::minutes until;   ///< since midnight; at or before `from`: on the next day
  std::bitset<7> weekdays;      ///< from Monday
  std::vector<LocalDay> dates;  ///< if not empty: only these days, whatever the weekday
  bool cuts_permits;            ///< a permit ends when the hours end
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
  Instant from = Instant::min();  ///< not accepted before this time
  Origin origin{};
};

/// A known code that gets no permit by text, as for a funeral.
struct NotByText {
  std::string code;
  std::string name;
  std::string reply;  ///< id of the reply text
  std::string clause;
  Origin origin{};
};

/// A code that an amendment took away.
struct Withdrawal {
  std::string code;
  std::string clause;
  Origin origin{};
};

/// A person or phone on a list is refused, whatever the text asks (SEMANTICS 20).
struct ListRefusal {
  std::string list;   ///< one of RuleSet::lists
  std::string reply;  ///< id of the reply text; the text never names the list
  std::string clause;
  Origin origin{};
};

/// How a decree changes permits that did not come by text (SEMANTICS 23). Applied at each reading of a permit.
struct StandingPermitRule {
  enum class Effect { extend, switch_off };
  std::string kind;  ///< one of RuleSet::standing_kinds
  Effect effect;
  Instant valid_before;                 ///< affects permits that were valid just before this moment
  Instant until;                        ///< extend: their new end
  std::vector<std::string> activities;  ///< only permits in these fields of activity; empty: in all
  std::string clause;
  Origin origin{};
};

/// One decree, or its part between two amendments: the permits that are given by text in a half-open time.
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
  std::vector<StandingPermitRule> standing{};  ///< takes effect when this part begins
  std::optional<Instant> decreed_from{};       ///< when the decree itself began, if this is an amended part of it
  std::vector<std::string> amended_by{};       ///< ids of its amendments, by start
  Origin origin{};

  Instant decree_start() const { return decreed_from.value_or(from); }
  const Purpose* purpose(std::string_view code) const;
  const NotByText* not_by_text_entry(std::string_view code) const;
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
  bool cuts_permits;  ///< permits granted since known_from end at its start, even those without an end
  std::string reply;  ///< id of the reply text
  std::string clause;
  Origin origin{};
  Instant known_from = Instant::min();  ///< start of the day on which it was published (SEMANTICS 7)
};

/// Granting is stopped by hand, at once and until it is resumed.
struct Pause {
  std::string reply;  ///< id of the reply text
  std::string clause;
  Origin origin{};
};

/// Ids of the texts that the program replies with, in every language. Rule files may add their own ids. They may leave
/// out some of these; then another text is used (ruleset/read/service.cc).
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

/// What a decision under any decree may need from the register; used for each text.
struct RegisterNeeds {
  bool counts_by_phone = false;
  bool refuses_by_list = false;
  bool by_week = false;             ///< some limit counts by the week
  bool by_month = false;            ///< some limit counts by the month
  std::chrono::minutes lookback{};  ///< the greatest age at which a permit with an end may count or be live
};

/// One rule folder. Immutable once sealed; any thread may read it.
struct RuleSet {
  Digest hash{};             ///< of the folder's text; every decision names it
  std::string number;        ///< the short number
  std::string country_code;  ///< MSISDNs that begin with it, or with 0, are national
  Zone zone;
  std::string hotline;
  std::vector<std::string> languages;  ///< codes; every text exists in each language
  std::string default_language;
  Message message{};
  std::vector<DocumentKind> documents;  ///< in the order of the file: the first match is taken
  std::vector<NotADocument> not_documents;
  std::vector<PlateKind> plates;  ///< in the order of the file: the first match is taken
  std::vector<Word> words;
  std::vector<std::string> lists;           ///< names of the lists that decrees may refuse
  std::vector<std::string> standing_kinds;  ///< ids of the kinds of permits that do not come by text
  std::map<std::string, std::map<std::string, Template, std::less<>>, std::less<>> texts;  ///< by language, by id
  std::vector<Decree> decrees;      ///< by start; they do not overlap
  std::vector<Interval> intervals;  ///< by start; they do not overlap
  std::optional<Pause> pause{};
  std::optional<RegisterNeeds> register_needs{};  ///< set by seal(); absent: computed each time it is needed

  /// REQUIRES: the message and the decrees do not change any more.
  void seal();

  /// Returns a phone (normalize_phone) as permits and lists store it: the country code replaces the trunk prefix 0.
  std::string canonical_phone(const std::string& phone) const;
  const Decree* decree_at(Instant instant) const;
  const Decree* decree_at_or_before(Instant instant) const;  ///< null before the first decree
  const Interval* interval_at(Instant instant) const;
  const DocumentKind* document_kind(std::string_view id) const;
  /// REQUIRES: `id` is one of text_id or named by the rules, and `language` is known.
  const Template& text(std::string_view language, std::string_view id) const;

  /// Returns whether a decision depends on the permits of the sender's phone: because of a limit, or because permits
  /// belong to phones.
  bool counts_by_phone() const;
  /// Returns whether any decree refuses subjects of a list.
  bool refuses_by_list() const;
  /// Returns since when the permits of a document or phone matter to a decision at `now`: those that may be live and
  /// those that may count. Whether a permit is live does not depend on these rules: it may have been given under rules
  /// that are no longer in the folder, so the search goes back at least kLongestDelay + kLongestDuration.
  Instant history_from(Instant now) const;

 private:
  RegisterNeeds find_register_needs() const;
};

using Rules = std::shared_ptr<const RuleSet>;

}  // namespace permit
