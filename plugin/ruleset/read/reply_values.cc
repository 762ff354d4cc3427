#include "ruleset/read/reply_values.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "core/check_code.h"
#include "core/read/request.h"

namespace permit {

namespace {

constexpr std::string_view kLongestClock = "22.07 01:30";
constexpr std::string_view kTodaysClock = "01:30";
constexpr std::size_t kLongestPhone = 15;  // ITU-T E.164

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

/// Whether there is a right text to show.
bool has_an_example(const RuleSet& rules) { return !rules.message.example.empty() || !rules.documents.empty(); }

Presence if_always(bool always) { return always ? Presence::always : Presence::sometimes; }

bool is_about_permit(ReplyRole role) { return role <= ReplyRole::interval; }

/// Whether the reply rests on a decree that is in force.
bool is_under_a_decree(ReplyRole role) {
  return role == ReplyRole::granted || role == ReplyRole::granted_plate_unclear || role == ReplyRole::limit ||
         role == ReplyRole::hours || role == ReplyRole::no_such_code;
}

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

std::string longest_name(const RuleSet& rules) {
  std::string longest;
  for (const Decree& decree : rules.decrees) {
    for (const Purpose& purpose : decree.purposes) keep_longer(longest, purpose.name);
    for (const NotByText& elsewhere : decree.not_by_text) keep_longer(longest, elsewhere.name);
  }
  return longest;
}

std::string longest_codes(const RuleSet& rules) {
  std::string longest;
  for (const Decree& decree : rules.decrees) {
    std::string codes;
    for (const Purpose& purpose : decree.purposes) codes += (codes.empty() ? "" : ", ") + purpose.code;
    keep_longer(longest, codes);
  }
  return longest;
}

std::string longest_value(const Field& field) {
  std::string longest;
  for (const Choice& choice : field.choices) keep_longer(longest, choice.value);
  if (field.picture) longest.assign(field.picture->longest(), '0');
  if (field.kind == Field::Kind::words) longest.assign(kMostRepeated, '0');
  return longest;
}

/// What a text says to choose one.
std::string longest_choice(const Field& field) {
  std::string longest;
  for (const Choice& choice : field.choices) keep_longer(longest, choice.says.front());
  return longest;
}

/// A text to send instead: of every field of the message, or of a word with its document.
std::string longest_mend(const RuleSet& rules, const std::string& code, const std::string& document,
                         const std::string& plate) {
  std::string longest;
  for (const Field& field : rules.message.fields) {
    if (!longest.empty()) longest += rules.message.separator;
    if (field.kind == Field::Kind::purpose)
      longest += rules.message.is_classic() ? code : std::string(kLongestCode, '0');
    if (field.kind == Field::Kind::document) longest += document;
    if (field.kind == Field::Kind::plate) longest += plate;
    if (field.kind != Field::Kind::choice && field.is_own()) longest += longest_value(field);
    longest += longest_choice(field);
  }
  for (const Word& word : rules.words) {
    if (word.about != Word::About::document) continue;
    for (const std::string& say : word.says) keep_longer(longest, say + " " + document);
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

/// One live permit for each purpose of a decree, and a standing one.
std::string longest_permits(const RuleSet& rules, const std::string& code, const std::string& plate) {
  std::size_t most = 1;
  for (const Decree& decree : rules.decrees) most = std::max(most, decree.purposes.size());
  const std::string period = std::string(kLongestClock) + "-" + std::string(kLongestClock);
  std::string standing;
  for (const std::string& kind : rules.standing_kinds)
    if (kind.size() > standing.size()) standing = kind;
  if (!standing.empty()) standing += " " + period + " " + plate + "; ";
  return standing + repeated(code + " " + period + " " + plate, most, "; ");
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
    {text_id::kLimitByPhone, ReplyRole::limit, text_id::kLimit},
    {text_id::kHours, ReplyRole::hours, ""},
    {text_id::kNoSuchCode, ReplyRole::no_such_code, text_id::kFormat},
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

ReplyRole role_of(const Word& word) {
  if (word.tries) return ReplyRole::trial;
  if (word.about == Word::About::document) return ReplyRole::word_with_permits;
  return word.about == Word::About::phone ? ReplyRole::word_with_permits_of_phone : ReplyRole::word;
}

ReplyRole role_if_none(const Word& word) {
  return word.about == Word::About::document ? ReplyRole::word_without_permits : ReplyRole::word;
}

std::set<ReplyRole> roles_of(std::string_view id, const RuleSet& rules) {
  std::set<ReplyRole> roles;
  if (const auto role = role_of(id)) roles.insert(*role);
  for (const NotADocument& known : rules.not_documents) {
    if (known.reply == id) roles.insert(ReplyRole::not_a_document);
  }
  for (const Word& word : rules.words) {
    if (word.reply == id) roles.insert(role_of(word));
    if (word.reply_if_none == id) roles.insert(role_if_none(word));
  }
  for (const Interval& interval : rules.intervals) {
    if (interval.reply == id) roles.insert(ReplyRole::interval);
  }
  const auto refuse = [&](const auto& refusal) {
    if (refusal.reply == id) roles.insert(ReplyRole::refused);
  };
  for (const Decree& part : rules.decrees) {
    std::for_each(part.not_by_text.begin(), part.not_by_text.end(), refuse);
    std::for_each(part.refusals.begin(), part.refusals.end(), refuse);
  }
  if (rules.pause) refuse(*rules.pause);
  return roles;
}

std::string_view stand_in(std::string_view id) {
  const OwnText* own = own_text(id);
  return own ? own->stand_in : std::string_view();
}

namespace {

Presence always_if(bool there) { return there ? Presence::always : Presence::never; }
Presence sometimes_if(bool there) { return there ? Presence::sometimes : Presence::never; }

/// Of a permit, or of what refused it.
Presence presence_in_decision(Placeholder value, ReplyRole role, const RuleSet& rules) {
  const bool has_permit = is_granted(role) || role == ReplyRole::repeated;
  switch (value) {
    case Placeholder::code:
      return always_if(has_permit || (is_about_permit(role) && rules.message.has(Field::Kind::purpose)));
    case Placeholder::name:
      if (is_under_a_decree(role)) return always_if(role != ReplyRole::no_such_code);
      return sometimes_if(role == ReplyRole::repeated || role == ReplyRole::refused);
    case Placeholder::plate:
      return sometimes_if((role == ReplyRole::granted || role == ReplyRole::repeated) &&
                          rules.message.has(Field::Kind::plate));
    case Placeholder::from:
      return always_if(has_permit);
    case Placeholder::until:
      return is_granted(role) ? if_always(every_permit_ends(rules)) : always_if(has_permit);
    case Placeholder::clause:
      // A permit may outlive the file of its decree.
      if (role == ReplyRole::repeated) return Presence::sometimes;
      return always_if(is_about_permit(role) && role != ReplyRole::no_decree);
    case Placeholder::check:  // a service may have no key to make one with
      return sometimes_if(has_permit);
    case Placeholder::next:  // the rules may end before
      return sometimes_if(role == ReplyRole::limit || role == ReplyRole::hours);
    case Placeholder::used:
    case Placeholder::counted:
      return always_if(role == ReplyRole::limit);
    default:
      return always_if(value == Placeholder::since && role == ReplyRole::interval);
  }
}

/// Of what was not understood. A field may be missing altogether.
Presence presence_in_wrong_part(Placeholder value, ReplyRole role, const RuleSet& rules) {
  switch (value) {
    case Placeholder::given:
      if (role == ReplyRole::field) return Presence::sometimes;
      return always_if((is_about_permit(role) && rules.message.has(Field::Kind::purpose)) ||
                       role == ReplyRole::digits || role == ReplyRole::not_a_document);
    case Placeholder::field:
      return always_if(role == ReplyRole::field);
    case Placeholder::mended:
      return always_if(role == ReplyRole::mend);
    default:
      return always_if(role == ReplyRole::digits);
  }
}

Presence presence_of_own(std::size_t at, ReplyRole role, const RuleSet& rules) {
  const auto own = rules.message.own_fields();
  if (at >= own.size() || !is_about_permit(role)) return Presence::never;
  return if_always(!own[at]->optional);
}

}  // namespace

Presence presence(Placeholder value, ReplyRole role, const RuleSet& rules) {
  if (value >= Placeholder::own)
    return presence_of_own(static_cast<std::size_t>(value) - static_cast<std::size_t>(Placeholder::own), role, rules);
  switch (value) {
    case Placeholder::hotline:
    case Placeholder::phone:
      return Presence::always;
    case Placeholder::example:
      return always_if(has_an_example(rules));
    case Placeholder::codes:
      return is_under_a_decree(role) ? Presence::always : Presence::sometimes;
    case Placeholder::number_from:
      if (rules.documents.empty()) return Presence::never;
      return if_always(names_a_kind(role) && every_document_tells_its_place(rules));
    case Placeholder::document:
      return always_if((is_about_permit(role) && rules.message.has(Field::Kind::document)) ||
                       role == ReplyRole::word_with_permits || role == ReplyRole::word_without_permits);
    case Placeholder::permits:
      return always_if(role == ReplyRole::word_with_permits || role == ReplyRole::word_with_permits_of_phone);
    case Placeholder::answer:
      return always_if(role == ReplyRole::trial);
    case Placeholder::given:
    case Placeholder::have:
    case Placeholder::need:
    case Placeholder::mended:
    case Placeholder::field:
      return presence_in_wrong_part(value, role, rules);
    default:
      return presence_in_decision(value, role, rules);
  }
}

TemplateValues longest_values(ReplyRole role, const RuleSet& rules) {
  const std::string code = longest_code(rules);
  const std::string document(longest_document(rules), '0');
  const std::string plate(longest_plate(rules), '0');
  const bool names_a_purpose = rules.message.has(Field::Kind::purpose);
  std::string hotline = rules.hotline;
  std::string number_from;
  std::string example;
  std::string need = "8";
  for (const DocumentKind& kind : rules.documents) {
    keep_longer(hotline, kind.hotline);
    keep_longer(number_from, kind.number_from);
    keep_longer(example, names_a_purpose ? code + " " + kind.example : kind.example);
    const DigitCount digits = kind.picture.digits();
    keep_longer(need,
                std::to_string(digits.least) + (digits.least == digits.most ? "" : "-" + std::to_string(digits.most)));
  }

  if (!rules.message.example.empty()) example = rules.message.example;

  TemplateValues values;
  for (const Placeholder clock : {Placeholder::from, Placeholder::until, Placeholder::next, Placeholder::since}) {
    values[clock] = kLongestClock;
  }
  const bool any_code = role == ReplyRole::refused || role == ReplyRole::no_such_code;
  values[Placeholder::code] = any_code ? std::string(kLongestCode, '0') : code;
  values[Placeholder::document] = document;
  values[Placeholder::plate] = plate;
  values[Placeholder::used] = longest_used(rules);
  values[Placeholder::clause] = longest_clause(rules);
  values[Placeholder::hotline] = hotline;
  if (!number_from.empty()) values[Placeholder::number_from] = number_from;
  values[Placeholder::given] = std::string(is_about_permit(role) ? kLongestCode : kMostRepeated, '0');
  values[Placeholder::have] = "32";
  values[Placeholder::need] = need;
  values[Placeholder::example] = example;
  values[Placeholder::mended] = longest_mend(rules, code, document, plate);
  values[Placeholder::permits] = longest_permits(rules, code, plate);
  values[Placeholder::name] = longest_name(rules);
  values[Placeholder::codes] = longest_codes(rules);
  values[Placeholder::counted] = longest_codes(rules);
  values[Placeholder::phone] = std::string(kLongestPhone, '0');
  values[Placeholder::check] = std::string(kCheckCodeLength, '0');
  const auto own = rules.message.own_fields();
  for (std::size_t at = 0; at < own.size(); ++at) values[own_value(at)] = longest_value(*own[at]);
  for (const Field& field : rules.message.fields) {
    if (field.id.size() > values[Placeholder::field].value_or("").size()) values[Placeholder::field] = field.id;
  }
  for (std::size_t i = 0; i < kPlaceholderNames.size() + own.size(); ++i) {
    const auto name = static_cast<Placeholder>(i);
    if (presence(name, role, rules) == Presence::never) values[name].reset();
  }
  return values;
}

std::vector<std::string> longest_answers(const RuleSet& rules) {
  std::vector<std::string> answers;
  for (const auto& [language, texts] : rules.texts) {
    for (const auto& [id, text] : texts) {
      for (const ReplyRole role : roles_of(id, rules)) {
        TemplateValues values = longest_values(role, rules);
        values[Placeholder::check].reset();  // nothing that is only tried gets one
        if (role != ReplyRole::trial) answers.push_back(text.render(values));
      }
    }
  }
  return answers;
}

}  // namespace permit
