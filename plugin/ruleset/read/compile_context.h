// The state of a compilation: what the files read so far have declared, and lookups across files.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/reply/reply_values.h"
#include "core/rule_set.h"
#include "ruleset/diagnostic.h"
#include "ruleset/read/annotations.h"
#include "ruleset/read/decree.h"
#include "ruleset/read/xml.h"

namespace permit {

/// A reference to a reply text in a rule.
struct TextUse {
  std::string id;
  ReplyRole role;
  Place place;         ///< of the reference
  std::string markup;  ///< `<word reply="help">`, for the text of a fault; empty: every service uses this text
};

template <typename Rule>
struct Placed {
  Rule rule;
  Place place;
};

struct CompileContext {
  RuleSet rules;  ///< at first without decrees and intervals
  Annotations annotations;
  Diagnostics faults;

  bool all_read = true;          ///< false: a file is missing or not XML, and may declare names that others use
  std::optional<Place> service;  ///< the <service> that was read
  std::optional<Place> message;  ///< its <message>, if any
  std::map<std::string, Place> document_ids;  ///< including kinds whose picture is faulty
  std::map<std::string, Place> hint_places;   ///< of each <not-a-document>, by id
  std::map<std::string, Place> list_places;
  std::map<std::string, Place> source_places;
  std::vector<Place> word_places;  ///< parallel to rules.words
  std::vector<TextUse> text_uses;
  std::map<std::pair<std::string, std::string>, Place> text_places;  ///< by language and id
  std::map<std::string, Place> language_places;                      ///< the first <texts> of each language
  std::vector<std::pair<std::string, Place>> language_uses;          ///< where a rule names a language
  std::map<std::string, Place> period_ids;                           ///< of decrees and intervals
  std::vector<ParsedDecree> decrees;                                 ///< including amendments
  std::vector<Placed<Interval>> intervals;

  const Source* source(std::string_view id) const;
  /// Records that `place` declares `id`; reports a fault if `id` is declared already.
  void declare_id(std::map<std::string, Place>& ids, const std::string& id, const Place& place, std::string_view what);
};

/// `2020-07-20.xml:12`.
std::string render(const Place& place);

/// The place of a rule, in the form that the rule keeps.
Origin origin_of(const Element& element);

/// Reads the sources that a <service>, <decree>, <forbidden> or <not-needed> declares. Every file may cite them.
void read_sources(const Element& element, CompileContext& context);
/// Returns the attribute `clause` as a reply cites it: `A 8` is `digital.gov.az 19.07.2020 §8`; commas separate several
/// clauses. Empty if there is none.
std::string read_clause(const Element& element, CompileContext& context);

/// Reads one <texts>: all or some replies of a language.
void read_texts(const Element& texts, CompileContext& context);

}  // namespace permit
