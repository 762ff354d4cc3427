#include "ruleset/reply_values.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace permit {

namespace {

constexpr std::string_view kLongestClock = "22.07 01:30";
constexpr std::string_view kTodaysClock = "01:30";
constexpr std::size_t kLongestGiven = 20;

bool every_permit_ends(const RuleSet& rules) {
  return std::all_of(rules.decrees.begin(), rules.decrees.end(), [](const Decree& decree) {
    return std::all_of(decree.purposes.begin(), decree.purposes.end(),
                       [](const Purpose& p) { return p.lasts.has_value(); });
  });
}

bool every_document_tells_its_place(const RuleSet& rules) {
  return std::none_of(rules.documents.begin(), rules.documents.end(),
                      [](const DocumentKind& kind) { return kind.number_from.empty(); });
}

Presence if_always(bool always) { return always ? Presence::always : Presence::sometimes; }

bool is_about_permit(ReplyRole role) { return role <= ReplyRole::interval; }

/// Whether the kind of document is known.
bool names_a_kind(ReplyRole role) {
  return is_about_permit(role) || role == ReplyRole::digits || role == ReplyRole::mend ||
         role == ReplyRole::word_with_permits || role == ReplyRole::word_without_permits;
}

bool is_granted(ReplyRole role) { return role == ReplyRole::granted || role == ReplyRole::granted_plate_unclear; }

// ---- The longest values ------------------------------------------------------------------------------------------

std::size_t longest_document(const RuleSet& rules) {
  std::size_t longest = 0;
  for (const DocumentKind& kind : rules.documents) longest = std::max(longest, kind.picture.longest());
  return longest;
}

std::size_t longest_plate(const RuleSet& rules) {
  std::size_t longest = 0;
  for (const PlateKind& kind : rules.plates) longest = std::max(longest, kind.picture.longest());
  return longest;
}

void keep_longer(std::string& longest, const std::string& candidate) {
  if (candidate.size() > longest.size()) longest = candidate;
}

std::string longest_code(const RuleSet& rules) {
  std::string longest;
  for (const Decree& decree : rules.decrees) {
    for (const Purpose& purpose : decree.purposes) keep_longer(longest, purpose.code);
  }
  return longest;
}

std::string longest_clause(const RuleSet& rules) {
  std::string longest;
  for (const Interval& interval : rules.intervals) keep_longer(longest, interval.clause);
  for (const Decree& decree : rules.decrees) {
    keep_longer(longest, decree.clause);
    for (const Purpose& purpose : decree.purposes) {
      keep_longer(longest, purpose.clause);
      for (const Limit& limit : purpose.limits) keep_longer(longest, limit.clause);
    }
  }
  return longest;
}

std::string repeated(std::string_view one, std::size_t count, std::string_view between) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += (i == 0 ? "" : std::string(between)) + std::string(one);
  return all;
}

/// The times that a limit counted: as many as it allows, all of today.
std::string longest_used(const RuleSet& rules) {
  std::size_t most = 1;
  for (const Decree& decree : rules.decrees) {
    for (const Purpose& purpose : decree.purposes) {
      for (const Limit& limit : purpose.limits) most = std::max<std::size_t>(most, limit.at_most);
    }
  }
  return repeated(kTodaysClock, most, ", ");
}

/// One live permit for each purpose of a decree.
std::string longest_permits(const RuleSet& rules, const std::string& code, const std::string& plate) {
  std::size_t most = 1;
  for (const Decree& decree : rules.decrees) most = std::max(most, decree.purposes.size());
  const std::string clock(kLongestClock);
  return repeated(code + " " + clock + "-" + clock + " " + plate, most, "; ");
}

}  // namespace

namespace {

/// A text that the program replies with by itself.
struct OwnText {
  std::string_view id;
  ReplyRole role;
  std::string_view stand_in;
};
constexpr OwnText kOwnTexts[] = {
    {text_id::kGranted, ReplyRole::granted, ""},
    {text_id::kGrantedPlateUnclear, ReplyRole::granted_plate_unclear, text_id::kGranted},
    {text_id::kRepeated, ReplyRole::repeated, text_id::kGranted},
    {text_id::kRepeatedPlateUnclear, ReplyRole::repeated, text_id::kRepeated},
    {text_id::kLimit, ReplyRole::limit, ""},
    {text_id::kHours, ReplyRole::hours, ""},
    {text_id::kNoSuchCode, ReplyRole::refused, text_id::kFormat},
    {text_id::kNotAccepted, ReplyRole::refused, text_id::kFormat},
    {text_id::kNoDecree, ReplyRole::no_decree, ""},
    {text_id::kFormat, ReplyRole::unread, ""},
    {text_id::kField, ReplyRole::field, text_id::kFormat},
    {text_id::kDigits, ReplyRole::digits, text_id::kFormat},
    {text_id::kMend, ReplyRole::mend, text_id::kFormat},
    {text_id::kTwoDocuments, ReplyRole::unread, text_id::kFormat},
};

const OwnText* own_text(std::string_view id) {
  const auto at =
      std::find_if(std::begin(kOwnTexts), std::end(kOwnTexts), [&](const OwnText& own) { return own.id == id; });
  return at == std::end(kOwnTexts) ? nullptr : at;
}

}  // namespace

std::vector<std::string_view> own_text_ids() {
  std::vector<std::string_view> ids;
  for (const OwnText& own : kOwnTexts) ids.push_back(own.id);
  return ids;
}

std::optional<ReplyRole> role_of(std::string_view id) {
  const OwnText* own = own_text(id);
  return own ? std::optional{own->role} : std::nullopt;
}

std::string_view stand_in(std::string_view id) {
  const OwnText* own = own_text(id);
  return own ? own->stand_in : std::string_view();
}

Presence presence(Placeholder value, ReplyRole role, const RuleSet& rules) {
  const auto always_if = [](bool there) { return there ? Presence::always : Presence::never; };
  switch (value) {
    case Placeholder::name:
    case Placeholder::codes:
    case Placeholder::counted:
    case Placeholder::phone:
    case Placeholder::field:
    case Placeholder::answer:
    case Placeholder::own:
      return Presence::never;
    case Placeholder::hotline:
    case Placeholder::example:
      return Presence::always;
    case Placeholder::number_from:
      return if_always(names_a_kind(role) && every_document_tells_its_place(rules));
    case Placeholder::code:
      return always_if(is_about_permit(role));
    case Placeholder::document:
      return always_if(is_about_permit(role) || role == ReplyRole::word_with_permits ||
                       role == ReplyRole::word_without_permits);
    case Placeholder::plate:
      return role == ReplyRole::granted || role == ReplyRole::repeated ? Presence::sometimes : Presence::never;
    case Placeholder::from:
      return always_if(is_granted(role) || role == ReplyRole::repeated);
    case Placeholder::until:
      if (is_granted(role)) return if_always(every_permit_ends(rules));
      return always_if(role == ReplyRole::repeated);
    case Placeholder::clause:
      // A permit may outlive the file of its decree.
      if (role == ReplyRole::repeated) return Presence::sometimes;
      return always_if(is_about_permit(role) && role != ReplyRole::no_decree);
    case Placeholder::next:  // the rules may end before
      return role == ReplyRole::limit || role == ReplyRole::hours ? Presence::sometimes : Presence::never;
    case Placeholder::used:
      return always_if(role == ReplyRole::limit);
    case Placeholder::since:
      return always_if(role == ReplyRole::interval);
    case Placeholder::given:
      return always_if(is_about_permit(role) || role == ReplyRole::digits || role == ReplyRole::not_a_document);
    case Placeholder::have:
    case Placeholder::need:
      return always_if(role == ReplyRole::digits);
    case Placeholder::mended:
      return always_if(role == ReplyRole::mend);
    case Placeholder::permits:
      return always_if(role == ReplyRole::word_with_permits);
  }
  return Presence::never;
}

TemplateValues longest_values(ReplyRole role, const RuleSet& rules) {
  const std::string code = longest_code(rules);
  const std::string document(longest_document(rules), '0');
  const std::string plate(longest_plate(rules), '0');
  std::string hotline = rules.hotline;
  std::string number_from;
  std::string example;
  std::string need = "8";
  for (const DocumentKind& kind : rules.documents) {
    keep_longer(hotline, kind.hotline);
    keep_longer(number_from, kind.number_from);
    keep_longer(example, code + " " + kind.example);
    const DigitCount digits = kind.picture.digits();
    keep_longer(need,
                std::to_string(digits.least) + (digits.least == digits.most ? "" : "-" + std::to_string(digits.most)));
  }

  TemplateValues values;
  for (const Placeholder clock : {Placeholder::from, Placeholder::until, Placeholder::next, Placeholder::since}) {
    values[clock] = kLongestClock;
  }
  values[Placeholder::code] = role == ReplyRole::refused ? std::string(kLongestCode, '0') : code;
  values[Placeholder::document] = document;
  values[Placeholder::plate] = plate;
  values[Placeholder::used] = longest_used(rules);
  values[Placeholder::clause] = longest_clause(rules);
  values[Placeholder::hotline] = hotline;
  if (!number_from.empty()) values[Placeholder::number_from] = number_from;
  values[Placeholder::given] = std::string(is_about_permit(role) ? kLongestCode : kLongestGiven, '0');
  values[Placeholder::have] = "32";
  values[Placeholder::need] = need;
  values[Placeholder::example] = example;
  values[Placeholder::mended] = code + " " + document + " " + plate;
  values[Placeholder::permits] = longest_permits(rules, code, plate);
  for (std::size_t i = 0; i < kPlaceholderNames.size(); ++i) {
    const auto name = static_cast<Placeholder>(i);
    if (presence(name, role, rules) == Presence::never) values[name].reset();
  }
  return values;
}

}  // namespace permit
