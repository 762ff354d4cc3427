// Every kind of mistake that a rule author can make, with an id that never changes: editors, scripts and
// rules/faults.md refer to it.
#pragma once

#include <cstddef>
#include <iterator>
#include <string_view>

namespace permit {

enum class Severity {
  broken,   ///< the folder is not used
  wrong,    ///< check refuses the folder, but a running service uses it
  warning,  ///< worth a look
};

/// In the order of the manual. A name is never reused for another mistake.
enum class FaultName {
  // the folder and its files
  unreadable_folder,
  ignored_folder,
  ignored_file,
  wrong_encoding,
  broken_xml,
  doctype,
  too_complex,
  no_service,
  second_service,
  // elements and attributes
  unknown_beginning,
  unknown_element,
  misplaced_element,
  wrong_order,
  repeated_element,
  either_or,
  missing_element,
  unknown_attribute,
  missing_attribute,
  stray_text,
  schema,
  // values
  empty_value,
  bad_choice,
  bad_name,
  bad_number,
  bad_language,
  bad_day,
  bad_time,
  bad_period,
  bad_duration,
  bad_zone,
  bad_picture,
  bad_example,
  bad_signs,
  bad_clause,
  bad_word,
  incomplete_word,
  bad_message,
  same_stated,
  // references to declarations elsewhere
  unknown_source,
  unknown_document,
  unknown_decree,
  unknown_list,
  unknown_standing_permit,
  unknown_code,
  unknown_text,
  unknown_language,
  duplicate_name,
  duplicate_code,
  duplicate_document,
  duplicate_list,
  duplicate_word,
  duplicate_text,
  // reply texts
  bad_text,
  missing_text,
  unused_text,
  value_never_there,
  value_sometimes_there,
  // periods
  overlap,
  outside_of_decree,
  incomplete_purpose,
  no_purpose,
  // examples
  incomplete_example,
  false_example,
  // allowed, but hardly intended
  gap,
  hidden_decree,
  hours_never_come,
  whole_day_hours,
  outside_dates,
  hidden_document,
  unaccepted_document,
  late_acceptance,
  unrefused_list,
  unread_hint,
  word_hides,
  idle_limit,
  own_code_not_counted,
  two_limits,
  two_durations,
  long_approval,
  late_publication,
  other_publication,
};

struct FaultKind {  // NOLINT(clang-analyzer-optin.performance.Padding): in the order of reading
  FaultName name;
  std::string_view text;  ///< `unknown-source`
  Severity severity;
};

inline constexpr FaultKind kFaultKinds[] = {
    {FaultName::unreadable_folder, "unreadable-folder", Severity::broken},
    {FaultName::ignored_folder, "ignored-folder", Severity::warning},
    {FaultName::ignored_file, "ignored-file", Severity::warning},
    {FaultName::wrong_encoding, "wrong-encoding", Severity::broken},
    {FaultName::broken_xml, "broken-xml", Severity::broken},
    {FaultName::doctype, "doctype", Severity::broken},
    {FaultName::too_complex, "too-complex", Severity::broken},
    {FaultName::no_service, "no-service", Severity::broken},
    {FaultName::second_service, "second-service", Severity::broken},
    {FaultName::unknown_beginning, "unknown-beginning", Severity::broken},
    {FaultName::unknown_element, "unknown-element", Severity::broken},
    {FaultName::misplaced_element, "misplaced-element", Severity::broken},
    {FaultName::wrong_order, "wrong-order", Severity::broken},
    {FaultName::repeated_element, "repeated-element", Severity::broken},
    {FaultName::either_or, "either-or", Severity::broken},
    {FaultName::missing_element, "missing-element", Severity::broken},
    {FaultName::unknown_attribute, "unknown-attribute", Severity::broken},
    {FaultName::missing_attribute, "missing-attribute", Severity::broken},
    {FaultName::stray_text, "stray-text", Severity::broken},
    {FaultName::schema, "schema", Severity::broken},
    {FaultName::empty_value, "empty-value", Severity::broken},
    {FaultName::bad_choice, "bad-choice", Severity::broken},
    {FaultName::bad_name, "bad-name", Severity::broken},
    {FaultName::bad_number, "bad-number", Severity::broken},
    {FaultName::bad_language, "bad-language", Severity::broken},
    {FaultName::bad_day, "bad-day", Severity::broken},
    {FaultName::bad_time, "bad-time", Severity::broken},
    {FaultName::bad_period, "bad-period", Severity::broken},
    {FaultName::bad_duration, "bad-duration", Severity::broken},
    {FaultName::bad_zone, "bad-zone", Severity::broken},
    {FaultName::bad_picture, "bad-picture", Severity::broken},
    {FaultName::bad_example, "bad-example", Severity::broken},
    {FaultName::bad_signs, "bad-signs", Severity::broken},
    {FaultName::bad_clause, "bad-clause", Severity::broken},
    {FaultName::bad_word, "bad-word", Severity::broken},
    {FaultName::incomplete_word, "incomplete-word", Severity::broken},
    {FaultName::bad_message, "bad-message", Severity::broken},
    {FaultName::same_stated, "same-stated", Severity::broken},
    {FaultName::unknown_source, "unknown-source", Severity::broken},
    {FaultName::unknown_document, "unknown-document", Severity::broken},
    {FaultName::unknown_decree, "unknown-decree", Severity::broken},
    {FaultName::unknown_list, "unknown-list", Severity::broken},
    {FaultName::unknown_standing_permit, "unknown-standing-permit", Severity::broken},
    {FaultName::unknown_code, "unknown-code", Severity::broken},
    {FaultName::unknown_text, "unknown-text", Severity::broken},
    {FaultName::unknown_language, "unknown-language", Severity::broken},
    {FaultName::duplicate_name, "duplicate-name", Severity::broken},
    {FaultName::duplicate_code, "duplicate-code", Severity::broken},
    {FaultName::duplicate_document, "duplicate-document", Severity::broken},
    {FaultName::duplicate_list, "duplicate-list", Severity::broken},
    {FaultName::duplicate_word, "duplicate-word", Severity::broken},
    {FaultName::duplicate_text, "duplicate-text", Severity::broken},
    {FaultName::bad_text, "bad-text", Severity::broken},
    {FaultName::missing_text, "missing-text", Severity::broken},
    {FaultName::unused_text, "unused-text", Severity::wrong},
    {FaultName::value_never_there, "value-never-there", Severity::broken},
    {FaultName::value_sometimes_there, "value-sometimes-there", Severity::broken},
    {FaultName::overlap, "overlap", Severity::broken},
    {FaultName::outside_of_decree, "outside-of-decree", Severity::broken},
    {FaultName::incomplete_purpose, "incomplete-purpose", Severity::broken},
    {FaultName::no_purpose, "no-purpose", Severity::broken},
    {FaultName::incomplete_example, "incomplete-example", Severity::broken},
    {FaultName::false_example, "false-example", Severity::broken},
    {FaultName::gap, "gap", Severity::wrong},
    {FaultName::hidden_decree, "hidden-decree", Severity::wrong},
    {FaultName::hours_never_come, "hours-never-come", Severity::wrong},
    {FaultName::whole_day_hours, "whole-day-hours", Severity::warning},
    {FaultName::outside_dates, "outside-dates", Severity::warning},
    {FaultName::hidden_document, "hidden-document", Severity::wrong},
    {FaultName::unaccepted_document, "unaccepted-document", Severity::warning},
    {FaultName::late_acceptance, "late-acceptance", Severity::wrong},
    {FaultName::unrefused_list, "unrefused-list", Severity::warning},
    {FaultName::unread_hint, "unread-hint", Severity::wrong},
    {FaultName::word_hides, "word-hides", Severity::wrong},
    {FaultName::idle_limit, "idle-limit", Severity::warning},
    {FaultName::own_code_not_counted, "own-code-not-counted", Severity::warning},
    {FaultName::two_limits, "two-limits", Severity::wrong},
    {FaultName::two_durations, "two-durations", Severity::warning},
    {FaultName::long_approval, "long-approval", Severity::warning},
    {FaultName::late_publication, "late-publication", Severity::warning},
    {FaultName::other_publication, "other-publication", Severity::warning},
};

constexpr const FaultKind& kind_of(FaultName name) { return kFaultKinds[static_cast<std::size_t>(name)]; }

static_assert(
    [] {
      for (std::size_t i = 0; i < std::size(kFaultKinds); ++i) {
        if (static_cast<std::size_t>(kFaultKinds[i].name) != i) return false;
      }
      return true;
    }(),
    "the table is in the order of the names");

}  // namespace permit
