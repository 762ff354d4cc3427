// What rule files say beside what decides: printed for people by describe.h, never looked at by a decision.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "core/rule_set.h"

namespace permit {

struct Source {
  std::string id;
  std::string published;  ///< `2020-07-19`; may be empty
  std::string cited_as;   ///< what a reply calls it
  std::string title;
};

/// Where a decree holds. A text carries no place, so places never decide.
struct Places {
  std::string names;
  std::string part;    ///< which part of them; may be empty
  std::string except;  ///< may be empty
  std::string clause;
};

/// A remark of the author's, with what it rests on.
struct Remark {
  std::string text;
  std::string clause;
};

/// A duration that the sources also name, and that was not chosen.
struct Stated {
  std::chrono::minutes lasts;
  std::string clause;
  std::string chosen_because;
};

/// What one file says of a purpose.
struct PurposeNotes {
  bool says_how_long = false;  ///< else the durations are those of the file that it amends
  std::vector<Stated> stated;
  std::string no_limit_clause;  ///< empty where it sets limits, or none is set
  std::string begins_clause;    ///< of a delayed beginning; empty: not said
  std::vector<Remark> where;
  std::vector<Remark> annotations;

  /// An amendment's: what is not said stays.
  void apply_to(PurposeNotes& amended) const;
};

/// A proof that held when the rules were compiled.
struct ExampleNote {
  std::string at;        ///< `2020-07-21T10:00`
  std::string sent;      ///< the text, or what is asked of a standing permit
  std::string given;     ///< what holds before it: earlier texts, lists; may be empty
  std::string expected;  ///< `outcome granted, until 13:00`
};

/// Of a decree, or of an interval without permits.
struct DatedNotes {
  std::string file;
  std::string title;
  std::string published;  ///< may be empty
  std::vector<Places> places;
  std::map<std::string, PurposeNotes> purposes;  ///< by code
  std::vector<std::string> taken_away;           ///< codes of which nothing holds that was said before
  std::vector<ExampleNote> examples;             ///< in the order of the file
};

struct Annotations {
  std::string title;  ///< of the service
  std::string hotline_clause;
  std::vector<Source> sources;
  std::map<std::string, std::string> lists;             ///< what each is, by id
  std::map<std::string, std::string> standing_permits;  ///< likewise
  std::map<std::string, std::string> document_clauses;  ///< by id; those that have one
  std::map<std::string, std::string> plate_clauses;     ///< likewise
  std::map<std::string, DatedNotes> dated;              ///< by id

  /// Of a purpose in this part of a decree: beside each value that of the file which set it.
  PurposeNotes of(const Decree& decree, const Purpose& purpose) const;
};

}  // namespace permit
