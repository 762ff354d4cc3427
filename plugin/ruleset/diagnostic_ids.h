// Every kind of mistake that a rule author can make, with an id that never changes: editors, scripts and
// rules/faults.md refer to it.
#pragma once

#include <cstddef>
#include <iterator>
#include <string_view>

namespace permit {

enum class Severity {
  broken,            ///< the folder is not used
  refused_by_check,  ///< check refuses the folder, but a running service uses it
  warning,           ///< worth a look
};

/// In the order of faults.md, which explains them. An id is never reused for another mistake.
enum class DiagnosticId {
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
  long_reply,
  // periods
  overlap,
  outside_of_decree,
  incomplete_purpose,
  no_purpose,
  // examples
  incomplete_example,
  false_example,
  // allowed, but probably not intended
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

struct DiagnosticKind {  // NOLINT(clang-analyzer-optin.performance.Padding): ordered for readers
  DiagnosticId id;
  std::string_view name;  ///< `unknown-source`
  Severity severity;
};

inline constexpr DiagnosticKind kDiagnosticKinds[] = {
    {DiagnosticId::unreadable_folder, "unreadable-folder", Severity::broken},
    {DiagnosticId::ignored_folder, "ignored-folder", Severity::warning},
    {DiagnosticId::ignored_file, "ignored-file", Severity::warning},
    {DiagnosticId::wrong_encoding, "wrong-encoding", Severity::broken},
    {DiagnosticId::broken_xml, "broken-xml", Severity::broken},
    {DiagnosticId::doctype, "doctype", Severity::broken},
    {DiagnosticId::too_complex, "too-complex", Severity::broken},
    {DiagnosticId::no_service, "no-service", Severity::broken},
    {DiagnosticId::second_service, "second-service", Severity::broken},
    {DiagnosticId::unknown_beginning, "unknown-beginning", Severity::broken},
    {DiagnosticId::unknown_element, "unknown-element", Severity::broken},
    {DiagnosticId::misplaced_element, "misplaced-element", Severity::broken},
    {DiagnosticId::wrong_order, "wrong-order", Severity::broken},
    {DiagnosticId::repeated_element, "repeated-element", Severity::broken},
    {DiagnosticId::either_or, "either-or", Severity::broken},
    {DiagnosticId::missing_element, "missing-element", Severity::broken},
    {DiagnosticId::unknown_attribute, "unknown-attribute", Severity::broken},
    {DiagnosticId::missing_attribute, "missing-attribute", Severity::broken},
    {DiagnosticId::stray_text, "stray-text", Severity::broken},
    {DiagnosticId::schema, "schema", Severity::broken},
    {DiagnosticId::empty_value, "empty-value", Severity::broken},
    {DiagnosticId::bad_choice, "bad-choice", Severity::broken},
    {DiagnosticId::bad_name, "bad-name", Severity::broken},
    {DiagnosticId::bad_number, "bad-number", Severity::broken},
    {DiagnosticId::bad_language, "bad-language", Severity::broken},
    {DiagnosticId::bad_day, "bad-day", Severity::broken},
    {DiagnosticId::bad_time, "bad-time", Severity::broken},
    {DiagnosticId::bad_period, "bad-period", Severity::broken},
    {DiagnosticId::bad_duration, "bad-duration", Severity::broken},
    {DiagnosticId::bad_zone, "bad-zone", Severity::broken},
    {DiagnosticId::bad_picture, "bad-picture", Severity::broken},
    {DiagnosticId::bad_example, "bad-example", Severity::broken},
    {DiagnosticId::bad_signs, "bad-signs", Severity::broken},
    {DiagnosticId::bad_clause, "bad-clause", Severity::broken},
    {DiagnosticId::bad_word, "bad-word", Severity::broken},
    {DiagnosticId::incomplete_word, "incomplete-word", Severity::broken},
    {DiagnosticId::bad_message, "bad-message", Severity::broken},
    {DiagnosticId::same_stated, "same-stated", Severity::broken},
    {DiagnosticId::unknown_source, "unknown-source", Severity::broken},
    {DiagnosticId::unknown_document, "unknown-document", Severity::broken},
    {DiagnosticId::unknown_decree, "unknown-decree", Severity::broken},
    {DiagnosticId::unknown_list, "unknown-list", Severity::broken},
    {DiagnosticId::unknown_standing_permit, "unknown-standing-permit", Severity::broken},
    {DiagnosticId::unknown_code, "unknown-code", Severity::broken},
    {DiagnosticId::unknown_text, "unknown-text", Severity::broken},
    {DiagnosticId::unknown_language, "unknown-language", Severity::broken},
    {DiagnosticId::duplicate_name, "duplicate-name", Severity::broken},
    {DiagnosticId::duplicate_code, "duplicate-code", Severity::broken},
    {DiagnosticId::duplicate_document, "duplicate-document", Severity::broken},
    {DiagnosticId::duplicate_list, "duplicate-list", Severity::broken},
    {DiagnosticId::duplicate_word, "duplicate-word", Severity::broken},
    {DiagnosticId::duplicate_text, "duplicate-text", Severity::broken},
    {DiagnosticId::bad_text, "bad-text", Severity::broken},
    {DiagnosticId::missing_text, "missing-text", Severity::broken},
    {DiagnosticId::unused_text, "unused-text", Severity::refused_by_check},
    {DiagnosticId::value_never_there, "value-never-there", Severity::broken},
    {DiagnosticId::value_sometimes_there, "value-sometimes-there", Severity::broken},
    {DiagnosticId::long_reply, "long-reply", Severity::broken},
    {DiagnosticId::overlap, "overlap", Severity::broken},
    {DiagnosticId::outside_of_decree, "outside-of-decree", Severity::broken},
    {DiagnosticId::incomplete_purpose, "incomplete-purpose", Severity::broken},
    {DiagnosticId::no_purpose, "no-purpose", Severity::broken},
    {DiagnosticId::incomplete_example, "incomplete-example", Severity::broken},
    {DiagnosticId::false_example, "false-example", Severity::broken},
    {DiagnosticId::gap, "gap", Severity::refused_by_check},
    {DiagnosticId::hidden_decree, "hidden-decree", Severity::refused_by_check},
    {DiagnosticId::hours_never_come, "hours-never-come", Severity::refused_by_check},
    {DiagnosticId::whole_day_hours, "whole-day-hours", Severity::warning},
    {DiagnosticId::outside_dates, "outside-dates", Severity::warning},
    {DiagnosticId::hidden_document, "hidden-document", Severity::refused_by_check},
    {DiagnosticId::unaccepted_document, "unaccepted-document", Severity::warning},
    {DiagnosticId::late_acceptance, "late-acceptance", Severity::refused_by_check},
    {DiagnosticId::unrefused_list, "unrefused-list", Severity::warning},
    {DiagnosticId::unread_hint, "unread-hint", Severity::refused_by_check},
    {DiagnosticId::word_hides, "word-hides", Severity::refused_by_check},
    {DiagnosticId::idle_limit, "idle-limit", Severity::warning},
    {DiagnosticId::own_code_not_counted, "own-code-not-counted", Severity::warning},
    {DiagnosticId::two_limits, "two-limits", Severity::refused_by_check},
    {DiagnosticId::two_durations, "two-durations", Severity::warning},
    {DiagnosticId::long_approval, "long-approval", Severity::warning},
    {DiagnosticId::late_publication, "late-publication", Severity::warning},
    {DiagnosticId::other_publication, "other-publication", Severity::warning},
};

constexpr const DiagnosticKind& kind_of(DiagnosticId id) { return kDiagnosticKinds[static_cast<std::size_t>(id)]; }

static_assert(
    [] {
      for (std::size_t i = 0; i < std::size(kDiagnosticKinds); ++i) {
        if (static_cast<std::size_t>(kDiagnosticKinds[i].id) != i) return false;
      }
      return true;
    }(),
    "the table must be in the order of the ids");

}  // namespace permit
