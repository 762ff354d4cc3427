#include "core/reply/reply_values.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "base/normalize.h"
#include "core/check_code.h"
#include "core/decide/citation.h"
#include "core/read/request.h"
#include "core/reply/longest.h"
#include "core/reply/reply_parts.h"

namespace permit {

namespace {

constexpr std::size_t kLongestPhone = 15;  // ITU-T E.164

bool every_permit_ends(const RuleSet& rules) {
  return std::all_of(rules.decrees.begin(), rules.decrees.end(), [](const Decree& decree) {
    return std::all_of(decree.purposes.begin(), decree.purposes.end(),
                       [](const Purpose& p) { return p.lasts.has_value(); });
  });
}

bool every_document_names_its_place(const RuleSet& rules) {
  return std::none_of(rules.documents.begin(), rules.documents.end(),
                      [](const DocumentKind& kind) { return kind.number_from.empty(); });
}

/// Returns whether a reply can show an example of a correct text.
bool has_an_example(const RuleSet& rules) { return !rules.message.example.empty() || !rules.documents.empty(); }

Presence if_always(bool always) { return always ? Presence::always : Presence::sometimes; }

bool is_about_permit(ReplyRole role) { return role <= ReplyRole::interval; }

/// Returns whether the reply depends on a decree in force.
bool is_under_a_decree(ReplyRole role) {
  return role == ReplyRole::granted || role == ReplyRole::granted_plate_unclear || role == ReplyRole::limit ||
         role == ReplyRole::hours || role == ReplyRole::no_such_code;
}

/// Returns whether one of the message's custom fields requires a number of digits.
bool counts_digits_of_a_field(const RuleSet& rules) {
  const auto custom = rules.message.custom_fields();
  return std::any_of(custom.begin(), custom.end(),
                     [](const Field* field) { return field->picture && field->picture->is_digits(); });
}

/// Returns whether the reply knows the kind of document.
bool names_a_kind(ReplyRole role, const RuleSet& rules) {
  return is_about_permit(role) || (role == ReplyRole::digits && !counts_digits_of_a_field(rules)) ||
         role == ReplyRole::correction || role == ReplyRole::word_with_permits ||
         role == ReplyRole::word_without_permits;
}

bool is_granted(ReplyRole role) { return role == ReplyRole::granted || role == ReplyRole::granted_plate_unclear; }

}  // namespace

namespace {

/// A text that the program itself replies with.
struct BuiltinText {
  std::string_view id;
  ReplyRole role;
  std::string_view fallback_text;
};
constexpr BuiltinText kBuiltinTexts[] = {
    {text_id::kGranted, ReplyRole::granted, ""},
    {text_id::kGrantedPlateUnclear, ReplyRole::granted_plate_unclear, text_id::kGranted},
    {text_id::kRepeated, ReplyRole::repeated, text_id::kGranted},
    {text_id::kRepeatedPlateUnclear, ReplyRole::repeated, text_id::kRepeated},
    {text_id::kLimit, ReplyRole::limit, ""},
    {text_id::kLimitByPhone, ReplyRole::limit, text_id::kLimit},
    {text_id::kHours, ReplyRole::hours, ""},
    {text_id::kNoSuchCode, ReplyRole::no_such_code, text_id::kFormat},
    {text_id::kNotAccepted, ReplyRole::not_accepted, text_id::kFormat},
    {text_id::kNoDecree, ReplyRole::no_decree, ""},
    {text_id::kFormat, ReplyRole::unreadable, ""},
    {text_id::kField, ReplyRole::field, text_id::kFormat},
    {text_id::kDigits, ReplyRole::digits, text_id::kFormat},
    {text_id::kMend, ReplyRole::correction, text_id::kFormat},
    {text_id::kTwoDocuments, ReplyRole::unreadable, text_id::kFormat},
};

const BuiltinText* find_builtin_text(std::string_view id) {
  const auto at = std::find_if(std::begin(kBuiltinTexts), std::end(kBuiltinTexts),
                               [&](const BuiltinText& text) { return text.id == id; });
  return at == std::end(kBuiltinTexts) ? nullptr : at;
}

}  // namespace

std::vector<std::string_view> builtin_text_ids() {
  std::vector<std::string_view> ids;
  for (const BuiltinText& text : kBuiltinTexts) ids.push_back(text.id);
  return ids;
}

std::optional<ReplyRole> role_of(std::string_view id) {
  const BuiltinText* builtin = find_builtin_text(id);
  return builtin ? std::optional{builtin->role} : std::nullopt;
}

ReplyRole role_of(const Word& word) {
  if (word.is_trial) return ReplyRole::trial;
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
  const auto add = [&](ReplyRole role, const auto& refusals) {
    const auto replies = [&](const auto& refusal) { return refusal.reply == id; };
    if (std::any_of(refusals.begin(), refusals.end(), replies)) roles.insert(role);
  };
  for (const Decree& part : rules.decrees) {
    add(ReplyRole::not_by_text, part.not_by_text);
    add(ReplyRole::listed, part.refusals);
  }
  if (rules.pause && rules.pause->reply == id) roles.insert(ReplyRole::paused);
  return roles;
}

std::string_view fallback_text(std::string_view id) {
  const BuiltinText* builtin = find_builtin_text(id);
  return builtin ? builtin->fallback_text : std::string_view();
}

namespace {

Presence always_if(bool there) { return there ? Presence::always : Presence::never; }
Presence sometimes_if(bool there) { return there ? Presence::sometimes : Presence::never; }

/// The presence of values of a permit, or of its refusal.
Presence presence_in_decision(Placeholder value, ReplyRole role, const RuleSet& rules) {
  const bool has_permit = is_granted(role) || role == ReplyRole::repeated;
  switch (value) {
    case Placeholder::code:
      return always_if(has_permit || (is_about_permit(role) && rules.message.has(Field::Kind::purpose)));
    case Placeholder::name:
      if (is_under_a_decree(role)) return always_if(role != ReplyRole::no_such_code);
      return sometimes_if(is_about_permit(role) && role != ReplyRole::no_decree);
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
    case Placeholder::next:  // the rules may end earlier
      return sometimes_if(role == ReplyRole::limit || role == ReplyRole::hours);
    case Placeholder::used:
    case Placeholder::counted:
      return always_if(role == ReplyRole::limit);
    default:
      return always_if(value == Placeholder::since && role == ReplyRole::interval);
  }
}

/// The presence of values of the part that was not understood. A field may be missing altogether.
Presence presence_in_wrong_part(Placeholder value, ReplyRole role, const RuleSet& rules) {
  switch (value) {
    case Placeholder::given:
      if (role == ReplyRole::field) return Presence::sometimes;
      return always_if((is_about_permit(role) && rules.message.has(Field::Kind::purpose)) ||
                       role == ReplyRole::digits || role == ReplyRole::not_a_document);
    case Placeholder::field:
      if (role == ReplyRole::digits) return sometimes_if(counts_digits_of_a_field(rules));
      return always_if(role == ReplyRole::field);
    case Placeholder::mended:
      return always_if(role == ReplyRole::correction);
    default:
      return always_if(role == ReplyRole::digits);
  }
}

Presence presence_of_custom(std::size_t at, ReplyRole role, const RuleSet& rules) {
  const auto custom = rules.message.custom_fields();
  if (at >= custom.size() || !is_about_permit(role)) return Presence::never;
  return if_always(!custom[at]->optional);
}

}  // namespace

Presence presence(Placeholder value, ReplyRole role, const RuleSet& rules) {
  if (value >= Placeholder::custom)
    return presence_of_custom(static_cast<std::size_t>(value) - static_cast<std::size_t>(Placeholder::custom), role,
                              rules);
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
      return if_always(names_a_kind(role, rules) && every_document_names_its_place(rules));
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

// ---- The longest values ------------------------------------------------------------------------------------------

namespace {

std::string longest_document(const RuleSet& rules) {
  std::size_t longest = 0;
  for (const DocumentKind& kind : rules.documents) longest = std::max(longest, kind.picture.longest());
  return std::string(longest, '0');
}

std::string longest_plate(const RuleSet& rules) {
  std::size_t longest = 0;
  for (const PlateKind& kind : rules.plates) longest = std::max(longest, kind.picture.longest());
  return std::string(longest, '0');
}

/// Returns the longest code that a text can have, known or not.
std::string any_code() { return std::string(kLongestCode, '0'); }

template <typename Visit>
void for_each_purpose(const RuleSet& rules, const Visit& visit) {
  for (const Decree& decree : rules.decrees) {
    for (const Purpose& purpose : decree.purposes) visit(purpose);
  }
}

template <typename Visit>
void for_each_not_by_text(const RuleSet& rules, const Visit& visit) {
  for (const Decree& decree : rules.decrees) {
    for (const NotByText& not_by_text : decree.not_by_text) visit(not_by_text);
  }
}

Longest codes_of_purposes(const RuleSet& rules) {
  Longest codes;
  for_each_purpose(rules, [&](const Purpose& purpose) { codes.add(purpose.code); });
  return codes;
}

/// Returns the codes that a text with a reply of that role may have. A sender on a list, or without a decree in force,
/// may name any code.
Longest asked_codes(ReplyRole role, std::string_view text_id, const RuleSet& rules) {
  Longest codes;
  switch (role) {
    case ReplyRole::listed:
    case ReplyRole::no_such_code:
    case ReplyRole::no_decree:
    case ReplyRole::interval:
      codes.add(any_code());
      return codes;
    case ReplyRole::not_by_text:
      for_each_not_by_text(rules, [&](const NotByText& not_by_text) {
        if (not_by_text.reply == text_id) codes.add(not_by_text.code);
      });
      return codes;
    default:
      return is_about_permit(role) ? codes_of_purposes(rules) : codes;
  }
}

Longest names(ReplyRole role, std::string_view text_id, const RuleSet& rules) {
  Longest names;
  const bool is_of_any_code = role == ReplyRole::repeated || role == ReplyRole::listed || role == ReplyRole::interval;
  if (role != ReplyRole::not_by_text) for_each_purpose(rules, [&](const Purpose& purpose) { names.add(purpose.name); });
  for_each_not_by_text(rules, [&](const NotByText& not_by_text) {
    if (is_of_any_code || (role == ReplyRole::not_by_text && not_by_text.reply == text_id)) names.add(not_by_text.name);
  });
  return names;
}

/// Returns the code lists of all decrees.
Longest lists_of_codes(const RuleSet& rules) {
  Longest lists;
  for (const Decree& decree : rules.decrees) {
    std::vector<std::string> codes;
    for (const Purpose& purpose : decree.purposes) codes.push_back(purpose.code);
    lists.add(render_list(codes));
  }
  return lists;
}

/// Returns whether a text of this role may be answered while no code in force can replace its code.
bool keeps_its_code(ReplyRole role, const RuleSet& rules) {
  switch (role) {
    case ReplyRole::interval:
    case ReplyRole::no_decree:
    case ReplyRole::unreadable:
    case ReplyRole::digits:
    case ReplyRole::correction:
    case ReplyRole::not_a_document:
      return true;
    case ReplyRole::listed:
    case ReplyRole::no_such_code:
      return std::any_of(rules.decrees.begin(), rules.decrees.end(),
                         [](const Decree& decree) { return decree.purposes.empty(); });
    default:
      return false;
  }
}

/// Returns whether the text may begin with a word of the rules, so that the example shows that word.
bool may_be_of_a_word(ReplyRole role) {
  return role == ReplyRole::unreadable || role == ReplyRole::digits || role == ReplyRole::correction ||
         role == ReplyRole::not_a_document;
}

Longest examples(ReplyRole role, const RuleSet& rules) {
  Longest examples;
  examples.add(rules.message.example);
  for (const DocumentKind& kind : rules.documents) {
    if (rules.message.example.empty()) {
      examples.add(kind.example);
      examples.add(render_example(codes_of_purposes(rules).in_septets(), kind.example));
      const bool has_code = rules.message.has(Field::Kind::purpose);
      if (has_code && keeps_its_code(role, rules)) examples.add(render_example(any_code(), kind.example));
    }
    for (const Word& word : rules.words) {
      if (word.about == Word::About::document && !word.says.empty() && may_be_of_a_word(role))
        examples.add(render_example(word.says.front(), kind.example));
    }
  }
  return examples;
}

/// Adds typed text: it is longest with one-byte letters, of which one may be replaced by a letter of two bytes.
void add_any_words(Longest& words) {
  constexpr std::string_view kForeignLetter = "Ə";
  words.add(std::string(kMostRepeated, '0'));
  words.add(std::string(kForeignLetter) + std::string(kMostRepeated - kForeignLetter.size(), '0'));
}

/// Returns the longest parts of a text that can be wrong.
Longest wrong_parts(ReplyRole role, std::string_view text_id, const RuleSet& rules) {
  if (is_about_permit(role)) return asked_codes(role, text_id, rules);
  Longest parts;
  if (role == ReplyRole::field) add_any_words(parts);
  if (role == ReplyRole::digits) parts.add(std::string(kMostRepeated, '0'));
  for (const NotADocument& known : rules.not_documents) {
    if (role == ReplyRole::not_a_document && known.reply == text_id)
      parts.add(std::string(std::min(known.picture.longest(), kMostRepeated), '0'));
  }
  return parts;
}

Longest wanted_counts(const RuleSet& rules) {
  Longest counts;
  for (const DocumentKind& kind : rules.documents) counts.add(render_count(kind.picture.digits()));
  for (const Field* field : rules.message.custom_fields()) {
    if (field->picture && field->picture->is_digits()) counts.add(render_count(field->picture->digits()));
  }
  return counts;
}

Longest custom_values(const Field& field) {
  Longest values;
  for (const Choice& choice : field.choices) values.add(choice.value);
  if (field.picture) values.add(std::string(field.picture->longest(), '0'));
  if (field.kind == Field::Kind::words) add_any_words(values);
  return values;
}

/// Returns a field of the message as a proposed text writes it.
Longest written_values(const Field& field, const RuleSet& rules) {
  Longest values;
  if (field.kind == Field::Kind::purpose) values.add(any_code());
  if (field.kind == Field::Kind::document) values.add(longest_document(rules));
  if (field.kind == Field::Kind::plate) values.add(longest_plate(rules));
  if (field.kind != Field::Kind::choice) return field.is_custom() ? custom_values(field) : values;
  for (const Choice& choice : field.choices) values.add(choice.says.front());
  return values;
}

/// Returns the texts that may be proposed: with a known code, with every field of the message, or with a word.
Longest proposals(const RuleSet& rules) {
  Longest proposals;
  if (rules.message.is_classic()) {
    Longest codes = codes_of_purposes(rules);
    for_each_not_by_text(rules, [&](const NotByText& not_by_text) { codes.add(not_by_text.code); });
    proposals.add(codes.in_septets() + " " + longest_document(rules) + " " + longest_plate(rules));
  } else if (rules.message.separator != ' ') {
    std::vector<Longest> fields;
    for (const Field& field : rules.message.fields) fields.push_back(written_values(field, rules));
    for_each_longest(fields, [&](const std::vector<std::string_view>& written) {
      proposals.add(render_list(std::vector<std::string>(written.begin(), written.end()),
                                std::string(1, rules.message.separator)));
    });
  }
  for (const Word& word : rules.words) {
    if (word.about == Word::About::document && !word.says.empty())
      proposals.add(render_example(word.says.front(), longest_document(rules)));
  }
  return proposals;
}

/// Returns the times of the permits that a limit counts.
Longest used_times(const RuleSet& rules) {
  Longest used;
  for_each_purpose(rules, [&](const Purpose& purpose) {
    for (const Limit& limit : purpose.limits) {
      const std::string_view clock = limit.per == Limit::Per::day ? kClockOfToday : kClockOfAnotherDay;
      used.add(render_list(std::vector<std::string>(limit.at_most, std::string(clock))));
    }
  });
  return used;
}

Longest counted_codes(const RuleSet& rules) {
  Longest counted;
  for_each_purpose(rules, [&](const Purpose& purpose) {
    for (const Limit& limit : purpose.limits) {
      const std::set<std::string> once(limit.over.begin(), limit.over.end());
      counted.add(render_list(std::vector<std::string>(once.begin(), once.end())));
    }
  });
  return counted;
}

/// Returns a list of kMostListed permits, by text or, for a document, standing.
Longest lists_of_permits(ReplyRole role, const RuleSet& rules) {
  const std::string plate = longest_plate(rules);
  Longest one;
  const auto add = [&](std::string_view what, std::string_view of_car) {
    one.add(render_permit(what, kClockOfAnotherDay, kClockOfAnotherDay, of_car));
  };
  add(codes_of_purposes(rules).in_septets(), rules.message.has(Field::Kind::plate) ? plate : "");
  if (role == ReplyRole::word_with_permits) {
    for (const std::string& kind : rules.standing_kinds) add(kind, plate);
  }
  Longest all;
  all.add(render_permits(std::vector<std::string>(kMostListed, one.in_units())));
  return all;
}

constexpr std::size_t kPlaceholders = kPlaceholderNames.size() + kMostCustomFields;

/// The longest value of each placeholder.
class LongestOfEach {
 public:
  LongestOfEach(ReplyRole role, std::string_view text_id, const RuleSet& rules) {
    for (const Placeholder clock : {Placeholder::from, Placeholder::until, Placeholder::next, Placeholder::since})
      of(clock).add(kClockOfAnotherDay);
    of(Placeholder::code) = asked_codes(role, text_id, rules);
    of(Placeholder::name) = names(role, text_id, rules);
    of(Placeholder::document).add(longest_document(rules));
    of(Placeholder::plate).add(longest_plate(rules));
    of(Placeholder::used) = used_times(rules);
    of(Placeholder::counted) = counted_codes(rules);
    for (const std::string_view clause : clauses(role, text_id, rules)) of(Placeholder::clause).add(clause);
    of(Placeholder::hotline).add(rules.hotline);
    for (const DocumentKind& kind : rules.documents) {
      of(Placeholder::hotline).add(kind.hotline);
      of(Placeholder::number_from).add(kind.number_from);
    }
    of(Placeholder::given) = wrong_parts(role, text_id, rules);
    of(Placeholder::have).add(std::to_string(Normalized::kLongestToken));
    of(Placeholder::need) = wanted_counts(rules);
    of(Placeholder::example) = examples(role, rules);
    of(Placeholder::mended) = proposals(rules);
    of(Placeholder::permits) = lists_of_permits(role, rules);
    of(Placeholder::codes) = lists_of_codes(rules);
    of(Placeholder::phone).add(std::string(kLongestPhone, '0'));
    of(Placeholder::check).add(std::string(kCheckCodeLength, '0'));
    for (const Field& field : rules.message.fields) of(Placeholder::field).add(field.id);
    const auto custom = rules.message.custom_fields();
    for (std::size_t at = 0; at < custom.size(); ++at) of(custom_value(at)) = custom_values(*custom[at]);
    for (std::size_t at = 0; at < kPlaceholderNames.size() + custom.size(); ++at) {
      const auto value = static_cast<Placeholder>(at);
      if (presence(value, role, rules) == Presence::never) of(value) = {};
    }
  }

  Longest& of(Placeholder value) { return longest_[static_cast<std::size_t>(value)]; }

  std::vector<TemplateValues> choices() const {
    std::vector<TemplateValues> choices;
    for_each_longest(longest_, [&](const std::vector<std::string_view>& chosen) {
      TemplateValues& values = choices.emplace_back();
      for (std::size_t at = 0; at < chosen.size(); ++at) {
        if (!chosen[at].empty()) values[static_cast<Placeholder>(at)] = std::string(chosen[at]);
      }
    });
    return choices;
  }

 private:
  std::array<Longest, kPlaceholders> longest_;
};

/// Returns every answer to a tried text; its language may differ from that of the trial.
Longest answers(const RuleSet& rules) {
  Longest answers;
  for (const auto& [language, texts] : rules.texts) {
    for (const auto& [id, text] : texts) {
      for (const ReplyRole role : roles_of(id, rules)) {
        if (role == ReplyRole::trial) continue;
        LongestOfEach longest(role, id, rules);
        longest.of(Placeholder::check) = {};  // a tried text gets no check code
        for (const TemplateValues& values : longest.choices()) answers.add(text.render(values));
      }
    }
  }
  return answers;
}

}  // namespace

std::vector<TemplateValues> longest_values(ReplyRole role, std::string_view text_id, const RuleSet& rules) {
  LongestOfEach longest(role, text_id, rules);
  if (role == ReplyRole::trial) longest.of(Placeholder::answer) = answers(rules);
  return longest.choices();
}

bool can_occur(ReplyRole role, const RuleSet& rules) {
  const Message& message = rules.message;
  switch (role) {
    case ReplyRole::granted_plate_unclear:
      return message.has(Field::Kind::plate);
    case ReplyRole::no_such_code:
      return message.has(Field::Kind::purpose);
    case ReplyRole::not_accepted:
      return message.has(Field::Kind::document);
    case ReplyRole::field:
      return !message.fields.empty() && !message.is_classic();
    default:
      return true;
  }
}

}  // namespace permit
