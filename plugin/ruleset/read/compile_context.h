// What a rule folder has said so far, while its files are read one after the other, and the questions that are asked
// across files.
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

/// A rule that replies with a text.
struct TextUse {
  std::string id;
  ReplyRole role;
  Place place;       ///< where the rule says so
  std::string said;  ///< `<word reply="help">`, for a fault; empty: every service replies with it
};

template <typename Rule>
struct Placed {
  Rule rule;
  Place place;
};

struct CompileContext {
  RuleSet rules;  ///< complete but for what follows
  Annotations annotations;
  Diagnostics faults;

  bool all_read = true;          ///< else what a file seems to lack may stand in one that is no XML, or is missing
  std::optional<Place> service;  ///< the <service> that was read
  std::optional<Place> message;  ///< its <message>, when it has one
  std::map<std::string, Place> document_ids;  ///< also of kinds whose picture did not read
  std::map<std::string, Place> hint_places;   ///< of what is no document, by id
  std::map<std::string, Place> list_places;
  std::map<std::string, Place> source_places;
  std::vector<Place> word_places;  ///< beside rules.words
  std::vector<TextUse> text_uses;
  std::map<std::pair<std::string, std::string>, Place> text_places;  ///< by language and id
  std::map<std::string, Place> language_places;                      ///< the first <texts> of each language
  std::vector<std::pair<std::string, Place>> language_uses;          ///< where a rule names a language
  std::map<std::string, Place> dated_ids;                            ///< of decrees and intervals
  std::vector<DecreeText> decrees;                                   ///< and amendments
  std::vector<Placed<Interval>> intervals;

  const Source* source(std::string_view id) const;
  /// Annotations that `id` is taken by `place`; a fault when it was taken before.
  void take_id(std::map<std::string, Place>& ids, const std::string& id, const Place& place, std::string_view what);
};

/// `2020-07-20.xml:12`.
std::string render(const Place& place);

/// Where a rule stands, for the rule itself to keep.
Origin origin_of(const Element& element);

/// The sources that a <service>, <decree>, <forbidden> or <not-needed> declares. Every file may cite them.
void read_sources(const Element& element, CompileContext& context);
/// The attribute `clause` as a reply cites it: `A 8` is `digital.gov.az 19.07.2020 §8`, several are parted by commas.
/// Empty when there is none.
std::string read_clause(const Element& element, CompileContext& context);

/// One <texts>: the replies of a language, or some of them.
void read_texts(const Element& texts, CompileContext& context);

}  // namespace permit
